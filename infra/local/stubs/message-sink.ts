import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { openJournal } from "./journal.ts";
import { type Fate, fateOf, isSimulated, outcomeOfFate } from "./simulator.ts";
import type { StubContext } from "./stub.ts";

export type Channel = "sms" | "email";
export const PROVIDERS = ["aws-sms", "esms", "ses"] as const;
export type Provider = (typeof PROVIDERS)[number];
/** What a provider reported of a message. */
export const OUTCOMES = ["delivered", "bounced", "complained"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Message = {
  id: string;
  /** What the caller knows the message by, its outbox id; null where the caller gave none. */
  reference: string | null;
  channel: Channel;
  /** A number, or addresses with a comma between them. */
  to: string;
  subject?: string;
  body: string;
  at: string;
  provider: Provider;
  /** What was last reported of it; null while nothing was. */
  receipt: Outcome | null;
};

/** What the caller gave along and the provider's events carry back, in the provider's own words. */
export type Echo = Readonly<Record<string, unknown>>;
export type Draft = Omit<Message, "id" | "at" | "provider" | "receipt"> & { provider?: Provider; echo?: Echo };
type Stored = Draft & { id: string; at: string };

export const FAULT_MODES = ["none", "reject", "5xx", "hang", "accept-then-hang", "slow"] as const;
export type FaultMode = (typeof FAULT_MODES)[number];
/** `rate` is the share of calls that meet the fault, 0 to 1. Without `provider` it is of every provider of the channel. */
export type Fault = { channel: Channel; provider?: Provider; mode: FaultMode; rate: number };

export const RECEIPT_MODES = ["delivered", "none", "bounced"] as const;
export type ReceiptMode = (typeof RECEIPT_MODES)[number];
/** What becomes of a channel's messages; of those beyond `rate`, 0 to 1, that they are delivered. */
export type Receipts = { channel: Channel; mode: ReceiptMode; rate: number };

/** Tells our side what became of a message, as its provider does. */
export type Report = (message: Message, outcome: Outcome) => Promise<void>;

export type MessageSink = {
  messages(): readonly Message[];
  accept(draft: Draft): Message;
  /** Forgets messages, and whose addresses mail is withheld from. */
  clear(): void;
  /** What a message's events carry back. */
  echoOf(id: string): Echo;
  /** The fault this call meets: its provider's, else its channel's. A channel that is set to `none` is well throughout. */
  faultOf(channel: Channel, provider?: Provider): FaultMode;
  /** Stays set over a restart, as the messages do. */
  setFault(fault: Fault): void;
  /** Of each channel, then of single providers. */
  faults(): readonly Fault[];
  setReceipts(receipts: Receipts): void;
  receipts(): readonly Receipts[];
  /** What becomes of a message now taken. */
  fateOf(message: Pick<Message, "channel" | "to">): Fate;
  /** The last that its provider will say of it. */
  outcomeOf(message: Pick<Message, "channel" | "to">): Outcome | "none";
  noteReceipt(id: string, outcome: Outcome): void;
  /** Withholds mail from an address that complained or does not exist. */
  suppress(address: string): void;
  isSuppressed(address: string): boolean;
  /** Each provider's stub says how it reports. */
  reportBy(provider: Provider, report: Report): void;
  /** Reports a message as its provider would; false where its provider runs no stub that can. */
  report(message: Message, outcome: Outcome): Promise<boolean>;
};

const sinks = new Map<string, MessageSink>();

const PROVIDER_OF: Readonly<Record<Channel, Provider>> = { sms: "aws-sms", email: "ses" };
const CHANNELS: readonly Channel[] = ["sms", "email"];

/** One sink per state folder: SMS, email and the page that shows them write and read the same file. */
export const messageSinkOf = (context: Pick<StubContext, "stateDir">): MessageSink => {
  const known = sinks.get(context.stateDir);
  if (known !== undefined) return known;
  const open = <Entry>(name: string) => openJournal<Entry>(join(context.stateDir, `${name}.jsonl`));
  const journal = open<Stored>("messages");
  const reported = open<{ id: string; outcome: Outcome }>("message-receipts");
  const withheld = open<{ address: string }>("suppressed-addresses");
  const set = open<Fault>("message-faults");
  const modes = open<Receipts>("message-receipt-modes");
  const reports = new Map<Provider, Report>();
  const latest = new Map(reported.entries.map(({ id, outcome }) => [id, outcome]));

  const shown = ({ echo: _, ...message }: Stored): Message => ({
    ...message,
    provider: message.provider ?? PROVIDER_OF[message.channel],
    receipt: latest.get(message.id) ?? null,
  });
  const standingFaults = (channel: Channel): Fault[] => {
    const all = set.entries.filter((fault) => fault.channel === channel);
    return all.slice(all.findLastIndex(({ mode, provider }) => mode === "none" && provider === undefined) + 1);
  };
  const faultOn = (channel: Channel, provider?: Provider): Fault | undefined =>
    standingFaults(channel).findLast((fault) => fault.provider === provider);
  const channelFault = (channel: Channel): Fault => faultOn(channel) ?? { channel, mode: "none", rate: 1 };
  const receiptsOn = (channel: Channel): Receipts =>
    modes.entries.findLast((one) => one.channel === channel) ?? { channel, mode: "delivered", rate: 1 };
  const fateNow = (message: Pick<Message, "channel" | "to">): Fate => {
    const { mode, rate } = receiptsOn(message.channel);
    return fateOf(message, Math.random() < rate ? mode : "delivered");
  };

  const sink: MessageSink = {
    messages: () => journal.entries.map(shown),
    accept: (draft) => {
      const stored: Stored = { id: randomUUID(), ...draft, at: new Date().toISOString() };
      journal.append(stored);
      return shown(stored);
    },
    clear: () => {
      for (const one of [journal, reported, withheld]) one.clear();
      latest.clear();
    },
    echoOf: (id) => journal.entries.find((stored) => stored.id === id)?.echo ?? {},
    faultOf: (channel, provider = PROVIDER_OF[channel]) => {
      const { mode, rate } = faultOn(channel, provider) ?? channelFault(channel);
      return Math.random() < rate ? mode : "none";
    },
    setFault: (fault) => set.append(fault),
    faults: () => [
      ...CHANNELS.map(channelFault),
      ...CHANNELS.flatMap((channel) => {
        const providers = new Set(standingFaults(channel).flatMap(({ provider }) => provider ?? []));
        return [...providers].flatMap((provider) => faultOn(channel, provider) ?? []);
      }),
    ],
    setReceipts: (receipts) => modes.append(receipts),
    receipts: () => CHANNELS.map(receiptsOn),
    fateOf: fateNow,
    outcomeOf: (message) => outcomeOfFate(fateNow(message)),
    noteReceipt: (id, outcome) => {
      reported.append({ id, outcome });
      latest.set(id, outcome);
    },
    suppress: (address) => {
      if (!isSimulated(address)) withheld.append({ address: address.toLowerCase() });
    },
    isSuppressed: (address) => withheld.entries.some((one) => one.address === address.toLowerCase()),
    reportBy: (provider, report) => void reports.set(provider, report),
    report: async (message, outcome) => {
      const report = reports.get(message.provider);
      await report?.(message, outcome);
      return report !== undefined;
    },
  };
  sinks.set(context.stateDir, sink);
  return sink;
};

export const closeMessageSink = async (context: Pick<StubContext, "stateDir">): Promise<void> => {
  sinks.delete(context.stateDir);
};
