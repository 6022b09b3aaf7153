import type { Provider } from "../../domain/payments/provider.ts";
import type { SecretReader } from "../secrets/secret.ts";
import { vnpayMerchant } from "./merchant.ts";
import { vnpayNoticeReader } from "./notice-reader.ts";
import { vnpayPayUrl } from "./pay-url.ts";

/** VNPAY as a provider. Its pay page is an address that we sign ourselves: opening a payment calls nobody. */
export const vnpayProvider = (
  secrets: SecretReader,
  { secretId, payUrl, origin }: { secretId: string; payUrl: string; origin: string },
): Pick<Provider, "merchant" | "open" | "read"> => {
  const merchant = async () => vnpayMerchant((await secrets.read(secretId)).current);
  const readNotice = vnpayNoticeReader(secrets, secretId);
  return {
    merchant: async () => (await merchant()).tmnCode,
    open: async (intent, { code, ipAddress, language }) => ({
      redirectUrl: vnpayPayUrl({
        payUrl,
        merchant: await merchant(),
        reference: intent.reference,
        amountVnd: intent.amount,
        code,
        returnUrl: `${origin}/v1/payments/vnpay/return`,
        ipAddress,
        createdAt: intent.createdAt,
        expiresAt: intent.expiresAt,
        language,
      }),
    }),
    read: ({ rawQuery }) => readNotice(rawQuery),
  };
};
