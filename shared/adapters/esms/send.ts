import {
  MessageRefused,
  OutcomeUnknown,
  ProviderFault,
  type Taken,
} from "../../domain/notifications/message-provider.ts";
import type { Sms } from "../../domain/notifications/render-sms.ts";
import { type JsonObject, wordOf } from "../json/strict-json.ts";
import type { EsmsAccount } from "./account.ts";
import { askEsms, type EsmsApi } from "./ask.ts";
import { CODE, isAboutMessage, STATUS } from "./codes.ts";
import { campaignOf, findAtEsms } from "./find.ts";
import { reportAddress } from "./report-address.ts";

/** eSMS takes a RequestId of at most 50 characters. */
const REFERENCE = /^[\x21-\x7e]{1,50}$/;

/** As eSMS's samples write a number, `0912345678`. */
const phoneOf = ({ to }: Sms): string => to.replace(/^\+84/, "0");

/** The RequestId was known: the message is taken, unless it was refused then. */
const takenBefore = async (
  api: EsmsApi,
  account: EsmsAccount,
  reference: string,
  body: JsonObject,
  left: () => number,
): Promise<Taken> => {
  if (wordOf(body.get("SendStatus")) === STATUS.refused) throw new MessageRefused(`esms-${CODE.repeated}-refused`);
  try {
    const found = await findAtEsms(api, account, reference, left);
    return found === "unknown" ? { providerMessageId: reference } : found;
  } catch (error) {
    // It is taken, whatever its SMSID: that serves people who look it up, who find it by our reference as well.
    if (error instanceof ProviderFault) return { providerMessageId: reference };
    throw error;
  }
};

/**
 * Sends one customer care message (SmsType 2) under the sender's name, in one call. Our reference is its RequestId,
 * which eSMS takes once a day.
 *
 * Throws RangeError for a reference that eSMS cannot be given.
 */
export const sendByEsms = async (
  api: EsmsApi,
  account: EsmsAccount,
  { sms, reference }: { sms: Sms; reference: string },
  left: () => number,
): Promise<Taken> => {
  if (!REFERENCE.test(reference)) throw new RangeError("not a reference that eSMS takes");
  const answer = await askEsms(
    api,
    "SendMultipleMessage_V4_post_json/",
    {
      ApiKey: account.apiKey,
      SecretKey: account.secretKey,
      Phone: phoneOf(sms),
      Content: sms.body,
      Brandname: api.brandname,
      SmsType: "2",
      IsUnicode: sms.encoding === "ucs-2" ? "1" : "0",
      Sandbox: "0",
      RequestId: reference,
      campaignid: campaignOf(reference, sms.wording),
      CallbackUrl: reportAddress(api.origin, reference, account.callbackKey),
    },
    left(),
  );
  if (answer.answer === "refused") throw new ProviderFault(answer.why);
  if (answer.answer === "silent") throw new OutcomeUnknown(answer.why);
  const { code, body } = answer;
  if (code === CODE.taken) return { providerMessageId: wordOf(body.get("SMSID")) || reference };
  if (code === CODE.repeated) return takenBefore(api, account, reference, body, left);
  throw new (isAboutMessage(code) ? MessageRefused : ProviderFault)(`esms-${code}`);
};
