import * as z from "zod";
import { merchantSecret, Written } from "../secrets/merchant-secret.ts";

/**
 * What the deployer stores in Secrets Manager for payOS: the channel's three keys, and the number of the bank account
 * that it pays into, as its webhooks name it.
 */
export const PayosMerchant = z.object({
  clientId: Written,
  apiKey: Written,
  checksumKey: Written,
  accountNumber: Written,
});
export type PayosMerchant = z.infer<typeof PayosMerchant>;

/** The merchant of a secret's text. Throws without quoting the text. */
export const payosMerchant = merchantSecret("payOS", PayosMerchant);
