import type { Instant } from "../foundation/instant.ts";
import type { ApplicantChannel } from "./notice.ts";

/**
 * Of what a day bears only so many courtesies: a dossier, by its id, or the address of a channel. An address is named by
 * an HMAC of it and never in clear.
 */
export type Capped = { kind: "dossier" | ApplicantChannel; name: string };

/** What an address is called where courtesies are counted: another each day, so that days cannot be joined by it. */
export type NameAddress = (channel: ApplicantChannel, address: string, at: Instant) => Promise<string>;

/** Courtesies of a day, by the province's calendar. Status notices are never counted: the law wants each told. */
export type CapsStore = {
  /**
   * Counts a courtesy, by its outbox id once however often it is tried. False where the day already has `cap` others.
   */
  take(capped: Capped, courtesy: { outboxId: string; at: Instant; cap: number }): Promise<boolean>;
};
