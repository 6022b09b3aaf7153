import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inVietnameseWords } from "../../../shared/domain/foundation/vietnamese-numbers.ts";

const CHECKED: readonly (readonly [number, string])[] = [
  [0, "không"],
  [1, "một"],
  [4, "bốn"],
  [5, "năm"],
  [9, "chín"],
  [10, "mười"],
  [11, "mười một"],
  [14, "mười bốn"],
  [15, "mười lăm"],
  [19, "mười chín"],
  [20, "hai mươi"],
  [21, "hai mươi mốt"],
  [24, "hai mươi tư"],
  [25, "hai mươi lăm"],
  [51, "năm mươi mốt"],
  [55, "năm mươi lăm"],
  [99, "chín mươi chín"],
  [100, "một trăm"],
  [101, "một trăm linh một"],
  [104, "một trăm linh bốn"],
  [105, "một trăm linh năm"],
  [110, "một trăm mười"],
  [111, "một trăm mười một"],
  [115, "một trăm mười lăm"],
  [121, "một trăm hai mươi mốt"],
  [544, "năm trăm bốn mươi tư"],
  [1000, "một nghìn"],
  [1001, "một nghìn không trăm linh một"],
  [1010, "một nghìn không trăm mười"],
  [1015, "một nghìn không trăm mười lăm"],
  [1100, "một nghìn một trăm"],
  [2025, "hai nghìn không trăm hai mươi lăm"],
  [10_000, "mười nghìn"],
  [15_000, "mười lăm nghìn"],
  [21_000, "hai mươi mốt nghìn"],
  [35_500, "ba mươi lăm nghìn năm trăm"],
  [100_000, "một trăm nghìn"],
  [105_000, "một trăm linh năm nghìn"],
  [650_000, "sáu trăm năm mươi nghìn"],
  [999_999, "chín trăm chín mươi chín nghìn chín trăm chín mươi chín"],
  [1_000_000, "một triệu"],
  [1_000_005, "một triệu không trăm linh năm"],
  [1_005_000, "một triệu không trăm linh năm nghìn"],
  [1_050_000, "một triệu không trăm năm mươi nghìn"],
  [1_500_000, "một triệu năm trăm nghìn"],
  [12_000_000, "mười hai triệu"],
  [24_315_421, "hai mươi tư triệu ba trăm mười lăm nghìn bốn trăm hai mươi mốt"],
  [1_000_000_000, "một tỷ"],
  [1_000_000_001, "một tỷ không trăm linh một"],
  [1_000_024_000, "một tỷ không trăm hai mươi tư nghìn"],
  [2_005_000_000, "hai tỷ không trăm linh năm triệu"],
  [9_999_999_999, "chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín"],
  [1_000_000_000_000, "một nghìn tỷ"],
  [1_005_000_000_000, "một nghìn không trăm linh năm tỷ"],
  [2_000_000_000_000_000, "hai triệu tỷ"],
  [
    Number.MAX_SAFE_INTEGER,
    "chín triệu không trăm linh bảy nghìn một trăm chín mươi chín tỷ hai trăm năm mươi tư triệu bảy trăm bốn mươi nghìn chín trăm chín mươi mốt",
  ],
];

const VALUES: Record<string, number> = {
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  sáu: 6,
  bảy: 7,
  tám: 8,
  chín: 9,
};

/** Reads words back one by one, as a person would add them up. */
const read = (text: string): bigint => {
  let [all, billions, group, ones] = [0n, 0n, 0n, 0n];
  for (const word of text.split(" ")) {
    if (word === "tỷ") [all, billions, group, ones] = [(billions + group + ones) * 1_000_000_000n, 0n, 0n, 0n];
    else if (word === "triệu") [billions, group, ones] = [billions + (group + ones) * 1_000_000n, 0n, 0n];
    else if (word === "nghìn") [billions, group, ones] = [billions + (group + ones) * 1000n, 0n, 0n];
    else if (word === "trăm") [group, ones] = [group + ones * 100n, 0n];
    else if (word === "mươi") [group, ones] = [group + ones * 10n, 0n];
    else if (word === "mười") [group, ones] = [group + 10n, 0n];
    else if (word !== "linh") {
      const value = VALUES[word];
      if (value === undefined) throw new Error(`no word of a number: ${word}`);
      ones = BigInt(value);
    }
  }
  return all + billions + group + ones;
};

/** Any length of number is as likely as any other. */
const wholes = fc.tuple(fc.nat({ max: 15 }), fc.maxSafeNat(), fc.nat({ max: 15 })).map(([length, value, zeros]) => {
  const kept = value % 10 ** (length + 1);
  return kept - (kept % 10 ** Math.min(zeros, length));
});

describe("a number in Vietnamese words", () => {
  it.each(CHECKED)("writes %d as it is read aloud", (value, words) => {
    expect(inVietnameseWords(value)).toBe(words);
  });

  it("can be read back, whatever the number", () => {
    fc.assert(
      fc.property(wholes, (value) => {
        expect(read(inVietnameseWords(value))).toBe(BigInt(value));
      }),
      { numRuns: 2000 },
    );
  });

  it("never says what nobody says", () => {
    const wrong =
      /mươi một\b|mươi bốn|mươi năm\b|mười mốt|mười tư|không mươi|linh lăm|linh mười|một mươi|^không \S| {2}/u;
    fc.assert(
      fc.property(wholes, (value) => {
        expect(inVietnameseWords(value)).not.toMatch(wrong);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])("refuses %d", (value) => {
    expect(() => inVietnameseWords(value)).toThrow(RangeError);
  });
});
