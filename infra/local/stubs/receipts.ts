import type { Echo, Message, MessageSink } from "./message-sink.ts";
import { type Fate, outcomeOfFate } from "./simulator.ts";
import type { BusEvent, StubContext } from "./stub.ts";

/** Long enough that a report never comes before its message's own answer, short enough to wait for. */
const REPORTED_AFTER_MS = 200;

export type Reports = {
  /** Reports a message a little later; one whose stack is stopped before is never reported. */
  soon(message: Message, fate: Fate, echo: Echo): void;
  now(message: Message, fate: Fate, echo: Echo): Promise<void>;
  stop(): void;
};

/** What a provider tells the bus of its messages. */
export const createReports = (
  { putEvent, log }: Pick<StubContext, "putEvent" | "log">,
  sink: MessageSink,
  eventsOf: (message: Message, fate: Fate, echo: Echo) => BusEvent[],
): Reports => {
  const waiting = new Set<NodeJS.Timeout>();
  const now: Reports["now"] = async (message, fate, echo) => {
    const events = eventsOf(message, fate, echo);
    for (const event of events) await putEvent(event);
    const outcome = outcomeOfFate(fate);
    const isShown = fate !== "suppressed" && fate !== "withheld";
    if (events.length > 0 && outcome !== "none" && isShown) sink.noteReceipt(message.id, outcome);
    if (message.channel === "email" && (fate === "bounced" || fate === "complained"))
      for (const address of message.to.split(", ")) sink.suppress(address);
  };
  return {
    now,
    soon: (message, fate, echo) => {
      const timer = setTimeout(() => {
        waiting.delete(timer);
        now(message, fate, echo).catch((error: unknown) => log(`receipt of ${message.id}: ${String(error)}`));
      }, REPORTED_AFTER_MS);
      waiting.add(timer);
    },
    stop: () => {
      for (const timer of waiting) clearTimeout(timer);
    },
  };
};
