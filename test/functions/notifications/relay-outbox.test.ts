import { describe, expect, it } from "vitest";
import type { RelayDependencies } from "../../../functions/notifications/dependencies.ts";
import { EventImage, relayOutbox } from "../../../functions/notifications/relay-outbox.ts";
import type { OutboxMessage } from "../../../shared/domain/dossiers/event.ts";
import { withLog } from "../boundary/captured-log.ts";

const imageOf = (dossierId: string, version: number) =>
  EventImage.parse({
    pk: { S: `EVENTS#${dossierId}` },
    sk: { S: `command-${dossierId}-${version}` },
    version: { N: String(version) },
    facts: { M: { reason: { S: "Nguyễn Thị Lan" } } },
  });

/** Two queues and the outbox, each of which can be made to fail. */
const aRelay = () => {
  const sms: OutboxMessage[] = [];
  const email: OutboxMessage[] = [];
  const cleared: string[] = [];
  const faults = { sms: new Set<number>(), email: new Set<number>(), clear: new Set<string>(), down: false };
  const put = (to: OutboxMessage[], refused: Set<number>) => async (messages: readonly OutboxMessage[]) => {
    if (faults.down) throw new Error("no queue");
    to.push(...messages.filter((_, place) => !refused.has(place)));
    return [...refused];
  };
  const dependencies: RelayDependencies = {
    queues: [put(sms, faults.sms), put(email, faults.email)],
    clearOutbox: async (dossierId, commandId) => {
      if (faults.clear.has(dossierId)) throw new Error("busy");
      cleared.push(commandId);
    },
  };
  return {
    sms,
    email,
    cleared,
    faults,
    relay: (...images: ReturnType<typeof imageOf>[]) => withLog(() => relayOutbox(images, dependencies)),
  };
};

describe("the relay", () => {
  it("hands each event to both queues by its ids, then clears its mark", async () => {
    const { sms, email, cleared, relay } = aRelay();
    const { result } = await relay(imageOf("a", 3), imageOf("b", 1));
    const messages = [
      { outboxId: "a:3", dossierId: "a", commandId: "command-a-3" },
      { outboxId: "b:1", dossierId: "b", commandId: "command-b-1" },
    ];
    expect([sms, email, cleared, result]).toEqual([messages, messages, ["command-a-3", "command-b-1"], []]);
  });

  it("puts nothing of an event on a queue or in the log but its ids", async () => {
    const { sms, email, relay } = aRelay();
    const { lines } = await relay(imageOf("a", 3));
    expect(JSON.stringify([sms, email, lines])).not.toContain("Lan");
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
