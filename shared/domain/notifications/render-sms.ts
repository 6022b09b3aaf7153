import type { Person } from "../dossiers/person.ts";
import { addressOf, type NoAddress } from "./channels.ts";
import { ONE_PART, septetsOf, withoutDiacritics } from "./gsm7.ts";
import { type Filling, fill } from "./placeholder.ts";
import { smsWordings } from "./sms-wordings.ts";
import type { Language, TemplateName } from "./templates.ts";

/** What is sent: always one part. `wording`: the id of its text, as it is registered with operators. */
export type SmsBody = { body: string; wording: string; encoding: "gsm-7" | "ucs-2"; parts: 1 };
export type Sms = SmsBody & { to: string };

/** UTF-16 units of one part that GSM-7 cannot carry. */
const ONE_PART_UCS2 = 70;

/** The text as it is sent, undefined where it takes more than one part. */
const onePart = (text: string, smsDiacritics: boolean): Pick<SmsBody, "body" | "encoding"> | undefined => {
  // Composed: a letter and its marks apart are up to three units instead of one.
  const body = smsDiacritics ? text.normalize("NFC") : withoutDiacritics(text);
  const septets = septetsOf(body);
  if (septets === undefined) return body.length <= ONE_PART_UCS2 ? { body, encoding: "ucs-2" } : undefined;
  return septets <= ONE_PART ? { body, encoding: "gsm-7" } : undefined;
};

/**
 * The fullest wording that fits one part. `smsDiacritics`: Vietnamese as it is written, for which a part has less than
 * half the room. Throws RangeError where none fits: a code of more than 32 characters.
 */
export const smsBody = (
  template: TemplateName,
  language: Language,
  filling: Filling,
  smsDiacritics = false,
): SmsBody => {
  for (const { id, text } of smsWordings(template, language)) {
    const filled = fill(text, filling);
    const fitting = filled === undefined ? undefined : onePart(filled, smsDiacritics);
    if (fitting) return { ...fitting, wording: id, parts: 1 };
  }
  throw new RangeError(`no wording of ${template} fits one SMS`);
};

/** The SMS of a notice to a person, whether they want it or not; or why none can be sent. */
export const renderSms = (
  template: TemplateName,
  person: Person,
  filling: Filling,
  smsDiacritics = false,
): Sms | NoAddress => {
  const address = addressOf("sms", person);
  if ("skipped" in address) return address;
  return { ...address, ...smsBody(template, person.language, filling, smsDiacritics) };
};
