import { currentCalendar } from "../../shared/adapters/catalogue/current-calendar.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { secretReader } from "../../shared/adapters/secrets/secret.ts";
import { vnpayMerchant } from "../../shared/adapters/vnpay/merchant.ts";
import { vnpayNoticeReader } from "../../shared/adapters/vnpay/notice-reader.ts";
import { vnpayPayUrl } from "../../shared/adapters/vnpay/pay-url.ts";
import { lazily } from "../boundary/lazily.ts";
import type { PaymentsDependencies, Provider } from "./dependencies.ts";
import { PaymentsEnvironment } from "./environment.ts";

const vnpay = (env: PaymentsEnvironment): Provider => {
  const secrets = secretReader();
  const merchant = async () => vnpayMerchant((await secrets.read(env.VNPAY_SECRET)).current);
  return {
    merchant: async () => (await merchant()).tmnCode,
    redirectUrl: async (intent, { code, ipAddress, language }) =>
      vnpayPayUrl({
        payUrl: env.VNPAY_PAY_URL,
        merchant: await merchant(),
        reference: intent.reference,
        amountVnd: intent.amount,
        code,
        returnUrl: `${env.PUBLIC_ORIGIN}/v1/payments/vnpay/return`,
        ipAddress,
        createdAt: intent.createdAt,
        expiresAt: intent.expiresAt,
        language,
      }),
    readNotice: vnpayNoticeReader(secrets, env.VNPAY_SECRET),
  };
};

export const wiring = lazily((): PaymentsDependencies => {
  const env = PaymentsEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    store: dossierStore(table),
    catalogue: procedureStore(table),
    vnpay: vnpay(env),
    calendar: currentCalendar(table, env.OFFICE_HOURS),
    digest: sha256,
    expiryMinutes: env.PAYMENT_EXPIRY_MINUTES,
    origin: env.PUBLIC_ORIGIN,
  };
});
