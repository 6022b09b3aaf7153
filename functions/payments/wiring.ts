import { currentCalendar } from "../../shared/adapters/catalogue/current-calendar.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { secretReader } from "../../shared/adapters/secrets/secret.ts";
import { vnpayProvider } from "../../shared/adapters/vnpay/provider.ts";
import { lazily } from "../boundary/lazily.ts";
import type { PaymentsDependencies } from "./dependencies.ts";
import { PaymentsEnvironment } from "./environment.ts";

export const wiring = lazily((): PaymentsDependencies => {
  const env = PaymentsEnvironment.parse(process.env);
  const table = openTable(env.TABLE_NAME);
  return {
    store: dossierStore(table),
    catalogue: procedureStore(table),
    vnpay: vnpayProvider(secretReader(), {
      secretId: env.VNPAY_SECRET,
      payUrl: env.VNPAY_PAY_URL,
      apiUrl: env.VNPAY_API_URL,
      origin: env.PUBLIC_ORIGIN,
    }),
    calendar: currentCalendar(table, env.OFFICE_HOURS),
    digest: sha256,
    expiryMinutes: env.PAYMENT_EXPIRY_MINUTES,
    origin: env.PUBLIC_ORIGIN,
  };
});
