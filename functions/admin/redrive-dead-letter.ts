import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { redrive } from "../../shared/domain/notifications/redrive.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { log } from "../boundary/log.ts";
import { DeadLetterLine, DeadLetterPath, deadLetterLine } from "./dead-letter-view.ts";
import type { DeadLettersDependencies } from "./dependencies.ts";
import { deadLettersWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/admin/dead-letters/{queue}/{id}/redrive",
  summary: { vi: "Gửi lại một thông điệp đã bị bỏ", en: "Send a message that was given up to its queue again" },
  identity: "officer",
  path: DeadLetterPath,
  /** As it is on its queue now: counted once more. */
  reply: DeadLetterLine.pick({ queue: true, outboxId: true, dossierId: true, redrives: true }),
} as const;

/** A message is single by its outbox id, so that no key of ours is needed to redrive it; the second time it is not there. */
export const redriveDeadLetter: Operation<typeof spec, DeadLettersDependencies> = async (request, dependencies) => {
  const { identity, path, correlationId } = request;
  const { deadLetters, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const { redriven, refused } = await deadLetters.redrive(path.queue, path.id, redrive);
  const [letter] = redriven;
  if (!letter) return refused[0]?.refusal ?? refuse("dead-letter-not-found");
  const { queue, outboxId, dossierId, redrives } = deadLetterLine(letter);
  log.info("dead-letter-redriven", { correlationId, messageId: letter.id, outboxId, dossierId, count: redrives + 1 });
  return { status: 200, body: { queue, outboxId, dossierId, redrives: redrives + 1 } };
};

export const handler = http(spec, deadLettersWiring, redriveDeadLetter);
