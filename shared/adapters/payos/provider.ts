import type { Provider } from "../../domain/payments/provider.ts";
import { underLiveKeys } from "../secrets/live-keys.ts";
import type { SecretReader } from "../secrets/secret.ts";
import { merchantOf, payosKeys } from "./ask.ts";
import { cancelAtPayos, inquireAtPayos } from "./inquire.ts";
import { parsePayosNotice } from "./notice.ts";
import { openAtPayos } from "./open.ts";

/** payOS (VietQR) as a provider. It gives no money back by itself: that is a transfer by the bank's own means. */
export const payosProvider = (
  secrets: SecretReader,
  options: { secretId: string; apiUrl: string; origin: string; patienceMs?: number },
): Provider => {
  const api = { secrets, ...options };
  return {
    merchant: async () => (await merchantOf(api)).accountNumber,
    open: (intent, { code }) => openAtPayos(api, options.origin, intent, code),
    read: ({ rawBody }) =>
      underLiveKeys(
        payosKeys(api),
        (keys) => parsePayosNotice(rawBody, keys),
        ({ valid }) => valid,
      ),
    inquire: (intent) => inquireAtPayos(api, intent),
    cancel: (intent) => cancelAtPayos(api, intent),
  };
};
