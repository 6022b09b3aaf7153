import * as z from "zod";

/**
 * A time limit as the law words it. A calendar day ("ngày") counts weekends and holidays, a working day
 * ("ngày làm việc") does not; a working hour is an hour the office is open.
 */
export const TimeLimit = z.strictObject({
  value: z.int().min(1).max(1000),
  unit: z.enum(["working-hour", "working-day", "calendar-day", "month"]),
});
export type TimeLimit = z.infer<typeof TimeLimit>;
