import type { Instant } from "../../domain/foundation/instant.ts";
import type { ReadReport } from "../../domain/notifications/read-report.ts";
import type { ReceiptOutcome } from "../../domain/notifications/receipt.ts";
import { underLiveKeys } from "../secrets/live-keys.ts";
import { type EsmsSecret, esmsAccount } from "./account.ts";
import { STATUS } from "./codes.ts";
import { referenceOfToken } from "./report-address.ts";

const COUNT = /^\d{1,9}$/;

const callbackKeys = (secret: string): string[] => {
  const { callbackKey, formerCallbackKey } = esmsAccount(secret);
  return formerCallbackKey === undefined ? [callbackKey] : [callbackKey, formerCallbackKey];
};

/** What a report says came of the one message, with eSMS's own word; undefined while nothing final is known. */
const outcomeOf = (read: (name: string) => string): { outcome: ReceiptOutcome; detail?: string } | undefined => {
  const status = read("SendStatus");
  if (status === STATUS.refused) return { outcome: "bounced", detail: `SendStatus${status}` };
  const [arrived, failed] = [read("SendSuccess"), read("SendFailed")];
  if (status !== STATUS.done || !COUNT.test(arrived) || !COUNT.test(failed)) return undefined;
  // A message of two parts of which one arrived says nothing that can be understood.
  if (Number(failed) > 0) return { outcome: "bounced", detail: "SendFailed" };
  return Number(arrived) > 0 ? { outcome: "delivered" } : undefined;
};

/**
 * A report of eSMS: a GET of our address with members in its query (developers.esms.vn, "Callback Url"). What it is
 * about is taken from the token; a RequestId beside it may be empty, as in eSMS's samples, but no other message's. The
 * number that the query names is not read.
 *
 * @param keys callback keys in force.
 */
export const parseEsmsReport = (
  { token, rawQuery, at }: { token: string; rawQuery: string; at: Instant },
  keys: readonly string[],
): ReadReport => {
  const reference = referenceOfToken(token, keys);
  if (reference === undefined) return { valid: false };
  const query = new URLSearchParams(rawQuery);
  /** A member that is there once: of two values nobody knows which is meant. */
  const read = (name: string): string => {
    const values = query.getAll(name);
    return values.length === 1 ? (values[0] ?? "") : "";
  };
  if (query.getAll("RequestId").some((named) => named !== "" && named !== reference)) return { valid: false };
  const told = outcomeOf(read);
  return told ? { valid: true, receipt: { reference, channel: "sms", at, ...told } } : { valid: true };
};

/** Reads reports under the live keys of the account. */
export const esmsReports =
  ({ secrets, secretId }: EsmsSecret) =>
  (report: { token: string; rawQuery: string; at: Instant }): Promise<ReadReport> =>
    underLiveKeys(
      { secrets, secretId, keyOf: callbackKeys },
      (keys) => parseEsmsReport(report, keys.flat()),
      ({ valid }) => valid,
    );
