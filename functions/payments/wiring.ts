import { currentCalendar } from "../../shared/adapters/catalogue/current-calendar.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { paymentStore } from "../../shared/adapters/dynamodb/payment-store.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { refundStore } from "../../shared/adapters/dynamodb/refund-store.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { momoProvider } from "../../shared/adapters/momo/provider.ts";
import { payosProvider } from "../../shared/adapters/payos/provider.ts";
import { secretReader } from "../../shared/adapters/secrets/secret.ts";
import { vnpayProvider } from "../../shared/adapters/vnpay/provider.ts";
import { lazily } from "../boundary/lazily.ts";
import type { OfficersDependencies, PaymentsDependencies, Providers, RefundsDependencies } from "./dependencies.ts";
import { PaymentsEnvironment } from "./environment.ts";

/** The providers that the stage has; the others are not offered. */
const providersOf = (env: PaymentsEnvironment): Providers => {
  const secrets = secretReader();
  const { PUBLIC_ORIGIN: origin, PAYOS_SECRET, PAYOS_API_URL, MOMO_SECRET, MOMO_API_URL } = env;
  const vnpay = { secretId: env.VNPAY_SECRET, payUrl: env.VNPAY_PAY_URL, apiUrl: env.VNPAY_API_URL, origin };
  return {
    vnpay: vnpayProvider(secrets, vnpay),
    ...(PAYOS_SECRET && PAYOS_API_URL
      ? { payos: payosProvider(secrets, { secretId: PAYOS_SECRET, apiUrl: PAYOS_API_URL, origin }) }
      : {}),
    ...(MOMO_SECRET && MOMO_API_URL
      ? { momo: momoProvider(secrets, { secretId: MOMO_SECRET, apiUrl: MOMO_API_URL, origin }) }
      : {}),
  };
};

const dependencies = (): PaymentsDependencies => {
  const env = PaymentsEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    store: dossierStore(table),
    catalogue: procedureStore(table),
    providers: providersOf(env),
    payments: paymentStore(table),
    calendar: currentCalendar(table, env.OFFICE_HOURS),
    digest: sha256,
    expiryMinutes: env.PAYMENT_EXPIRY_MINUTES,
    origin: env.PUBLIC_ORIGIN,
  };
};

export const wiring = lazily(dependencies);

/** With the register, which a provider's call need not carry. */
export const officersWiring = /* @__PURE__ */ lazily(
  (): OfficersDependencies => ({ ...dependencies(), register: organisationRegister }),
);

export const refundsWiring = /* @__PURE__ */ lazily((): RefundsDependencies => {
  const env = PaymentsEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return { store: dossierStore(table), refunds: refundStore(table), providers: providersOf(env), digest: sha256 };
});
