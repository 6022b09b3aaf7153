import { type MessageProvider, ProviderFault } from "../../domain/notifications/message-provider.ts";
import type { Sms } from "../../domain/notifications/render-sms.ts";
import { accountOf, type EsmsAccount } from "./account.ts";
import { type EsmsApi, patienceOf } from "./ask.ts";
import { findAtEsms } from "./find.ts";
import { sendByEsms } from "./send.ts";

/** The account, or a fault where it cannot be read: nothing was sent then. */
const known = async (api: EsmsApi): Promise<EsmsAccount> => {
  try {
    return await accountOf(api);
  } catch (error) {
    throw new ProviderFault("account-unread", { cause: error });
  }
};

/** eSMS (ViHAT), a gateway to the Vietnamese networks under a registered sender name. */
export const esmsProvider = (api: EsmsApi): MessageProvider<Sms> => ({
  name: "esms",
  honoursReferences: true,
  send: async (sms, reference) => sendByEsms(api, await known(api), { sms, reference }, patienceOf(api)),
  find: async (reference) => findAtEsms(api, await known(api), reference, patienceOf(api)),
});
