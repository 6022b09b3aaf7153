import * as z from "zod";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { redrive } from "../../shared/domain/notifications/redrive.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { log } from "../boundary/log.ts";
import { DeadLetterLine, DeadLetterPath, deadLetterLine } from "./dead-letter-view.ts";
import type { DeadLettersDependencies } from "./dependencies.ts";
import { deadLettersWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/admin/dead-letters/{queue}/redrive",
  summary: {
    vi: "Gửi lại mọi thông điệp đã bị bỏ của một hàng; cái nào không gửi lại được thì ở lại, có lý do",
    en: "Send all given-up messages of a queue to it again; those that cannot be stay, each with why",
  },
  identity: "officer",
  path: DeadLetterPath.pick({ queue: true }),
  reply: z.object({
    redriven: z.int(),
    refused: z.array(DeadLetterLine.extend({ refused: z.string() })),
    /** There may be more, for which the time did not suffice: ask again. */
    left: z.boolean(),
  }),
} as const;

export const redriveDeadLetters: Operation<typeof spec, DeadLettersDependencies> = async (request, dependencies) => {
  const { identity, path, correlationId } = request;
  const { deadLetters, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const { redriven, refused, left } = await deadLetters.redrive(path.queue, "all", redrive);
  log.info("dead-letters-redriven", { correlationId, reference: path.queue, count: redriven.length });
  return {
    status: 200,
    body: {
      redriven: redriven.length,
      refused: refused.map(({ letter, refusal }) => ({ ...deadLetterLine(letter), refused: refusal.refused })),
      left,
    },
  };
};

export const handler = http(spec, deadLettersWiring, redriveDeadLetters);
