import * as z from "zod";

export const ProceduresEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  CATALOGUE_BUCKET: z.string().min(1),
  PUBLIC_ORIGIN: z.url(),
});
export type ProceduresEnvironment = z.infer<typeof ProceduresEnvironment>;

export const PrintingEnvironment = ProceduresEnvironment.extend({
  CATALOGUE_BUCKET: z.string().min(1),
  PUBLIC_ORIGIN: z.url(),
});
export type PrintingEnvironment = z.infer<typeof PrintingEnvironment>;

export const CalendarEnvironment = ProceduresEnvironment.pick({ STAGE: true, TABLE_NAME: true }).extend({
  /** Office hours of the stage, JSON of `OfficeHours`. */
  OFFICE_HOURS: z.string().min(2),
});
export type CalendarEnvironment = z.infer<typeof CalendarEnvironment>;
