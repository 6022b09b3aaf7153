import * as z from "zod";
import type { AwaitedEvent } from "../../shared/domain/dossiers/change-set.ts";
import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";
import { log } from "../boundary/log.ts";
import { type FailedItems, stream } from "../boundary/stream.ts";
import type { RelayDependencies } from "./dependencies.ts";
import { handOn } from "./hand-on.ts";
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

/** Hands new events on. Those that could not be are the stream's to bring again. */
export const relayOutbox = async (
  images: readonly z.output<typeof EventImage>[],
  dependencies: RelayDependencies,
): Promise<FailedItems> => {
  const failed = await handOn(
    images.map((image) => ({ message: messageOf(image), event: eventOf(image) })),
    dependencies,
  );
  log.info("outbox-relayed", { count: images.length - failed.length });
  return failed;
};

export const handler = stream({ image: EventImage }, relayWiring, relayOutbox);
