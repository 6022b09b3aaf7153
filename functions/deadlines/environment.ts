import * as z from "zod";

export const DeadlinesEnvironment = z.object({ STAGE: z.string().min(1), TABLE_NAME: z.string().min(1) });
export type DeadlinesEnvironment = z.infer<typeof DeadlinesEnvironment>;

export const CalendarEnvironment = DeadlinesEnvironment.extend({
  /** Office hours of the stage, JSON of `OfficeHours`. */
  OFFICE_HOURS: z.string().min(2),
  /** How many days ahead a calendar must be complete. */
  CALENDAR_AHEAD_DAYS: z.coerce.number().int().min(1),
});
export type CalendarEnvironment = z.infer<typeof CalendarEnvironment>;
