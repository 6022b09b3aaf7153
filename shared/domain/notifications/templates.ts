import { ENDING } from "./templates/ending.ts";
import { FILING } from "./templates/filing.ts";
import { MONEY } from "./templates/money.ts";
import { PROCESSING } from "./templates/processing.ts";
import { REMINDING } from "./templates/reminding.ts";
import { RESULT } from "./templates/result.ts";

export type Language = "vi" | "en";

/**
 * One notice in one language. `sms`: from the fullest to the shortest, Vietnamese with its diacritics; the first that has
 * all its values and fits one part is sent. The last needs nothing but the code, and fits however the message is encoded.
 * In an email a sentence whose value is missing is left out.
 */
export type Wording = {
  sms: readonly string[];
  email: { subject: string; what: readonly string[]; next: readonly string[] };
};

/** Raised with every change of wording, and kept with each notice that was sent. */
export const TEMPLATE_VERSION = 5;

/**
 * Every notice, named after the state or the event that it tells of. The link opens the public tracking view, which
 * gives no reason, takes no payment, no rating, and hands out no result: nothing of the kind leads to it.
 */
export const TEMPLATES = { ...FILING, ...PROCESSING, ...ENDING, ...RESULT, ...MONEY, ...REMINDING } as const;

export type TemplateName = keyof typeof TEMPLATES;

/** The words of what no event tells of. */
export type ReminderTemplate = keyof typeof REMINDING;
