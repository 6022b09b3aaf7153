import type { Message, Outcome, ReceiptMode } from "./message-sink.ts";

/**
 * What becomes of a message that a provider took. `automatic-answer`: delivered, and its reader's mailbox answers by
 * itself. `mailbox-full`: SES gave up, the address stays good. `suppressed`, `withheld`: taken and never sent on, for the
 * address is on SES's suppression list, or on the account's. `none`: nobody ever says.
 */
export type Fate =
  | "delivered"
  | "bounced"
  | "complained"
  | "automatic-answer"
  | "mailbox-full"
  | "suppressed"
  | "withheld"
  | "none";

/**
 * Amazon SES's mailbox simulator (developer guide, "Using the mailbox simulator manually"): a label after `+` is free, and
 * none of its addresses ever gets onto a suppression list.
 */
const MAILBOXES: Readonly<Record<string, Fate>> = {
  success: "delivered",
  bounce: "bounced",
  complaint: "complained",
  ooto: "automatic-answer",
  suppressionlist: "suppressed",
};
const MAILBOX = /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

/** Numbers of this stack's own: no network of Viet Nam has the prefix 030. */
const NUMBERS: Readonly<Record<string, Fate | "opted-out">> = {
  "+84300000001": "delivered",
  "+84300000002": "bounced",
  "+84300000003": "none",
  "+84300000004": "opted-out",
};

/** What the panel says of each, as people type it. */
export const SIMULATED: readonly { to: string; vi: string; en: string }[] = [
  { to: "0300000001", vi: "SMS đến nơi", en: "delivered" },
  { to: "0300000002", vi: "SMS không đến được", en: "not delivered" },
  { to: "0300000003", vi: "SMS không bao giờ có báo cáo", en: "no receipt, ever" },
  { to: "0300000004", vi: "số đã từ chối nhận tin", en: "opted out: the call is refused" },
  { to: "success@simulator.amazonses.com", vi: "thư đến nơi", en: "delivered" },
  { to: "bounce@simulator.amazonses.com", vi: "thư bị trả lại", en: "bounced" },
  { to: "complaint@simulator.amazonses.com", vi: "thư đến nơi, người nhận báo thư rác", en: "complained of" },
  { to: "ooto@simulator.amazonses.com", vi: "thư đến nơi, hộp thư trả lời tự động", en: "out of office" },
  { to: "suppressionlist@simulator.amazonses.com", vi: "địa chỉ bị SES chặn", en: "suppressed by SES" },
];

const mailboxOf = (to: string): Fate | undefined => MAILBOXES[MAILBOX.exec(to)?.[1]?.toLowerCase() ?? ""];

export const isSimulated = (to: string): boolean => MAILBOX.test(to) || to in NUMBERS;

/** Whether SES takes mail to the address and never sends it on. */
export const isSuppressedBySes = (to: string): boolean => mailboxOf(to) === "suppressed";

/** Whether the number refuses our messages: a provider refuses the call at once. */
export const isOptedOut = (to: string): boolean => NUMBERS[to] === "opted-out";

const BY_MODE: Readonly<Record<ReceiptMode, Record<Message["channel"], Fate>>> = {
  delivered: { sms: "delivered", email: "delivered" },
  bounced: { sms: "bounced", email: "mailbox-full" },
  none: { sms: "none", email: "none" },
};

/** What becomes of a message: what its recipient stands for, else what is set for its channel. */
export const fateOf = ({ channel, to }: Pick<Message, "channel" | "to">, mode: ReceiptMode): Fate => {
  const simulated = channel === "sms" ? NUMBERS[to] : to.split(", ").map(mailboxOf).find(Boolean);
  if (simulated === "opted-out") return "none";
  return simulated ?? BY_MODE[mode][channel];
};

const OUTCOMES: Readonly<Record<Fate, Outcome | "none">> = {
  delivered: "delivered",
  "automatic-answer": "delivered",
  bounced: "bounced",
  "mailbox-full": "bounced",
  suppressed: "bounced",
  withheld: "bounced",
  complained: "complained",
  none: "none",
};

/** The last that is heard of a message of this fate. */
export const outcomeOfFate = (fate: Fate): Outcome | "none" => OUTCOMES[fate];
