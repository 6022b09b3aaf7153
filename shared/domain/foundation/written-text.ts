import * as z from "zod";

/** Nothing in a text hides or turns it round: no control but line breaks and tabs, no bidirectional character. */
export const NOTHING_HIDDEN = /^(?:[^\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\n\r\t])*$/u;

/** Something in a text is seen: a letter, a digit or a sign, and none of those that are drawn as nothing. */
export const SOMETHING_SEEN = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * What somebody writes in their own words, to be read by another: something visible, over several lines if need be, and
 * nothing hidden.
 */
export const WrittenText = (max: number) =>
  z.string().trim().min(1).max(max).regex(NOTHING_HIDDEN).regex(SOMETHING_SEEN);
