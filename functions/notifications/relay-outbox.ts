import * as z from "zod";
import type { AwaitedEvent } from "../../shared/domain/dossiers/change-set.ts";
import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";
import { errorName, log } from "../boundary/log.ts";
import { type FailedItems, stream } from "../boundary/stream.ts";
import type { RelayDependencies } from "./dependencies.ts";
import { relayWiring } from "./wiring.ts";

const Text = z.object({ S: z.string().min(1) });

const PARTITION = "EVENTS#";

/** What the relay reads of an event's image, as the stream writes it: whose it is and of which command stands in its key. */
export const EventImage = z.object({
  pk: z.object({ S: z.string().startsWith(PARTITION) }),
  sk: Text,
  version: z.object({ N: z.string().regex(/^\d+$/) }),
  what: Text,
  from: z.union([Text, z.object({ NULL: z.literal(true) })]),
  to: Text,
  changed: z.object({ M: z.record(z.string(), z.unknown()) }),
  codeKey: Text.optional(),
});

const messageOf = ({ pk, sk, version }: z.output<typeof EventImage>): OutboxMessage => {
  const dossierId = pk.S.slice(PARTITION.length);
  return { outboxId: `${dossierId}:${version.N}`, dossierId, commandId: sk.S };
};

const eventOf = ({ what, from, to, changed, codeKey }: z.output<typeof EventImage>): AwaitedEvent => ({
  what: what.S,
  from: "S" in from ? from.S : null,
  to: to.S,
  changed: changed.M,
  code: codeKey?.S,
});

/**
 * Hands new events to the queues of those who wait for them, then clears their `outbox`. An event keeps its mark until all
 * queues have it, so one that is lost here is found later; one that is handed over twice is known by its outbox id.
 */
export const relayOutbox = async (
  images: readonly z.output<typeof EventImage>[],
  { queues, clearOutbox }: RelayDependencies,
): Promise<FailedItems> => {
  const messages = images.map(messageOf);
  const events = images.map(eventOf);
  const refused = await Promise.all(
    queues.map(async ({ wants, put }) => {
      const places = events.flatMap((event, place) => (wants(event) ? [place] : []));
      const failures = await put(places.map((place) => messages[place] as OutboxMessage));
      return failures.map((failure) => places[failure] as number);
    }),
  );
  const failed = new Set(refused.flat());
  await Promise.all(
    messages.map(async ({ dossierId, commandId, outboxId }, place) => {
      if (failed.has(place)) return;
      try {
        await clearOutbox(dossierId, commandId);
      } catch (error) {
        failed.add(place);
        log.error("outbox-not-cleared", { dossierId, outboxId, error: errorName(error) });
      }
    }),
  );
  log.info("outbox-relayed", { count: messages.length - failed.size });
  return [...failed];
};

export const handler = stream({ image: EventImage }, relayWiring, relayOutbox);
