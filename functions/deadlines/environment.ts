import * as z from "zod";
import { ClockTime } from "../../shared/domain/working-time/office-hours.ts";

export const DeadlinesEnvironment = z.object({ STAGE: z.string().min(1), TABLE_NAME: z.string().min(1) });
export type DeadlinesEnvironment = z.infer<typeof DeadlinesEnvironment>;

export const PlanEnvironment = DeadlinesEnvironment.extend({
  OFFICE_HOURS: z.string().min(2),
  /** Working hours before, working days before and after: when officers are reminded. */
  ACCEPT_BEFORE_HOURS: z.coerce.number().int().min(1),
  STEP_BEFORE_HOURS: z.coerce.number().int().min(1),
  APOLOGY_BEFORE_DAYS: z.coerce.number().int().min(1),
  ESCALATE_AFTER_DAYS: z.coerce.number().int().min(1),
  /** Calendar days before and after: when applicants are; and when not. */
  ANSWER_BEFORE_DAYS: z.coerce.number().int().min(1),
  RATING_AFTER_DAYS: z.coerce.number().int().min(1),
  QUIET_FROM: ClockTime,
  QUIET_TO: ClockTime,
});
export type PlanEnvironment = z.infer<typeof PlanEnvironment>;

export const RemindersEnvironment = PlanEnvironment.extend({
  OFFICER_EMAIL_QUEUE_URL: z.url(),
  SMS_QUEUE_URL: z.url(),
  EMAIL_QUEUE_URL: z.url(),
});
export type RemindersEnvironment = z.infer<typeof RemindersEnvironment>;
export const CalendarEnvironment = DeadlinesEnvironment.extend({
  /** Office hours of the stage, JSON of `OfficeHours`. */
  OFFICE_HOURS: z.string().min(2),
  /** How many days ahead a calendar must be complete. */
  CALENDAR_AHEAD_DAYS: z.coerce.number().int().min(1),
});
export type CalendarEnvironment = z.infer<typeof CalendarEnvironment>;
