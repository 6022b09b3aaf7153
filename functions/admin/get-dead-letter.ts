import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { DeadLetterPath, DeadLetterView, deadLetterView } from "./dead-letter-view.ts";
import type { DeadLettersDependencies } from "./dependencies.ts";
import { deadLettersWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/admin/dead-letters/{queue}/{id}",
  summary: {
    vi: "Một thông điệp mà hàng thông báo đã bỏ: vì sao, và có gửi lại được không",
    en: "A message that a queue of notices gave up: why, and whether it can be redriven",
  },
  identity: "officer",
  path: DeadLetterPath,
  reply: DeadLetterView,
} as const;

export const getDeadLetter: Operation<typeof spec, DeadLettersDependencies> = async (request, dependencies) => {
  const { identity, path } = request;
  const { deadLetters, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const letter = await deadLetters.find(path.queue, path.id);
  return letter ? { status: 200, body: deadLetterView(letter) } : refuse("dead-letter-not-found");
};

export const handler = http(spec, deadLettersWiring, getDeadLetter);
