import * as z from "zod";
import { ClockTime } from "../../shared/domain/working-time/office-hours.ts";

export const RelayEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  SMS_QUEUE_URL: z.url(),
  EMAIL_QUEUE_URL: z.url(),
  REMINDERS_QUEUE_URL: z.url(),
  STATISTICS_QUEUE_URL: z.url(),
});
export type RelayEnvironment = z.infer<typeof RelayEnvironment>;

const Delivery = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  DOSSIER_KEYS_SECRET: z.string().min(1),
  PUBLIC_ORIGIN: z.url(),
  /** When courtesies are held, and how many of them a day bears for one dossier and to one address. */
  QUIET_FROM: ClockTime,
  QUIET_TO: ClockTime,
  COURTESIES_PER_DAY: z.coerce.number().int().min(1),
});

/** Minutes that a report of delivery is waited for. */
const Minutes = z.coerce.number().int().min(1);
/** Đồng that a message costs, or its usual share of the channel's messages, of 100. */
const Whole = z.coerce.number().int().min(0);

export const SmsEnvironment = Delivery.extend({
  EMAIL_QUEUE_URL: z.url(),
  RECEIPT_WITHIN_MINUTES: Minutes,
  /** Vietnamese as it is written, at the price of more than half of each part. */
  SMS_DIACRITICS: z.stringbool(),
  /** Absent where the province has no contract with eSMS. */
  ESMS_SECRET: z.string().min(1).optional(),
  ESMS_API_URL: z.url().optional(),
  ESMS_SHARE: Whole.optional(),
  ESMS_COST_VND: Whole.optional(),
  AWS_SMS_SHARE: Whole,
  AWS_SMS_COST_VND: Whole,
  /** Registered sender name, at most 11 ASCII characters. */
  SMS_SENDER: z.string().regex(/^[A-Za-z0-9]{1,11}$/),
});
export type SmsEnvironment = z.infer<typeof SmsEnvironment>;

/** A mail that names no configuration set of SES is sent, and nothing of what becomes of it is reported. */
const Mailing = { EMAIL_SENDER: z.email(), EMAIL_CONFIGURATION_SET: z.string().min(1) };

export const EmailEnvironment = Delivery.extend({
  ...Mailing,
  SMS_QUEUE_URL: z.url(),
  RECEIPT_WITHIN_MINUTES: Minutes,
});
export type EmailEnvironment = z.infer<typeof EmailEnvironment>;

export const OfficerEmailEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  ...Mailing,
});
export type OfficerEmailEnvironment = z.infer<typeof OfficerEmailEnvironment>;

export const EsmsReportEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  SMS_QUEUE_URL: z.url(),
  EMAIL_QUEUE_URL: z.url(),
  ESMS_SECRET: z.string().min(1),
});
export type EsmsReportEnvironment = z.infer<typeof EsmsReportEnvironment>;

export const ReceiptsEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  SMS_QUEUE_URL: z.url(),
  EMAIL_QUEUE_URL: z.url(),
});
export type ReceiptsEnvironment = z.infer<typeof ReceiptsEnvironment>;
