import type { Person } from "../dossiers/person.ts";
import { ADDRESS } from "./mail-parts.ts";
import type { ApplicantChannel } from "./notice.ts";
import { vietnameseMobile } from "./phone.ts";

/** Where a person can be written to over a channel, or why not. */
export const addressOf = (
  channel: ApplicantChannel,
  { applicant: { phone, email } }: Person,
): { address: string } | { skipped: "no-address" | "address-unusable" } => {
  const typed = channel === "sms" ? phone : email;
  if (typed === undefined) return { skipped: "no-address" };
  const address = channel === "sms" ? vietnameseMobile(typed) : ADDRESS.test(typed) ? typed : undefined;
  return address === undefined ? { skipped: "address-unusable" } : { address };
};

/**
 * Which ways a person is told. The law wants a change of state told (Decree 224/2026/NĐ-CP, art. 15): the applicant
 * chooses the way, not whether; what is a courtesy comes only where it is wanted.
 */
export const channelsOf = (person: Person, kind: "status" | "courtesy"): ApplicantChannel[] => {
  const usable = (["sms", "email"] as const).filter((channel) => "address" in addressOf(channel, person));
  const wanted = usable.filter((channel) => person.notify[channel]);
  return wanted.length > 0 || kind === "courtesy" ? wanted : usable;
};
