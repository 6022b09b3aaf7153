import { millisOf } from "../../domain/foundation/instant.ts";
import type { PaymentIntent } from "../../domain/payments/intent.ts";
import { Vnd } from "../../domain/payments/money.ts";
import type { Opened } from "../../domain/payments/provider.ts";
import { signatureOf } from "../crypto/signed-pairs.ts";
import type { JsonObject } from "../json/strict-json.ts";
import { askPayos, merchantOf, orderNumberOf, PAYOS_CODE, type PayosApi } from "./ask.ts";
import { signedWord } from "./signature.ts";

/**
 * The memo of the transfer. payOS cuts it for accounts that are not linked through it: nine characters are left
 * there. Its last letters and digits tell a dossier's code apart; payOS itself finds the payment by its order code.
 */
const memoOf = (code: string): string => code.replaceAll(/[^A-Za-z0-9]/g, "").slice(-9);

/** Links that can still be paid, or were: their page is the payment's own. */
const SHOWN = new Set(["PENDING", "PROCESSING", "UNDERPAID", "PAID"]);

const PAGE_ID = /^[A-Za-z0-9-]{1,64}$/;

/** payOS's pages stand at `pay.` where its API is at `api-merchant.`; a stand-in has both under one address. */
const pageOf = (apiUrl: string, id: string): string => `${apiUrl.replace("//api-merchant.", "//pay.")}/web/${id}`;

/** The page of a link that was made before: payOS tells no address for it, only the id that the address ends in. */
const pageOfLink = (apiUrl: string, intent: PaymentIntent, link: JsonObject): Opened => {
  const id = signedWord(link, "id");
  const same = signedWord(link, "amount") === String(intent.amount) && PAGE_ID.test(id);
  if (!same) return { unreachable: "about-another" };
  const status = signedWord(link, "status");
  return SHOWN.has(status) ? { redirectUrl: pageOf(apiUrl, id) } : { unreachable: `link-${status.toLowerCase()}` };
};

/**
 * Opens a payment link for one intent, or finds the one that was opened for it before: payOS takes an order code once.
 * The browser comes back to one address whether it paid or gave up; payOS adds `orderCode`, `status` and `cancel`,
 * unsigned, which may be shown and change nothing.
 *
 * Throws RangeError for a reference or an amount that payOS cannot be asked for.
 */
export const openAtPayos = async (
  api: PayosApi,
  origin: string,
  intent: PaymentIntent,
  code: string,
): Promise<Opened> => {
  const orderCode = orderNumberOf(intent);
  if (!Vnd.safeParse(intent.amount).success) throw new RangeError("not an amount that payOS can be asked for");
  const { checksumKey } = await merchantOf(api);
  const description = memoOf(code);
  const returnUrl = `${origin}/v1/payments/payos/return`;
  const signature = signatureOf(
    [
      ["amount", String(intent.amount)],
      ["cancelUrl", returnUrl],
      ["description", description],
      ["orderCode", String(orderCode)],
      ["returnUrl", returnUrl],
    ],
    checksumKey,
  );
  const made = await askPayos(api, intent, "", {
    orderCode,
    amount: intent.amount,
    description,
    cancelUrl: returnUrl,
    returnUrl,
    expiredAt: Math.floor(millisOf(intent.expiresAt) / 1000),
    signature,
  });
  if (made.answer === "unreachable") return { unreachable: made.why };
  if (made.answer === "said") {
    const page = signedWord(made.data, "checkoutUrl");
    const same = signedWord(made.data, "amount") === String(intent.amount) && URL.canParse(page);
    return same ? { redirectUrl: page } : { unreachable: "about-another" };
  }
  if (made.code !== PAYOS_CODE.exists) return { unreachable: `payos-${made.code}` };
  const link = await askPayos(api, intent, `/${orderCode}`);
  if (link.answer === "unreachable") return { unreachable: link.why };
  return link.answer === "said" ? pageOfLink(api.apiUrl, intent, link.data) : { unreachable: `payos-${link.code}` };
};
