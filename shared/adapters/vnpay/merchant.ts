import * as z from "zod";
import { merchantSecret, Written } from "../secrets/merchant-secret.ts";

/** What the deployer stores in Secrets Manager for VNPAY: the website's code and its hash secret. */
export const VnpayMerchant = z.object({ tmnCode: Written, hashSecret: Written });
export type VnpayMerchant = z.infer<typeof VnpayMerchant>;

/** The merchant of a secret's text. Throws without quoting the text. */
export const vnpayMerchant = merchantSecret("VNPAY", VnpayMerchant);
