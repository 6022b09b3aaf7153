import type { Instant } from "../foundation/instant.ts";

/** When a provider is to be asked about a payment. One that came too early or too late is harmless. */
export type PlannedInquiry = { at: Instant; intentId: string };

/** The plan of inquiries, in as many shards as that of reminders; each is read on its own. */
export type InquiryStore = {
  /** A shard's inquiries whose time has come, oldest first. `next` is where the page ended; null where it was the last. */
  due(
    shard: number,
    until: Instant,
    page: { limit: number; after: PlannedInquiry | undefined },
  ): Promise<{ inquiries: PlannedInquiry[]; next: PlannedInquiry | null }>;
  /** Planned as often as wanted: it is there once. */
  plan(inquiry: PlannedInquiry): Promise<void>;
  forget(inquiry: PlannedInquiry): Promise<void>;
};
