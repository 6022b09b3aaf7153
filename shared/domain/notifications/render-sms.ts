import type { Person } from "../dossiers/person.ts";
import { ONE_PART, septetsOf, withoutDiacritics } from "./gsm7.ts";
import type { SkipReason } from "./notice.ts";
import { vietnameseMobile } from "./phone.ts";
import { type Filling, fill } from "./placeholder.ts";
import { TEMPLATES, type TemplateName } from "./templates.ts";

export type Sms = { to: string; body: string };

/** A link and the words that lead to it. */
const LINK = /(?: [A-Z][^.:]*:)? \{link\}$/;

/** The fullest wording that fits one part. A link that is too long for any is left out rather than sent in two parts. */
export const smsBody = (template: TemplateName, language: Person["language"], filling: Filling): string => {
  const wordings: readonly string[] = TEMPLATES[template][language].sms;
  for (const wording of [...wordings, ...wordings.map((words) => words.replace(LINK, ""))]) {
    const filled = fill(wording, filling);
    const body = filled === undefined ? undefined : withoutDiacritics(filled);
    if (body !== undefined && (septetsOf(body) ?? Number.POSITIVE_INFINITY) <= ONE_PART) return body;
  }
  throw new RangeError(`no wording of ${template} fits one SMS`);
};

/** The SMS of a notice, or why there is none. */
export const renderSms = (template: TemplateName, person: Person, filling: Filling): Sms | { skipped: SkipReason } => {
  if (person.applicant.phone === undefined) return { skipped: "no-address" };
  const to = vietnameseMobile(person.applicant.phone);
  if (to === undefined) return { skipped: "address-unusable" };
  return { to, body: smsBody(template, person.language, filling) };
};
