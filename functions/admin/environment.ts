import * as z from "zod";

export const AdminEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  CATALOGUE_BUCKET: z.string().min(1),
});
export type AdminEnvironment = z.infer<typeof AdminEnvironment>;

export const CalendarEnvironment = AdminEnvironment.pick({ STAGE: true, TABLE_NAME: true }).extend({
  /** Office hours of the stage, JSON of `OfficeHours`. */
  OFFICE_HOURS: z.string().min(2),
});
export type CalendarEnvironment = z.infer<typeof CalendarEnvironment>;

export const MoneyEnvironment = AdminEnvironment.pick({ STAGE: true, TABLE_NAME: true });
export type MoneyEnvironment = z.infer<typeof MoneyEnvironment>;

export const DeadLettersEnvironment = AdminEnvironment.pick({ STAGE: true }).extend({
  /** What the ARNs of the stage's queues begin with, up to a queue's own name. */
  QUEUES_ARN: z.string().startsWith("arn:"),
});
export type DeadLettersEnvironment = z.infer<typeof DeadLettersEnvironment>;
