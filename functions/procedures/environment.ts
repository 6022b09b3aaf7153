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
