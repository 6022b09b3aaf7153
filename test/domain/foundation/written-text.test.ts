import { describe, expect, it } from "vitest";
import { WrittenText } from "../../../shared/domain/foundation/written-text.ts";

const passes = (text: string): boolean => WrittenText(100).safeParse(text).success;

describe("what somebody writes in their own words", () => {
  it.each([
    "Thiếu bản gốc",
    "Dòng một\nDòng hai\tcó bảng",
    "Thiếu bản gốc".normalize("NFD"),
    "👍",
    "👨‍👩‍👧",
    "?",
    "12/2026",
  ])("may be «%s»", (text) => {
    expect(passes(text)).toBe(true);
  });

  it.each([
    ["nothing", ""],
    ["blanks", " \n\u00a0 "],
    ["invisible letters", "\u200b"],
    ["invisible letters among blanks", " \u200b\u00a0\ufeff"],
    ["a blank of Braille", "\u2800"],
    ["a filler of Hangul", "\u3164"],
    ["a selector of looks alone", "\ufe0f\u{e0100}"],
    ["a bell", "\u0007"],
    ["text that turns round", "a\u202eb"],
    ["text with a null", "a\u0000b"],
    ["marks alone", "\u0301\u0301"],
    ["more than is read", "x".repeat(101)],
  ])("is not %s", (_what, text) => {
    expect(passes(text)).toBe(false);
  });
});
