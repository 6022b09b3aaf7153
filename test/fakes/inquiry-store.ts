import type { InquiryStore, PlannedInquiry } from "../../shared/domain/payments/inquiry-store.ts";
import { SHARDS } from "../../shared/domain/reminders/reminder-store.ts";

const nameOf = ({ at, intentId }: PlannedInquiry): string => `${at}#${intentId}`;
const shardOf = (intentId: string): number => intentId.charCodeAt(intentId.length - 1) % SHARDS;

/** The plan of inquiries in memory, by the table's laws (test/contracts/inquiry-store.test.ts), over a list of its own or another's. */
export const inquiryStoreFake = (planned: PlannedInquiry[] = []): InquiryStore => ({
  due: async (shard, until, { limit, after }) => {
    const found = planned
      .filter(({ at, intentId }) => shardOf(intentId) === shard && at <= until)
      .filter((inquiry) => after === undefined || nameOf(inquiry) > nameOf(after))
      .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    const page = found.slice(0, limit);
    return { inquiries: page, next: found.length > limit ? (page.at(-1) ?? null) : null };
  },
  plan: async (inquiry) => {
    if (!planned.some((other) => nameOf(other) === nameOf(inquiry))) planned.push(inquiry);
  },
  forget: async (inquiry) => {
    const place = planned.findIndex((other) => nameOf(other) === nameOf(inquiry));
    if (place >= 0) planned.splice(place, 1);
  },
});
