import { writtenNumber } from "../slips/words.ts";
import type { Ratings } from "./period-report.ts";

export const NO_DATA = "chưa có dữ liệu";

const HUNDRED = 100;

const written = (percent: number): string => {
  const [whole = "", decimals] = percent.toFixed(2).split(".");
  return decimals === "00" ? `${whole}%` : `${whole},${decimals}%`;
};

/**
 * A share as it is said, `88,57%`, with two decimals where it is not whole; null of nothing. What is less than all is
 * never called 100%, nor what is more than none 0%.
 */
export const sharePercent = (part: number, whole: number): string | null => {
  if (whole === 0) return null;
  const said = written((part / whole) * HUNDRED);
  if (part < whole && said === "100%") return "trên 99,99%";
  return part > 0 && said === "0%" ? "dưới 0,01%" : said;
};

/** `83/94`, as numbers are written in Việt Nam. */
export const writtenPart = (part: number, whole: number): string => `${writtenNumber(part)}/${writtenNumber(whole)}`;

/** A share with what it is of, `88,57% (124/140)`; null of nothing. */
export const shareWithParts = (part: number, whole: number): string | null => {
  const percent = sharePercent(part, whole);
  return percent === null ? null : `${percent} (${writtenPart(part, whole)})`;
};

/**
 * Of the results handed over in a period, how many were judged in it. Some of those that were judged may have been
 * handed over before: where that alone makes more than all, there is no share to tell.
 */
export const responseShare = ({ responses, returned }: Ratings): { part: number; whole: number } | null =>
  returned === 0 || responses > returned ? null : { part: responses, whole: returned };

/** A response rate with its counts, also where it is no rate. */
export const writtenResponse = (ratings: Ratings): string => {
  const share = responseShare(ratings);
  if (share) return shareWithParts(share.part, share.whole) ?? NO_DATA;
  const { responses, returned } = ratings;
  if (responses === 0) return NO_DATA;
  return `${writtenNumber(responses)} phản hồi`.concat(
    returned === 0 ? "" : `, ${writtenNumber(returned)} trả kết quả`,
  );
};

/** `Tháng 1`, never torn apart. */
export const writtenMonth = (month: string): string => `Tháng\u00a0${Number(month.slice(5))}`;

/** A name inside a sentence: its first letter small, unless it begins with letters that stand for words. */
export const inSentence = (name: string): string =>
  /^\p{Lu}\p{Lu}/u.test(name) ? name : name.charAt(0).toLocaleLowerCase("vi") + name.slice(1);
