import { createHmac } from "node:crypto";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import type { PaymentProvider } from "../../shared/domain/payments/intent.ts";

/** What a provider tells of a payment. */
export type Told = {
  reference: string;
  /** Whole đồng. */
  amount: number;
  merchant: string;
  outcome: "success" | "failed" | "suspect";
  transaction: string;
  at: string;
  currency?: string;
};

/** A provider's call on the wire. */
export type Wire = { query: string; body: string };

/** Members of a call in the provider's own order, values as they stand on the wire (a number of JSON without quotes). */
export type Members = [name: string, value: string][];

/** A provider as a merchant meets it, written from its documents and of nothing of ours. */
export type Caller = {
  provider: PaymentProvider;
  secret: (key: string) => string;
  merchant: string;
  key: string;
  /** What it can tell of: payOS has no word for money that it suspects. */
  outcomes: readonly Told["outcome"][];
  /** Members that the signature covers, but for itself. */
  members(told: Told): Members;
  /** The signature of these members. */
  sign(members: Members, key: string): string;
  /** Members and signature on the wire. An absent signature is left out whole, an empty one stands empty. */
  wire(members: Members, signature: string | undefined): Wire;
};

const hmac = (algorithm: string, key: string, text: string): string =>
  createHmac(algorithm, key).update(text, "utf8").digest("hex");
const encoded = (value: string): string => new URLSearchParams({ v: value }).toString().slice(2);
const byName = (members: Members): Members => members.toSorted(([a], [b]) => (a < b ? -1 : 1));
const quoted = (text: string): string => JSON.stringify(text);
const bare = (value: string): string => (value.startsWith('"') ? String(JSON.parse(value)) : value);
const object = (members: Members): string => `{${members.map(([name, value]) => `"${name}":${value}`).join(",")}}`;

const VNPAY_CODES = { success: ["00", "00"], failed: ["24", "02"], suspect: ["07", "07"] } as const;
const vnpay: Caller = {
  provider: "vnpay",
  secret: (key) => JSON.stringify({ tmnCode: "MOTCUA01", hashSecret: key }),
  merchant: "MOTCUA01",
  key: "KHOACUAVNPAYKHOACUAVNPAYKHOACUAV",
  outcomes: ["success", "failed", "suspect"],
  members: ({ reference, amount, merchant, outcome, transaction, at, currency }) => {
    const [response, status] = VNPAY_CODES[outcome];
    return [
      ["vnp_Amount", String(amount * 100)],
      ["vnp_BankCode", "NCB"],
      ["vnp_CardType", "ATM"],
      ...(currency === undefined ? [] : ([["vnp_CurrCode", currency]] satisfies Members)),
      ["vnp_OrderInfo", encoded("Nop phi ho so: 1+1")],
      ["vnp_PayDate", inProvince(at).slice(0, 19).replaceAll(/\D/g, "")],
      ["vnp_ResponseCode", response],
      ["vnp_TmnCode", merchant],
      ["vnp_TransactionNo", outcome === "failed" ? "0" : transaction],
      ["vnp_TransactionStatus", status],
      ["vnp_TxnRef", reference],
    ];
  },
  sign: (members, key) =>
    hmac(
      "sha512",
      key,
      byName(members)
        .map(([name, value]) => `${name}=${value}`)
        .join("&"),
    ),
  wire: (members, signature) => ({
    query: [...members, ...(signature === undefined ? [] : ([["vnp_SecureHash", signature]] satisfies Members))]
      .map(([name, value]) => `${name}=${value}`)
      .join("&"),
    body: "",
  }),
};

const payos: Caller = {
  provider: "payos",
  secret: (key) => JSON.stringify({ clientId: "c", apiKey: "a", accountNumber: "113366668888", checksumKey: key }),
  merchant: "113366668888",
  key: "KHOACUAPAYOSKHOACUAPAYOSKHOACUAP",
  outcomes: ["success", "failed"],
  members: ({ reference, amount, merchant, outcome, transaction, at, currency = "VND" }) => [
    ["orderCode", reference],
    ["amount", String(amount)],
    ["description", quoted("HOSO 000123")],
    ["accountNumber", quoted(merchant)],
    ["reference", quoted(transaction)],
    ["transactionDateTime", quoted(inProvince(at).slice(0, 19).replace("T", " "))],
    ["currency", quoted(currency)],
    ["paymentLinkId", quoted("124c33293c43417ab7879e14c8d9eb18")],
    ["code", quoted(outcome === "success" ? "00" : "01")],
    ["desc", quoted(outcome === "success" ? "success" : "failed")],
    ["counterAccountName", quoted("")],
    ["virtualAccountNumber", quoted("")],
  ],
  sign: (members, key) =>
    hmac(
      "sha256",
      key,
      byName(members)
        .map(([name, value]) => `${name}=${bare(value)}`)
        .join("&"),
    ),
  wire: (members, signature) => ({
    query: "",
    body: `{"code":"00","desc":"success","success":true,"data":${object(members)}${signature === undefined ? "" : `,"signature":"${signature}"`}}`,
  }),
};

const MOMO_CODES = { success: "0", failed: "1006", suspect: "9000" } as const;
const MOMO_ACCESS = "F8BBA842ECF85";
const momo: Caller = {
  provider: "momo",
  secret: (key) => JSON.stringify({ partnerCode: "MOTCUA", accessKey: MOMO_ACCESS, secretKey: key }),
  merchant: "MOTCUA",
  key: "KHOACUAMOMOKHOACUAMOMOKHOACUAMOM",
  outcomes: ["success", "failed", "suspect"],
  members: ({ reference, amount, merchant, outcome, transaction, at }) => [
    ["partnerCode", quoted(merchant)],
    ["orderId", quoted(reference)],
    ["requestId", quoted(reference)],
    ["amount", String(amount)],
    ["orderInfo", quoted("Nop phi ho so")],
    ["orderType", quoted("momo_wallet")],
    ["transId", transaction],
    ["resultCode", MOMO_CODES[outcome]],
    ["message", quoted(outcome === "success" ? "Thành công." : "Không thành công.")],
    ["payType", quoted("qr")],
    ["responseTime", String(Date.parse(at))],
    ["extraData", quoted("")],
  ],
  sign: (members, key) =>
    hmac(
      "sha256",
      key,
      byName([["accessKey", quoted(MOMO_ACCESS)], ...members])
        .map(([name, value]) => `${name}=${bare(value)}`)
        .join("&"),
    ),
  wire: (members, signature) => ({
    query: "",
    body: object([
      ...members,
      ...(signature === undefined ? [] : ([["signature", quoted(signature)]] satisfies Members)),
    ]),
  }),
};

export const CALLERS = { vnpay, payos, momo } as const;

/** The call as the provider makes it. */
export const genuine = (caller: Caller, told: Told, key = caller.key): Wire => {
  const members = caller.members(told);
  return caller.wire(members, caller.sign(members, key));
};
