import { type Instant, inProvince, instantOf } from "../foundation/instant.ts";
import { Vnd } from "./money.ts";

/** What a spreadsheet program puts round a number to keep it a text: `'123` and `="123"`. */
export const plainCell = (cell: string): string =>
  cell
    .trim()
    .replace(/^="(.*)"$/s, "$1")
    .replace(/^'/, "")
    .trim();

/** A number that a spreadsheet program has cut: `4.50360E+15`. What it was is lost. */
export const isCutNumber = (cell: string): boolean => /^\d+([.,]\d+)?E\+?\d+$/i.test(cell);

const FORMS = [
  /^\d+([.,]0{1,2})?$/,
  /^\d{1,3}(\.\d{3})+(,0{1,2})?$/,
  /^\d{1,3}(,\d{3})+(\.0{1,2})?$/,
  /^\d{1,3}(\u00a0\d{3})+([.,]0{1,2})?$/,
];
const CURRENCY = /\s*(đồng|đ|₫|vnd|vnđ)$/i;

/**
 * Whole đồng with their sign, undefined where a cell is no such amount or zero. `100.000`, `100,000`, `100 000`,
 * `100000`, with `,00` or `.00` after it, with `đ` or `VND`, negative with `-` or in brackets. Groups of three are
 * thousands, since a đồng has no fraction; any other fraction is refused rather than rounded.
 */
export const readAmount = (cell: string): number | undefined => {
  const text = cell.normalize("NFC").replace(CURRENCY, "").trim();
  const bracketed = /^\((.*)\)$/.exec(text)?.[1];
  const negative = bracketed !== undefined || text.startsWith("-");
  const digits = (bracketed ?? text.replace(/^-/, "")).replaceAll(/[ \u00a0\u202f]/g, "\u00a0");
  if (!FORMS.some((form) => form.test(digits))) return undefined;
  const amount = Number(digits.replace(/[.,]0{1,2}$/, "").replaceAll(/\D/g, ""));
  if (!Vnd.safeParse(amount).success) return undefined;
  return negative ? -amount : amount;
};

const TIMES: readonly RegExp[] = [
  /^(?<day>\d{1,2})[/-](?<month>\d{1,2})[/-](?<year>\d{4})[ ,]+(?<hour>\d{1,2}):(?<minute>\d\d)(:(?<second>\d\d))?$/,
  /^(?<hour>\d{1,2}):(?<minute>\d\d)(:(?<second>\d\d))?[ ,]+(?<day>\d{1,2})[/-](?<month>\d{1,2})[/-](?<year>\d{4})$/,
  /^(?<year>\d{4})[/-](?<month>\d\d)[/-](?<day>\d\d)[ T]+(?<hour>\d\d):(?<minute>\d\d)(:(?<second>\d\d)(\.\d{1,3})?)?(\+07:?00)?$/,
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)$/,
];
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/**
 * The instant of a cell, to the second; undefined where it names no moment. Local times are GMT+7; the day comes before
 * the month, as Vietnamese programs write it. A day without its time is not enough, nor is a twelve-hour clock.
 */
export const readTime = (cell: string): Instant | undefined => {
  if (UTC.test(cell)) {
    const millis = Date.parse(cell);
    return Number.isNaN(millis) ? undefined : instantOf(millis - (millis % 1000));
  }
  const parts = TIMES.map((form) => form.exec(cell)?.groups).find((groups) => groups !== undefined);
  if (!parts) return undefined;
  const two = (name: string): string => (parts[name] ?? "0").padStart(2, "0");
  const local = `${parts.year}-${two("month")}-${two("day")}T${two("hour")}:${two("minute")}:${two("second")}+07:00`;
  const millis = Date.parse(local);
  if (Number.isNaN(millis)) return undefined;
  const instant = instantOf(millis);
  return inProvince(instant) === local ? instant : undefined;
};
