import * as z from "zod";

/**
 * What somebody writes in their own words, to be read by another: something visible, over several lines if need be, and
 * nothing that hides or turns text round (control and bidirectional characters).
 */
export const WrittenText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^(?:[^\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\n\r\t])*$/u)
    .regex(/[\p{L}\p{N}\p{P}\p{S}]/u);
