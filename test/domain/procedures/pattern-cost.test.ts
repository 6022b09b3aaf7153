import { describe, expect, it } from "vitest";
import { MOST_TRIES, triesOf } from "../../../shared/domain/procedures/pattern-cost.ts";

describe("what a pattern costs", () => {
  it.each([
    ["^\\d{10}(-\\d{3})?$", 14, 2],
    ["^(0|\\+?84)(3|5|7|8|9)\\d{8}$", 12, 15],
    ["\\S", 200, 201],
    ["^a|b$", 9, 20],
    ["^\\D*[^\\d\\s]\\D*$", 9, 100],
    ["^(?:ab){2,4}$", 9, 3],
    ["^(?<year>\\d{4})\\k<year>$", 9, 1],
    ["^[^\\]*+(]*$", 9, 10],
    ["^\\p{L}{2,3}\\u{61}?$", 9, 4],
    ["^(?=.*\\d)(?!a)(?<=^)(?<!b)\\(\\|\\)$", 9, 10],
    ["^(a|b){2}$", 9, 4],
    ["^a{0}b*?$", 9, 10],
  ])("%s over %i characters: %i tries", (pattern, length, tries) => {
    expect(new RegExp(pattern, "u")).toBeDefined();
    expect(triesOf(pattern, length)).toBe(tries);
  });

  it.each([
    "^(\\S+\\s?)+$",
    "^(\\S+\\s?){1,9}$",
    "(a*)*",
    "^(?:a|a)*$",
    "^(?:(?:a?){9}){9}$",
    "^(?:a?){200}$",
    "^\\S*\\S*\\S*\\S*$",
    "\\S*\\S*\\S*!",
    "^(?:x|(?:y+)+)$",
  ])("%s is more than a submission may take", (pattern) => {
    expect(triesOf(pattern, 200)).toBeGreaterThan(MOST_TRIES);
  });
});
