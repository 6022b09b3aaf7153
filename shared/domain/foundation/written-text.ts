import * as z from "zod";

/** Nothing in a text hides or turns it round: no control but line breaks and tabs, no bidirectional character. */
export const NOTHING_HIDDEN = /^(?:[^\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\n\r\t])*$/u;

/**
 * What somebody writes in their own words, to be read by another: something visible, over several lines if need be, and
 * nothing hidden.
 */
export const WrittenText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(NOTHING_HIDDEN)
    .regex(/[\p{L}\p{N}\p{P}\p{S}]/u);
