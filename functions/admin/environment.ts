import * as z from "zod";

export const AdminEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  CATALOGUE_BUCKET: z.string().min(1),
});
export type AdminEnvironment = z.infer<typeof AdminEnvironment>;
