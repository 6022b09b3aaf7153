import { readable } from "../foundation/instant.ts";
import type { LedgerLine, Why } from "./ledger.ts";
import type { TimeLimit } from "./time-limit.ts";

type Words = { vi: string; en: string };

const WHY: Record<Why, Words> = {
  "received-closed": { vi: "nhận ngoài giờ làm việc", en: "received outside office hours" },
  "received-late": {
    vi: "nhận sau giờ chốt trong ngày, tính từ đầu ngày làm việc sau",
    en: "received after the day's closing of receipt: counted from the next working day",
  },
  "receipt-day": { vi: "ngày tiếp nhận, không tính", en: "the day of receipt, not counted" },
  "office-time": { vi: "giờ làm việc", en: "office time" },
  "working-day": { vi: "ngày làm việc", en: "working days" },
  "working-saturday": { vi: "thứ Bảy làm bù", en: "Saturday worked in exchange" },
  "calendar-day": { vi: "ngày theo lịch", en: "calendar days" },
  month: { vi: "tháng theo lịch", en: "calendar months" },
  closed: { vi: "ngoài giờ làm việc", en: "outside office hours" },
  weekend: { vi: "nghỉ hằng tuần", en: "weekly rest" },
  holiday: { vi: "nghỉ lễ", en: "public holiday" },
  "in-lieu": { vi: "nghỉ bù ngày lễ", en: "day off for a holiday on a rest day" },
  swap: { vi: "nghỉ hoán đổi", en: "day off exchanged for a Saturday" },
  carried: { vi: "chuyển vào giờ làm việc gần nhất", en: "brought to the nearest office time" },
  paused: { vi: "tạm dừng, được cộng lại", en: "paused, given back" },
  "paused-late": { vi: "tạm dừng khi đã quá hạn, không cộng lại", en: "paused when already late, not given back" },
  restarted: { vi: "tính lại từ đầu sau khi bổ sung", en: "counted anew after the supplement" },
  extended: { vi: "gia hạn", en: "extended" },
};

/** Why a stretch counts or not, with the calendar's own word for a day off. */
export const whyWords = ({ why, name }: Pick<LedgerLine, "why" | "name">, language: "vi" | "en"): string =>
  name === undefined ? WHY[why][language] : `${WHY[why][language]} (${name})`;

const MEASURES: Record<LedgerLine["measure"], Words> = {
  minute: { vi: "phút", en: "minutes" },
  day: { vi: "ngày", en: "days" },
  month: { vi: "tháng", en: "months" },
};

const UNITS: Record<TimeLimit["unit"], Words> = {
  "working-hour": { vi: "giờ làm việc", en: "working hours" },
  "working-day": { vi: "ngày làm việc", en: "working days" },
  "calendar-day": { vi: "ngày", en: "calendar days" },
  month: { vi: "tháng", en: "months" },
};

const quantity = (value: number, words: Words, language: "vi" | "en"): string =>
  `${value} ${language === "en" && value === 1 ? words.en.replace(/s$/, "") : words[language]}`;

/** A limit as the law words it. */
export const limitWords = ({ value, unit }: TimeLimit, language: "vi" | "en"): string =>
  quantity(value, UNITS[unit], language);

const amount = (line: LedgerLine, language: "vi" | "en"): string => {
  if (line.counts > 0) return `+${quantity(Math.round(line.counts), MEASURES[line.measure], language)}`;
  return line.gives > 0 ? `↻${quantity(Math.round(line.gives), MEASURES.minute, language)}` : "–";
};

/** One line of a proof as people read it: `07:30 04/01/2021 → 11:30 04/01/2021  +240 phút  giờ làm việc`. */
export const lineText = (line: LedgerLine, language: "vi" | "en"): string =>
  [`${readable(line.from)} → ${readable(line.to)}`, amount(line, language), whyWords(line, language)].join("  ");
