import { randomUUID } from "node:crypto";
import type { ApiAnswer } from "../payments/faults.ts";
import type { VnpayMerchant } from "../payments/merchants.ts";
import { millisOfVnpayDate } from "./orders.ts";
import { apiHash, isApiHash } from "./signature.ts";

/** Parameters by their names without `vnp_`. */
export type Fields = Record<string, string>;
type Command = "querydr" | "refund";

/** What is hashed of a request, in VNPAY's order. */
const REQUEST_HASH: Record<Command, readonly string[]> = {
  querydr: [
    "RequestId",
    "Version",
    "Command",
    "TmnCode",
    "TxnRef",
    "TransactionDate",
    "CreateDate",
    "IpAddr",
    "OrderInfo",
  ],
  refund: [
    "RequestId",
    "Version",
    "Command",
    "TmnCode",
    "TransactionType",
    "TxnRef",
    "Amount",
    "TransactionNo",
    "TransactionDate",
    "CreateBy",
    "CreateDate",
    "IpAddr",
    "OrderInfo",
  ],
};

const ANSWER_HASH = [
  "ResponseId",
  "Command",
  "ResponseCode",
  "Message",
  "TmnCode",
  "TxnRef",
  "Amount",
  "BankCode",
  "PayDate",
  "TransactionNo",
  "TransactionType",
  "TransactionStatus",
  "OrderInfo",
];
/** A refund's answer knows no promotion. */
const RESPONSE_HASH: Record<Command, readonly string[]> = {
  querydr: [...ANSWER_HASH, "PromotionCode", "PromotionAmount"],
  refund: ANSWER_HASH,
};

/** VNPAY's tables of codes for `querydr` and `refund`; 02 means either of two things there. */
const REFUSALS = {
  merchant: ["02", "Invalid TmnCode"],
  exceeded: ["02", "Total refund amount exceeds the original amount"],
  format: ["03", "Invalid data format"],
  afterPartial: ["04", "Full refund is not allowed after a partial refund"],
  unknown: ["91", "Transaction not found"],
  amount: ["93", "Invalid refund amount"],
  duplicate: ["94", "Duplicate request"],
  original: ["95", "Original transaction was not successful"],
  checksum: ["97", "Invalid checksum"],
} as const;
export type Refusal = keyof typeof REFUSALS;

const isFilled = (fields: Fields, names: readonly string[]): boolean =>
  names.every((name) => (fields[name] ?? "") !== "");

/** Shared by both commands: lengths and forms of VNPAY's table of parameters. */
export const isWellFormed = (fields: Fields, command: Command): boolean =>
  isFilled(
    fields,
    REQUEST_HASH[command].filter((name) => name !== "TransactionNo"),
  ) &&
  /^[A-Za-z0-9]{1,32}$/.test(fields.RequestId ?? "") &&
  fields.Version === "2.1.0" &&
  millisOfVnpayDate(fields.TransactionDate ?? "") !== undefined &&
  millisOfVnpayDate(fields.CreateDate ?? "") !== undefined &&
  (command === "querydr" ||
    (/^[1-9]\d{0,11}$/.test(fields.Amount ?? "") && /^0[23]$/.test(fields.TransactionType ?? "")));

export const isHashed = (fields: Fields, command: Command, { hashSecret }: VnpayMerchant): boolean =>
  isApiHash(
    REQUEST_HASH[command].map((name) => fields[name] ?? ""),
    fields.SecureHash ?? "",
    hashSecret,
  );

/** The command that a request is hashed and answered as: whatever is not a refund is a query, or becomes 03. */
export const commandOf = (fields: Fields): Command => (fields.Command === "refund" ? "refund" : "querydr");

export const readFields = (body: Record<string, unknown> | undefined): Fields =>
  Object.fromEntries(
    Object.entries(body ?? {})
      .filter(([name, value]) => name.startsWith("vnp_") && (typeof value === "string" || typeof value === "number"))
      .map(([name, value]) => [name.slice("vnp_".length), String(value)]),
  );

/** HTTP 200 and signed, whatever it says. */
export const signedAnswer = (fields: Fields, found: Fields | Refusal, { hashSecret }: VnpayMerchant): ApiAnswer => {
  const command = commandOf(fields);
  const [code, message] = typeof found === "string" ? REFUSALS[found] : ["00", "Success"];
  const answer: Fields = {
    ResponseId: randomUUID().replaceAll("-", ""),
    Command: command,
    ResponseCode: code,
    Message: message,
    TmnCode: fields.TmnCode ?? "",
    TxnRef: fields.TxnRef ?? "",
    ...(typeof found === "string" ? {} : found),
  };
  const hash = apiHash(
    RESPONSE_HASH[command].map((name) => answer[name] ?? ""),
    hashSecret,
  );
  const signed = Object.entries({ ...answer, SecureHash: hash }).map(([name, value]) => [`vnp_${name}`, value]);
  return { status: 200, body: Object.fromEntries(signed) };
};
