import * as z from "zod";
import type { Receipt } from "../../domain/notifications/receipt.ts";

export type EmailChannel = Exclude<Receipt["channel"], "sms">;

/** A tag's value holds letters, digits, `_` and `-` only; no id of ours holds a `_`. */
const tagValue = (reference: string): string => reference.replaceAll(":", "_");
const referenceOf = (value: string): string => value.replaceAll("_", ":");

/** What a mail of ours carries, to be known again in SES's events. */
export const tagsOf = (reference: string, channel: EmailChannel): { Name: string; Value: string }[] => [
  { Name: "reference", Value: tagValue(reference) },
  { Name: "channel", Value: channel },
];

/** The tags of an event: each name with its values. Undefined where they are not of a mail of ours. */
export const ReadTags = z
  .object({
    reference: z.tuple([z.string().regex(/^[A-Za-z0-9_-]{1,256}$/)]),
    channel: z.tuple([z.enum(["email", "officer-email"])]),
  })
  .transform(({ reference, channel }) => ({ reference: referenceOf(reference[0]), channel: channel[0] }))
  .optional()
  .catch(undefined);
