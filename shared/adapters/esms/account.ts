import * as z from "zod";
import { merchantSecret, Written } from "../secrets/merchant-secret.ts";
import type { SecretReader } from "../secrets/secret.ts";

/** A key that makes what stands in addresses: eSMS never sees it. */
const CallbackKey = z.string().min(32);

/**
 * What the deployer stores in Secrets Manager for eSMS: the account's two keys, and our own key of the addresses that
 * eSMS reports to. A new `callbackKey` leaves the old one as `formerCallbackKey` until the last report of a message
 * sent under it is in, some days.
 */
export const EsmsAccount = z.object({
  apiKey: Written,
  secretKey: Written,
  callbackKey: CallbackKey,
  formerCallbackKey: CallbackKey.optional(),
});
export type EsmsAccount = z.infer<typeof EsmsAccount>;

/** The account of a secret's text. Throws without quoting the text. */
export const esmsAccount = merchantSecret("eSMS", EsmsAccount);

/** Where eSMS's account is kept. */
export type EsmsSecret = { secrets: SecretReader; secretId: string };

export const accountOf = async ({ secrets, secretId }: EsmsSecret): Promise<EsmsAccount> =>
  esmsAccount((await secrets.read(secretId)).current);
