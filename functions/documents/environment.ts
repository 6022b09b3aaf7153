import * as z from "zod";

export const DocumentsEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  QUARANTINE_BUCKET: z.string().min(1),
  DOCUMENTS_BUCKET: z.string().min(1),
});
export type DocumentsEnvironment = z.infer<typeof DocumentsEnvironment>;
