import type { OutboxMessage } from "../../shared/domain/dossiers/event.ts";
import type { AwaitedMessage } from "../../shared/domain/dossiers/unsent-event.ts";
import { errorName, log } from "../boundary/log.ts";
import type { RelayDependencies } from "./dependencies.ts";

/**
 * Puts events on the queues of those who wait for them, then clears their `outbox`. Answers the places of those that
 * could not be done. An event keeps its mark until all queues have it, so one that is lost here is found later; one that
 * is handed on twice is known by its outbox id. Throws where a queue cannot be reached, and then has cleared nothing.
 */
export const handOn = async (
  awaited: readonly AwaitedMessage[],
  { queues, clearOutbox }: RelayDependencies,
): Promise<number[]> => {
  const refused = await Promise.all(
    queues.map(async ({ wants, put }) => {
      const places = awaited.flatMap(({ event }, place) => (wants(event) ? [place] : []));
      const failures = await put(places.map((place) => awaited[place]?.message as OutboxMessage));
      return failures.map((failure) => places[failure] as number);
    }),
  );
  const failed = new Set(refused.flat());
  await Promise.all(
    awaited.map(async ({ message: { dossierId, commandId, outboxId } }, place) => {
      if (failed.has(place)) return;
      try {
        await clearOutbox(dossierId, commandId);
      } catch (error) {
        failed.add(place);
        log.error("outbox-not-cleared", { dossierId, outboxId, error: errorName(error) });
      }
    }),
  );
  return [...failed];
};
