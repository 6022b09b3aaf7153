import * as z from "zod";
import { merchantSecret, Written } from "../secrets/merchant-secret.ts";

/** What the deployer stores in Secrets Manager for MoMo: the partner's code and its pair of keys. */
export const MomoMerchant = z.object({ partnerCode: Written, accessKey: Written, secretKey: Written });
export type MomoMerchant = z.infer<typeof MomoMerchant>;

/** The merchant of a secret's text. Throws without quoting the text. */
export const momoMerchant = merchantSecret("MoMo", MomoMerchant);
