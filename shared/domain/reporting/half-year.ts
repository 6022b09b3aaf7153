import { type Instant, provinceDate } from "../foundation/instant.ts";

/** Half a year as far as it has gone. */
export type HalfYear = {
  /** `2021-1` is the first half of 2021. */
  half: string;
  year: string;
  isFirst: boolean;
  /** Its first day, and its last, or today while it is under way: `2021-01-01`. */
  period: { from: string; to: string };
  isOver: boolean;
};

export const HALF = /^20\d{2}-[12]$/;

const daysOf = (half: string): { from: string; end: string } => {
  const year = half.slice(0, 4);
  return half.endsWith("1")
    ? { from: `${year}-01-01`, end: `${year}-06-30` }
    : { from: `${year}-07-01`, end: `${year}-12-31` };
};

/** A half as it stands at an instant; undefined where it has not begun. `half` is one of `HALF`. */
export const halfYearAt = (half: string, at: Instant): HalfYear | undefined => {
  const today = provinceDate(at);
  const { from, end } = daysOf(half);
  if (today < from) return undefined;
  const isOver = today > end;
  const period = { from, to: isOver ? end : today };
  return { half, year: half.slice(0, 4), isFirst: half.endsWith("1"), period, isOver };
};

/** `6 tháng đầu năm 2021` */
export const halfName = ({ isFirst, year }: HalfYear): string => `6 tháng ${isFirst ? "đầu" : "cuối"} năm ${year}`;
