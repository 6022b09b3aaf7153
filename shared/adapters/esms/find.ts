import { inProvince, instantOf } from "../../domain/foundation/instant.ts";
import { ProviderFault, type Taken } from "../../domain/notifications/message-provider.ts";
import { isObject, type Json, type JsonObject, wordOf } from "../json/strict-json.ts";
import type { EsmsAccount } from "./account.ts";
import { askEsms, type EsmsApi } from "./ask.ts";
import { CODE, STATUS } from "./codes.ts";

/** eSMS gives at most 500 a page; these stay below what one answer may have, their words in them. */
const PAGE = 400;
/** Twice as long as eSMS itself refuses a RequestId again. */
const LOOK_BACK_MS = 48 * 3_600_000;
/** eSMS's clock may be ahead of ours. */
const AHEAD_MS = 10 * 60_000;

/** `yyyy-MM-dd HH:mm:ss`, by the clock of Viet Nam. */
const esmsTime = (millis: number): string => inProvince(instantOf(millis)).slice(0, 19).replace("T", " ");

/**
 * The name of a message's campaign: which wording it has, as the operators registered it, and our reference. It is all
 * that eSMS shows of a request when messages are listed: neither its RequestId nor a member of a template.
 */
export const campaignOf = (reference: string, wording: string): string => `${wording} ${reference}`;

const isOf = (reference: string, message: Json): message is JsonObject =>
  isObject(message) && wordOf(message.get("Campaign"))?.split(" ").at(-1) === reference;

/**
 * The message of a reference among those of the last two days. eSMS tells of one message by its SMSID alone, with our
 * keys in the address; it lists many by time (`GetSmsSentData_V2`), the keys in the body. A message that it refused
 * counts as none. One that it took seconds ago may not be shown yet ("Bảng mã lỗi", 105).
 *
 * Throws ProviderFault where eSMS cannot be asked to the end of the list in the patience that is left.
 */
export const findAtEsms = async (
  api: EsmsApi,
  { apiKey, secretKey }: EsmsAccount,
  reference: string,
  left: () => number,
): Promise<Taken | "unknown"> => {
  const now = (api.now ?? Date.now)();
  const asked = {
    ApiKey: apiKey,
    SecretKey: secretKey,
    SmsType: "2",
    From: esmsTime(now - LOOK_BACK_MS),
    To: esmsTime(now + AHEAD_MS),
    PageSize: PAGE,
  };
  for (let page = 1; ; page += 1) {
    const answer = await askEsms(api, "GetSmsSentData_V2", { ...asked, Page: page }, left());
    if (answer.answer !== "said") throw new ProviderFault(answer.why);
    if (answer.code === CODE.notFound) return "unknown";
    if (answer.code !== CODE.taken) throw new ProviderFault(`esms-${answer.code}`);
    const messages = answer.body.get("SentData");
    const total = Number(wordOf(answer.body.get("CountTotal")));
    if (!Array.isArray(messages) || !Number.isSafeInteger(total)) throw new ProviderFault("no-list");
    const found = messages.find(
      (message) => isOf(reference, message) && wordOf(message.get("SendStatus")) !== STATUS.refused,
    );
    if (found) return { providerMessageId: wordOf(found.get("ReferenceId")) ?? reference };
    if (messages.length === 0 || page * PAGE >= total) return "unknown";
  }
};
