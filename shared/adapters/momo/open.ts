import type { PaymentIntent } from "../../domain/payments/intent.ts";
import { Vnd } from "../../domain/payments/money.ts";
import type { Opened, Payer } from "../../domain/payments/provider.ts";
import { type JsonObject, wordOf } from "../json/strict-json.ts";
import { underLiveKeys } from "../secrets/live-keys.ts";
import { askMomo, type MomoApi, momoKeys } from "./ask.ts";
import { RESULT } from "./result-codes.ts";
import { SIGNED, signedMembers } from "./signature.ts";

/** What is paid and the dossier's code, never a name; letters and digits that MoMo sends back as they were signed. */
const orderInfo = (code: string): string => `Nop-phi-ho-so-${code}`.replaceAll(/[^A-Za-z0-9.-]/g, "-").slice(0, 255);

/**
 * Whether the pay address is MoMo's. Its documents promise a signature over it, its gateway often sends none: without
 * one the address must be where we called.
 */
const isMomos = async (api: MomoApi, body: JsonObject, payUrl: string): Promise<boolean> => {
  if (!URL.canParse(payUrl)) return false;
  if ((body.get("signature") ?? null) === null) return new URL(payUrl).origin === new URL(api.apiUrl).origin;
  return underLiveKeys(
    momoKeys(api),
    (keys) => signedMembers(SIGNED.created, body, keys) !== undefined,
    (holds) => holds,
  );
};

/** Of one payment, developers.momo.vn "Create Payment": what is outside it is refused with code 22. */
export const MOMO_TAKES = { least: 1_000, most: 50_000_000 } as const;

/**
 * Opens a payment for one intent. The intent's reference is the request's id too: MoMo answers a second request of
 * one id as it answered the first, so that opening twice leads to one page.
 *
 * Throws RangeError for an amount that is no amount in đồng. MoMo itself takes 1,000 to 50,000,000 (`MOMO_TAKES`).
 */
export const openAtMomo = async (
  api: MomoApi,
  origin: string,
  intent: PaymentIntent,
  { code, language }: Payer,
): Promise<Opened> => {
  if (!Vnd.safeParse(intent.amount).success) throw new RangeError("not an amount that MoMo can be asked for");
  const answer = await askMomo(api, "create", SIGNED.create, {
    requestId: intent.reference,
    orderId: intent.reference,
    amount: intent.amount,
    orderInfo: orderInfo(code),
    redirectUrl: `${origin}/v1/payments/momo/return`,
    ipnUrl: `${origin}/v1/payments/momo/ipn`,
    requestType: "captureWallet",
    extraData: "",
    autoCapture: true,
    lang: language,
  });
  if (answer.answer === "unreachable") return { unreachable: answer.why };
  if (answer.code !== RESULT.success) return { unreachable: `momo-${answer.code}` };
  if (wordOf(answer.body.get("amount")) !== String(intent.amount)) return { unreachable: "about-another" };
  const payUrl = wordOf(answer.body.get("payUrl")) ?? "";
  return (await isMomos(api, answer.body, payUrl)) ? { redirectUrl: payUrl } : { unreachable: "signature" };
};
