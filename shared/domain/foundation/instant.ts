/**
 * An instant in UTC as ISO 8601 with milliseconds, `2026-11-22T01:30:00.000Z`.
 * One fixed width, so that text order is time order in keys and indexes.
 */
export type Instant = string;

/** The province's clock: UTC+7 all year, no daylight saving since 1975. */
const OFFSET_MS = 7 * 3_600_000;

export const instantOf = (millis: number): Instant => new Date(millis).toISOString();

export const millisOf = (instant: Instant): number => Date.parse(instant);

/** RFC 3339 in the province's time, `2026-11-22T08:30:00+07:00`: the form of every reply. */
export const inProvince = (instant: Instant): string =>
  `${new Date(millisOf(instant) + OFFSET_MS).toISOString().slice(0, 19)}+07:00`;

/** The calendar date in the province, `YYYY-MM-DD`. */
export const provinceDate = (instant: Instant): string =>
  new Date(millisOf(instant) + OFFSET_MS).toISOString().slice(0, 10);

/** As people read it, `08:30 22/11/2026`: notices and slips. */
export const readable = (instant: Instant): string => {
  const local = inProvince(instant);
  return `${local.slice(11, 16)} ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`;
};
