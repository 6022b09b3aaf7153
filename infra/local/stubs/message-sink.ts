import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { openJournal } from "./journal.ts";
import type { StubContext } from "./stub.ts";

export type Channel = "sms" | "email";
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
};

export const FAULT_MODES = ["none", "reject", "5xx", "hang", "accept-then-hang", "slow"] as const;
export type FaultMode = (typeof FAULT_MODES)[number];
/** `rate` is the share of calls that meet the fault, 0 to 1. */
export type Fault = { channel: Channel; mode: FaultMode; rate: number };

export type MessageSink = {
  messages(): readonly Message[];
  accept(message: Omit<Message, "id" | "at">): Message;
  clear(): void;
  /** The fault this call meets. */
  faultOf(channel: Channel): FaultMode;
  /** Stays set over a restart, as the messages do. */
  setFault(fault: Fault): void;
  faults(): readonly Fault[];
};

const sinks = new Map<string, MessageSink>();

/** One sink per state folder: SMS, email and the page that shows them write and read the same file. */
export const messageSinkOf = (context: Pick<StubContext, "stateDir">): MessageSink => {
  const known = sinks.get(context.stateDir);
  if (known !== undefined) return known;
  const journal = openJournal<Message>(join(context.stateDir, "messages.jsonl"));
  const set = openJournal<Fault>(join(context.stateDir, "message-faults.jsonl"));
  const faultOn = (channel: Channel): Fault =>
    set.entries.findLast((fault) => fault.channel === channel) ?? { channel, mode: "none", rate: 1 };
  const sink: MessageSink = {
    messages: () => journal.entries,
    accept: (message) => {
      const accepted: Message = { id: randomUUID(), ...message, at: new Date().toISOString() };
      journal.append(accepted);
      return accepted;
    },
    clear: () => journal.clear(),
    faultOf: (channel) => {
      const { mode, rate } = faultOn(channel);
      return Math.random() < rate ? mode : "none";
    },
    setFault: (fault) => set.append(fault),
    faults: () => [faultOn("sms"), faultOn("email")],
  };
  sinks.set(context.stateDir, sink);
  return sink;
};

export const closeMessageSink = async (context: Pick<StubContext, "stateDir">): Promise<void> => {
  sinks.delete(context.stateDir);
};
