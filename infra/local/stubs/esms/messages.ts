import { join } from "node:path";
import { openJournal } from "../journal.ts";

/** What becomes of messages that eSMS took: `refused` by a network, `failed` on the way, `none`: nobody ever says. */
export const OUTCOMES = ["delivered", "failed", "refused", "none"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type EsmsMessage = {
  smsId: string;
  requestId: string;
  phone: string;
  content: string;
  campaign: string;
  callbackUrl: string;
  /** Milliseconds since 1970. */
  at: number;
  outcome: Outcome;
};

/** eSMS's `SendStatus`. */
export const STATUS: Record<Outcome, 4 | 5 | 7> = { delivered: 5, failed: 5, refused: 4, none: 7 };

/** A RequestId is not taken again for so long. */
const BLOCKED_MS = 24 * 3_600_000;
/** Of one message of one part, in VND. */
const PRICE = 850;

/** The report that eSMS adds to the caller's address, in its order. */
export const reportQuery = ({ smsId, requestId, phone, outcome }: EsmsMessage): string =>
  new URLSearchParams({
    SMSID: smsId,
    SendFailed: outcome === "delivered" ? "0" : "1",
    SendStatus: String(STATUS[outcome]),
    SendSuccess: outcome === "delivered" ? "1" : "0",
    TotalPrice: outcome === "delivered" ? `${PRICE}.0000` : "0.0000",
    TotalReceiver: "1",
    TotalSent: "1",
    RequestId: requestId,
    TypeId: "2",
    telcoid: "1",
    phonenumber: phone,
    switchsmsid: "",
  }).toString();

/** A message as `GetSmsSentData_V2` lists it. */
export const listed = ({ smsId, phone, content, campaign, at, outcome }: EsmsMessage, serial: number) => ({
  Campaign: campaign,
  Content: content,
  Phone: phone,
  ReferenceId: smsId,
  SellPrice: PRICE,
  SendResult: outcome === "none" ? 2 : Number(outcome === "delivered"),
  SendStatus: STATUS[outcome],
  SentTime: `/Date(${at}+0700)/`,
  SmsId: 29_000_000 + serial,
  SmsType: 2,
});

/** What eSMS keeps: messages, and what it makes of those to come. */
export const openMessages = (stateDir: string) => {
  const journal = openJournal<EsmsMessage>(join(stateDir, "esms-messages.jsonl"));
  const settings = openJournal<{ outcome: Outcome }>(join(stateDir, "esms-outcome.jsonl"));
  const byRequest = new Map(journal.entries.map((message) => [message.requestId, message]));
  return {
    keep: (message: EsmsMessage): void => {
      journal.append(message);
      byRequest.set(message.requestId, message);
    },
    /** The message that still blocks a RequestId. */
    blocking: (requestId: string, now: number): EsmsMessage | undefined => {
      const known = byRequest.get(requestId);
      return known !== undefined && now - known.at < BLOCKED_MS ? known : undefined;
    },
    find: (smsId: string): EsmsMessage | undefined => journal.entries.find((message) => message.smsId === smsId),
    /** Newest first. */
    between: (from: number, to: number): EsmsMessage[] =>
      journal.entries.filter(({ at }) => at >= from && at <= to).reverse(),
    /** What was set to become of all of them. */
    outcome: (): Outcome | undefined => settings.entries.at(-1)?.outcome,
    setOutcome: (outcome: Outcome): void => settings.append({ outcome }),
  };
};
