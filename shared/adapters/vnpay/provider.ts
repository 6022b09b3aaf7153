import type { Provider } from "../../domain/payments/provider.ts";
import type { SecretReader } from "../secrets/secret.ts";
import { inquireAtVnpay } from "./inquire.ts";
import { vnpayMerchant } from "./merchant.ts";
import { vnpayNoticeReader } from "./notice-reader.ts";
import { vnpayPayUrl } from "./pay-url.ts";
import { refundAtVnpay } from "./refund.ts";

/** VNPAY as a provider. Its pay page is an address that we sign ourselves: opening a payment calls nobody. */
export const vnpayProvider = (
  secrets: SecretReader,
  { secretId, payUrl, apiUrl, origin }: { secretId: string; payUrl: string; apiUrl: string; origin: string },
): Provider => {
  const merchant = async () => vnpayMerchant((await secrets.read(secretId)).current);
  const readNotice = vnpayNoticeReader(secrets, secretId);
  const api = { secrets, secretId, apiUrl };
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
    inquire: (intent, at) => inquireAtVnpay(api, intent, at),
    refund: (order, at) => refundAtVnpay(api, order, at),
  };
};
