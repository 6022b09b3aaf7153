import * as z from "zod";

const MINUTE_MS = 60_000;

/** A time of the province's day, `HH:mm` from 00:00 to 23:59. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const millisOfClock = (time: string): number =>
  (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * MINUTE_MS;

/** Hours from a day of the year on. `days` are ISO weekdays, 1 Monday to 7 Sunday; slots are local time. */
const Season = z
  .strictObject({
    from: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
    slots: z.array(z.tuple([ClockTime, ClockTime])).min(1),
    days: z.array(z.int().min(1).max(7)).min(1),
  })
  .superRefine(({ slots }, context) => {
    let end = -1;
    slots.forEach(([from, to], at) => {
      const issue = (fault: string, message: string) =>
        context.addIssue({ code: "custom", path: ["slots", at], params: { fault }, message });
      if (millisOfClock(to) <= millisOfClock(from)) issue("slot-empty", `Slot ${from}–${to} ends before it begins.`);
      if (millisOfClock(from) < end) issue("slots-overlap", `Slot ${from}–${to} begins before the one above it ends.`);
      end = millisOfClock(to);
    });
  });

/**
 * Office hours by season, as a stage declares them. Seasons ascend by `from`; before the first one of a year
 * the last one of the year before still holds.
 */
export const OfficeHours = z
  .array(Season)
  .min(1)
  .superRefine((seasons, context) => {
    seasons.forEach(({ from }, at) => {
      const before = seasons[at - 1];
      if (before && from <= before.from) {
        context.addIssue({
          code: "custom",
          path: [at, "from"],
          params: { fault: "seasons-unsorted" },
          message: `Season ${from} does not come after ${before.from}.`,
        });
      }
    });
  });
export type OfficeHours = z.infer<typeof OfficeHours>;

/** A stretch of office time in milliseconds since midnight; the end is not office time. */
export type Slot = { from: number; to: number };

type DayHours = { slots: Slot[]; days: ReadonlySet<number> };

export type HoursOn = (date: string) => DayHours;

/** The hours in force on a date, `YYYY-MM-DD`, of one province's seasons. */
export const hoursOn = (officeHours: OfficeHours): HoursOn => {
  const seasons = officeHours.map(({ from, slots, days }) => ({
    from,
    hours: {
      slots: slots.map(([start, end]) => ({ from: millisOfClock(start), to: millisOfClock(end) })),
      days: new Set(days),
    },
  }));
  const last = seasons.at(-1);
  if (!last) throw new Error("Office hours need at least one season.");
  return (date) => (seasons.findLast(({ from }) => from <= date.slice(5)) ?? last).hours;
};
