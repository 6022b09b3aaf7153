import type { Person } from "../dossiers/person.ts";
import { ADDRESS } from "./mail-parts.ts";
import type { ApplicantChannel } from "./notice.ts";
import { vietnameseMobile } from "./phone.ts";

/** A change of a dossier, which the law wants told; or a reminder or a request that is a kindness. */
export type NoticeKind = "status" | "courtesy";

export type NoAddress = { skipped: "no-address" | "address-unusable" };

/** A mobile number in E.164 or a mail address, or why there is none to send to. */
export const addressOf = (channel: ApplicantChannel, { applicant }: Person): { to: string } | NoAddress => {
  const given = channel === "sms" ? applicant.phone : applicant.email;
  if (given === undefined) return { skipped: "no-address" };
  const to = channel === "sms" ? vietnameseMobile(given) : ADDRESS.exec(given)?.[0];
  return to === undefined ? { skipped: "address-unusable" } : { to };
};

/**
 * The ways by which a person is told. Which way is theirs to choose, and whether they are told of a change is not (Decree
 * 224/2026/NĐ-CP, art. 15: every change, at once): where nothing that they want can be used, a change goes every way that can.
 */
export const channelsOf = (person: Person, kind: NoticeKind): ApplicantChannel[] => {
  const usable = (["sms", "email"] as const).filter((channel) => "to" in addressOf(channel, person));
  const wanted = usable.filter((channel) => person.notify[channel]);
  return kind === "status" && wanted.length === 0 ? usable : wanted;
};
