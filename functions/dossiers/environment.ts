import * as z from "zod";

export const DossiersEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  QUARANTINE_BUCKET: z.string().min(1),
  DOCUMENTS_BUCKET: z.string().min(1),
  /** Secrets Manager id of the key that derives lookup secrets and tracking tokens. */
  DOSSIER_KEYS_SECRET: z.string().min(1),
  PUBLIC_ORIGIN: z.url(),
  /** Office hours of the stage, JSON of `OfficeHours`. */
  OFFICE_HOURS: z.string().min(2),
  /** How long an applicant is waited for, in calendar days. */
  PAY_WITHIN_DAYS: z.coerce.number().int().min(1),
  SUPPLEMENT_WITHIN_DAYS: z.coerce.number().int().min(1),
});
export type DossiersEnvironment = z.infer<typeof DossiersEnvironment>;

export const NoticesEnvironment = DossiersEnvironment.pick({ STAGE: true, TABLE_NAME: true });
export type NoticesEnvironment = z.infer<typeof NoticesEnvironment>;

export const PrintingEnvironment = DossiersEnvironment.pick({ STAGE: true, TABLE_NAME: true });
export type PrintingEnvironment = z.infer<typeof PrintingEnvironment>;

export const ReceiptEnvironment = DossiersEnvironment.pick({
  STAGE: true,
  TABLE_NAME: true,
  DOSSIER_KEYS_SECRET: true,
  PUBLIC_ORIGIN: true,
});
export type ReceiptEnvironment = z.infer<typeof ReceiptEnvironment>;
