import * as z from "zod";

export const PaymentsEnvironment = z.object({
  STAGE: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  /** Secrets Manager id of VNPAY's `{tmnCode, hashSecret}`, current and pending. */
  VNPAY_SECRET: z.string().min(1),
  VNPAY_PAY_URL: z.url(),
  VNPAY_API_URL: z.url(),
  /** Secrets Manager id of payOS's `{clientId, apiKey, checksumKey, accountNumber}`; absent where it is not offered. */
  PAYOS_SECRET: z.string().min(1).optional(),
  PAYOS_API_URL: z.url().optional(),
  /** Secrets Manager id of MoMo's `{partnerCode, accessKey, secretKey}`; absent where it is not offered. */
  MOMO_SECRET: z.string().min(1).optional(),
  MOMO_API_URL: z.url().optional(),
  PUBLIC_ORIGIN: z.url(),
  OFFICE_HOURS: z.string().min(2),
  PAYMENT_EXPIRY_MINUTES: z.coerce.number().int().min(5).max(1440),
});
export type PaymentsEnvironment = z.infer<typeof PaymentsEnvironment>;

export const MoneyCheckEnvironment = PaymentsEnvironment.pick({ STAGE: true, TABLE_NAME: true });
export type MoneyCheckEnvironment = z.infer<typeof MoneyCheckEnvironment>;
