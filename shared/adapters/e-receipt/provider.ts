import * as z from "zod";
import { instantOf } from "../../domain/foundation/instant.ts";
import type { EReceiptProvider, IssuedReceipt, ReceiptAnswer, ReceiptFound } from "../../domain/payments/e-receipt.ts";
import type { Unreachable } from "../../domain/payments/provider.ts";
import { callJson, type JsonAnswer } from "../http/call-json.ts";

export type EReceiptAccess = {
  /** Without a slash at its end. */
  baseUrl: string;
  /** Bearer token, read at each call: it is secret and changes. */
  token: () => Promise<string>;
};

const Receipt = z.looseObject({
  /** Our number and amount, said back. */
  reference: z.string(),
  amount: z.int(),
  series: z.string().min(1),
  number: z.string().min(1),
  lookUpUrl: z.url({ protocol: /^https$/ }),
  issuedAt: z.iso.datetime({ offset: true }),
});
type Receipt = z.infer<typeof Receipt>;

const Refusal = z.looseObject({ code: z.string().min(1), reason: z.string().min(1) });

/** Statuses by which a provider says that the content of a receipt is at fault. */
const REFUSED = new Set([400, 422]);

const unreachable = (why: string): Unreachable => ({ answer: "unreachable", why });

const issuedOf = ({ series, number, lookUpUrl, issuedAt }: Receipt): IssuedReceipt => ({
  series,
  number,
  lookUpUrl,
  issuedAt: instantOf(Date.parse(issuedAt)),
});

type Read = { receipt: Receipt } | Unreachable;

/** The receipt of an answer, if it is about our number. */
const receiptIn = (answer: JsonAnswer & { kind: "answered" }, number: string): Read => {
  const receipt = Receipt.safeParse(answer.body);
  if (!receipt.success) return unreachable("not-a-receipt");
  return receipt.data.reference === number ? { receipt: receipt.data } : unreachable("about-another");
};

/**
 * A province's e-receipt provider over HTTPS JSON. Providers (VNPT, Viettel, MISA, …) each have a protocol of their own
 * and publish none that holds for all (U): this is the least that one must speak, itself or through the deployer's
 * gateway.
 *
 * - `POST {baseUrl}/receipts`, our number as `reference` and as `Idempotency-Key` → 200 or 201 with `{reference, amount,
 *   series, number, lookUpUrl, issuedAt}`; 400 or 422 with `{code, reason}`; 409 where the number is used: what it was
 *   used for is then looked up.
 * - `GET {baseUrl}/receipts/{reference}` → 200 as above, or 404.
 *
 * Everything else, and a receipt that lacks a member or is about another number, is `unreachable`: asked again.
 */
export const eReceiptProvider = ({ baseUrl, token }: EReceiptAccess): EReceiptProvider => {
  const authorized = async () => ({ authorization: `Bearer ${await token()}` });

  const look = async (number: string): Promise<Read | { answer: "unknown" }> => {
    const url = `${baseUrl}/receipts/${encodeURIComponent(number)}`;
    const answer = await callJson(url, { method: "GET", headers: await authorized() });
    if (answer.kind === "failed") return unreachable(answer.why);
    if (answer.status === 404) return { answer: "unknown" };
    return answer.status === 200 ? receiptIn(answer, number) : unreachable(`status-${answer.status}`);
  };

  /** A receipt of another amount under our number is not ours, however often it is asked for. */
  const issued = (read: Read | { answer: "unknown" }, amount: number): ReceiptAnswer => {
    if ("receipt" in read) {
      return read.receipt.amount === amount
        ? { answer: "issued", receipt: issuedOf(read.receipt) }
        : { answer: "refused", code: "number-used", reason: `issued for ${read.receipt.amount}` };
    }
    return read.answer === "unknown" ? unreachable("number-used-and-unknown") : read;
  };

  return {
    issue: async (order) => {
      const { number, amount, ...rest } = order;
      const answer = await callJson(`${baseUrl}/receipts`, {
        headers: { ...(await authorized()), "idempotency-key": number },
        body: { reference: number, amount, currency: "VND", ...rest },
      });
      if (answer.kind === "failed") return unreachable(answer.why);
      if (answer.status === 200 || answer.status === 201) return issued(receiptIn(answer, number), amount);
      if (answer.status === 409) return issued(await look(number), amount);
      if (!REFUSED.has(answer.status)) return unreachable(`status-${answer.status}`);
      const refusal = Refusal.safeParse(answer.body);
      return refusal.success
        ? { answer: "refused", code: refusal.data.code, reason: refusal.data.reason }
        : { answer: "refused", code: `status-${answer.status}`, reason: "" };
    },
    find: async (number): Promise<ReceiptFound> => {
      const read = await look(number);
      return "receipt" in read ? { answer: "issued", receipt: issuedOf(read.receipt) } : read;
    },
  };
};
