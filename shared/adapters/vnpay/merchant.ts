import * as z from "zod";

/** What the deployer stores in Secrets Manager for VNPAY: the website's code and its hash secret. */
export const VnpayMerchant = z.object({ tmnCode: z.string().min(1), hashSecret: z.string().min(1) });
export type VnpayMerchant = z.infer<typeof VnpayMerchant>;

/** The merchant of a secret's text. Throws without quoting the text: a parser's message would show the key. */
export const vnpayMerchant = (secret: string): VnpayMerchant => {
  let value: unknown;
  try {
    value = JSON.parse(secret);
  } catch {
    value = undefined;
  }
  const merchant = VnpayMerchant.safeParse(value);
  if (!merchant.success) throw new Error("the VNPAY secret is not {tmnCode, hashSecret}");
  return merchant.data;
};
