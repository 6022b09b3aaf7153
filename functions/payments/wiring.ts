import { currentCalendar } from "../../shared/adapters/catalogue/current-calendar.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { dayBook } from "../../shared/adapters/dynamodb/day-book.ts";
import { dossierLists } from "../../shared/adapters/dynamodb/dossier-lists.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { inquiryStore } from "../../shared/adapters/dynamodb/inquiry-store.ts";
import { moneyCheckStore } from "../../shared/adapters/dynamodb/money-check-store.ts";
import { paymentStore } from "../../shared/adapters/dynamodb/payment-store.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { refundStore } from "../../shared/adapters/dynamodb/refund-store.ts";
import { statementStore } from "../../shared/adapters/dynamodb/statement-store.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { momoProvider } from "../../shared/adapters/momo/provider.ts";
import { payosProvider } from "../../shared/adapters/payos/provider.ts";
import { secretReader } from "../../shared/adapters/secrets/secret.ts";
import { vnpayProvider } from "../../shared/adapters/vnpay/provider.ts";
import { lazily } from "../boundary/lazily.ts";
import type {
  MoneyCheckDependencies,
  OfficePaymentsDependencies,
  PaymentsDependencies,
  Providers,
  ReconcileDependencies,
  RefundsDependencies,
} from "./dependencies.ts";
import { MoneyCheckEnvironment, PaymentsEnvironment } from "./environment.ts";

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

const payments = (env: PaymentsEnvironment, table = openTable(env.TABLE_NAME)): PaymentsDependencies => {
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

export const wiring = /* @__PURE__ */ lazily(
  (): PaymentsDependencies => payments(PaymentsEnvironment.parse(process.env)),
);

export const refundsWiring = /* @__PURE__ */ lazily((): RefundsDependencies => {
  const env = PaymentsEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return { store: dossierStore(table), refunds: refundStore(table), providers: providersOf(env), digest: sha256 };
});

/** With the register, which a provider's call need not carry. */
export const officeWiring = /* @__PURE__ */ lazily(
  (): OfficePaymentsDependencies => ({
    ...payments(PaymentsEnvironment.parse(process.env)),
    register: organisationRegister,
    sealing,
  }),
);

export const reconcileWiring = /* @__PURE__ */ lazily((): ReconcileDependencies => {
  const env = PaymentsEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return { ...payments(env, table), inquiries: inquiryStore(table) };
});

export const moneyCheckWiring = /* @__PURE__ */ lazily((): MoneyCheckDependencies => {
  const env = MoneyCheckEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    store: dossierStore(table),
    lists: dossierLists(table),
    catalogue: procedureStore(table),
    register: organisationRegister,
    book: dayBook(table),
    statements: statementStore(table),
    inquiries: inquiryStore(table),
    checks: moneyCheckStore(table),
  };
});
