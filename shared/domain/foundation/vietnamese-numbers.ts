const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"] as const;

const digit = (value: number): string => DIGITS[value] ?? "";

/** The ones behind tens of twenty and more, which three digits are said otherwise in. */
const AFTER_TENS: Record<number, string> = { 1: "mốt", 4: "tư", 5: "lăm" };

const belowHundred = (value: number): string => {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return digit(ones);
  const begun = tens === 1 ? "mười" : `${digit(tens)} mươi`;
  if (ones === 0) return begun;
  return `${begun} ${tens === 1 ? (ones === 5 ? "lăm" : digit(ones)) : (AFTER_TENS[ones] ?? digit(ones))}`;
};

/** Three digits; `whole` names also the hundreds that are none, since something larger stands before. */
const belowThousand = (value: number, whole: boolean): string => {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  if (hundreds === 0 && !whole) return belowHundred(rest);
  const begun = `${digit(hundreds)} trăm`;
  if (rest === 0) return begun;
  return `${begun} ${rest < 10 ? `linh ${digit(rest)}` : belowHundred(rest)}`;
};

/** Largest first; above a thousand million one counts in tỷ again: nghìn tỷ, triệu tỷ. */
const SCALES = [
  [1_000_000_000, "tỷ"],
  [1_000_000, "triệu"],
  [1000, "nghìn"],
] as const;

const said = (value: number, whole: boolean): string => {
  const words: string[] = [];
  let rest = value;
  for (const [scale, name] of SCALES) {
    const count = Math.floor(rest / scale);
    if (count > 0) words.push(`${said(count, whole || words.length > 0)} ${name}`);
    rest %= scale;
  }
  if (rest > 0 || words.length === 0) words.push(belowThousand(rest, whole || words.length > 0));
  return words.join(" ");
};

/**
 * A whole number in Vietnamese words, as amounts are written out on receipts: northern `linh` and `nghìn`, the hundreds
 * named throughout behind a larger group (`một triệu không trăm linh năm nghìn`), groups of nothing passed over.
 * Throws RangeError where it is no whole number from 0 to 2^53 − 1.
 */
export const inVietnameseWords = (value: number): string => {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`no whole number to write out: ${value}`);
  return said(value, false);
};
