import type { Provider } from "../../domain/payments/provider.ts";
import { underLiveKeys } from "../secrets/live-keys.ts";
import type { SecretReader } from "../secrets/secret.ts";
import { merchantOf, momoKeys } from "./ask.ts";
import { inquireAtMomo } from "./inquire.ts";
import { parseMomoNotice } from "./notice.ts";
import { MOMO_TAKES, openAtMomo } from "./open.ts";
import { refundAtMomo } from "./refund.ts";

/** MoMo's payment gateway v2 as a provider. */
export const momoProvider = (
  secrets: SecretReader,
  options: { secretId: string; apiUrl: string; origin: string; patienceMs?: number },
): Provider => {
  const api = { secrets, ...options };
  return {
    takes: MOMO_TAKES,
    merchant: async () => (await merchantOf(api)).partnerCode,
    open: (intent, payer) => openAtMomo(api, options.origin, intent, payer),
    read: ({ rawBody }) =>
      underLiveKeys(
        momoKeys(api),
        (keys) => parseMomoNotice(rawBody, keys),
        ({ valid }) => valid,
      ),
    inquire: (intent) => inquireAtMomo(api, intent),
    refund: (order) => refundAtMomo(api, order),
  };
};
