import * as z from "zod";
import { secretReader } from "../../shared/adapters/secrets/secret.ts";
import { openSqs } from "../../shared/adapters/sqs/message-queue.ts";
import { poisonQueue } from "../../shared/adapters/sqs/poison-queue.ts";
import { edgeGuard } from "./edge.ts";
import { ConsumerEnvironment, DoorEnvironment } from "./environment.ts";
import { lazily } from "./lazily.ts";

/** The live values by the names that a stage calls them: the one in use, and the one before or after it. */
const OriginSecret = z.record(z.string(), z.string().min(32));

/** The check that a request came by the edge; undefined where the stage has none. */
export const edgeWiring = /* @__PURE__ */ lazily((): { passes: ReturnType<typeof edgeGuard> | undefined } => {
  const { ORIGIN_SECRET: id } = DoorEnvironment.parse(process.env);
  if (id === undefined) return { passes: undefined };
  const secrets = secretReader();
  return {
    passes: edgeGuard(async (maxAgeMs) =>
      Object.values(OriginSecret.parse(JSON.parse((await secrets.read(id, maxAgeMs)).current))),
    ),
  };
});

/** Where poison goes; undefined where the queue has no dead letters. */
export const deadLettersWiring = /* @__PURE__ */ lazily((): { bury: ReturnType<typeof poisonQueue> | undefined } => {
  const { DEAD_LETTERS_URL: url } = ConsumerEnvironment.parse(process.env);
  return { bury: url === undefined ? undefined : poisonQueue(openSqs(), url) };
});
