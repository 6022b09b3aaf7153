import { describe, expect, it } from "vitest";
import type { RelayDependencies } from "../../../functions/notifications/dependencies.ts";
import { EventImage, relayOutbox } from "../../../functions/notifications/relay-outbox.ts";
import { isTold } from "../../../shared/domain/dossiers/change-set.ts";
import type { OutboxMessage } from "../../../shared/domain/dossiers/event.ts";
import { withLog } from "../boundary/captured-log.ts";

const imageOf = (dossierId: string, version: number, moved: { from?: string; to?: string } = {}) =>
  EventImage.parse({
    pk: { S: `EVENTS#${dossierId}` },
    sk: { S: `command-${dossierId}-${version}` },
    version: { N: String(version) },
    what: { S: "step-completed" },
    from: { S: moved.from ?? "accepted" },
    to: { S: moved.to ?? "processing" },
    changed: { M: {} },
    codeKey: { S: "000.00.04.H40-261122-0001" },
    facts: { M: { reason: { S: "Nguyễn Thị Lan" } } },
  });

/** Two queues of notices, one of reminders, and the outbox; each can be made to fail. */
const aRelay = () => {
  const sms: OutboxMessage[] = [];
  const email: OutboxMessage[] = [];
  const reminders: OutboxMessage[] = [];
  const cleared: string[] = [];
  const faults = {
    sms: new Set<number>(),
    email: new Set<number>(),
    reminders: new Set<number>(),
    clear: new Set<string>(),
    down: false,
  };
  const put = (to: OutboxMessage[], refused: Set<number>) => async (messages: readonly OutboxMessage[]) => {
    if (faults.down) throw new Error("no queue");
    to.push(...messages.filter((_, place) => !refused.has(place)));
    return [...refused];
  };
  const dependencies: RelayDependencies = {
    queues: [
      { wants: isTold, put: put(sms, faults.sms) },
      { wants: isTold, put: put(email, faults.email) },
      { wants: () => true, put: put(reminders, faults.reminders) },
    ],
    clearOutbox: async (dossierId, commandId) => {
      if (faults.clear.has(dossierId)) throw new Error("busy");
      cleared.push(commandId);
    },
  };
  return {
    sms,
    email,
    reminders,
    cleared,
    faults,
    relay: (...images: ReturnType<typeof imageOf>[]) => withLog(() => relayOutbox(images, dependencies)),
  };
};

describe("the relay", () => {
  it("hands each event to every queue by its ids, then clears its mark", async () => {
    const { sms, email, reminders, cleared, relay } = aRelay();
    const { result } = await relay(imageOf("a", 3), imageOf("b", 1));
    const messages = [
      { outboxId: "a:3", dossierId: "a", commandId: "command-a-3" },
      { outboxId: "b:1", dossierId: "b", commandId: "command-b-1" },
    ];
    expect([sms, email, reminders]).toEqual([messages, messages, messages]);
    expect([cleared, result]).toEqual([["command-a-3", "command-b-1"], []]);
  });

  it("puts nothing of an event on a queue or in the log but its ids", async () => {
    const { sms, email, reminders, relay } = aRelay();
    const { lines } = await relay(imageOf("a", 3));
    expect(JSON.stringify([sms, email, reminders, lines])).not.toContain("Lan");
  });

  it("hands what nobody outside is told of to the plan of reminders alone", async () => {
    const { sms, email, reminders, cleared, relay } = aRelay();
    await relay(imageOf("a", 4, { from: "processing" }), imageOf("b", 1));
    expect([sms, email].map((queue) => queue.map(({ dossierId }) => dossierId))).toEqual([["b"], ["b"]]);
    expect(reminders.map(({ dossierId }) => dossierId)).toEqual(["a", "b"]);
    expect(cleared).toEqual(["command-a-4", "command-b-1"]);
  });

  it("names the event that a queue refused by its place among all, not among those that the queue wants", async () => {
    const { cleared, faults, relay } = aRelay();
    faults.email.add(0);
    const { result } = await relay(imageOf("a", 4, { from: "processing" }), imageOf("b", 1), imageOf("c", 1));
    expect(result).toEqual([1]);
    expect(cleared).toEqual(["command-a-4", "command-c-1"]);
  });

  it("keeps the mark of an event that one queue did not take", async () => {
    const { cleared, faults, relay } = aRelay();
    faults.email.add(1);
    const { result } = await relay(imageOf("a", 1), imageOf("b", 1), imageOf("c", 1));
    expect(result).toEqual([1]);
    expect(cleared).toEqual(["command-a-1", "command-c-1"]);
  });

  it("clears nothing when a queue cannot be reached, so that the whole batch comes again", async () => {
    const { cleared, faults, relay } = aRelay();
    faults.down = true;
    await expect(relay(imageOf("a", 1))).rejects.toThrow("no queue");
    expect(cleared).toEqual([]);
  });

  it("fails the event whose mark could not be cleared", async () => {
    const { cleared, faults, relay } = aRelay();
    faults.clear.add("a");
    const { result } = await relay(imageOf("a", 1), imageOf("b", 1));
    expect(result).toEqual([0]);
    expect(cleared).toEqual(["command-b-1"]);
  });

  it("killed between queue and mark hands the same ids over again", async () => {
    const { sms, cleared, faults, relay } = aRelay();
    faults.clear.add("a");
    await relay(imageOf("a", 1));
    faults.clear.clear();
    await relay(imageOf("a", 1));
    expect(sms.map(({ outboxId }) => outboxId)).toEqual(["a:1", "a:1"]);
    expect(cleared).toEqual(["command-a-1"]);
  });
});
