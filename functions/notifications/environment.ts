import * as z from "zod";

export const RelayEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  SMS_QUEUE_URL: z.url(),
  EMAIL_QUEUE_URL: z.url(),
  REMINDERS_QUEUE_URL: z.url(),
});
export type RelayEnvironment = z.infer<typeof RelayEnvironment>;

const Delivery = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  DOSSIER_KEYS_SECRET: z.string().min(1),
  PUBLIC_ORIGIN: z.url(),
});

export const SmsEnvironment = Delivery.extend({
  /** Registered sender name, at most 11 ASCII characters. */
  SMS_SENDER: z.string().regex(/^[A-Za-z0-9]{1,11}$/),
});
export type SmsEnvironment = z.infer<typeof SmsEnvironment>;

/** A mail that names no configuration set of SES is sent, and nothing of what becomes of it is reported. */
const Mailing = { EMAIL_SENDER: z.email(), EMAIL_CONFIGURATION_SET: z.string().min(1) };

export const EmailEnvironment = Delivery.extend(Mailing);
export type EmailEnvironment = z.infer<typeof EmailEnvironment>;

export const OfficerEmailEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  ...Mailing,
});
export type OfficerEmailEnvironment = z.infer<typeof OfficerEmailEnvironment>;

export const ReceiptsEnvironment = z.object({ STAGE: z.string().min(1), TABLE_NAME: z.string().min(1) });
export type ReceiptsEnvironment = z.infer<typeof ReceiptsEnvironment>;
