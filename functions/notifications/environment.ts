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

export const EmailEnvironment = Delivery.extend({ EMAIL_SENDER: z.email() });
export type EmailEnvironment = z.infer<typeof EmailEnvironment>;

export const OfficerEmailEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  EMAIL_SENDER: z.email(),
});
export type OfficerEmailEnvironment = z.infer<typeof OfficerEmailEnvironment>;
