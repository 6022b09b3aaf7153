import * as z from "zod";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { NoticeQueue } from "../../shared/domain/notifications/dead-letter.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { DeadLetterLine, deadLetterLine } from "./dead-letter-view.ts";
import type { DeadLettersDependencies } from "./dependencies.ts";
import { deadLettersWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/admin/dead-letters",
  summary: { vi: "Các thông điệp mà hàng thông báo đã bỏ", en: "The messages that the queues of notices gave up" },
  identity: "officer",
  query: z.strictObject({ queue: NoticeQueue.optional() }),
  /** `more`: not all are among them. */
  reply: z.object({ items: z.array(DeadLetterLine), more: z.boolean() }),
} as const;

/** Of each queue. */
const MOST_SHOWN = 100;

/** The newest first; none is taken from its queue. */
export const listDeadLetters: Operation<typeof spec, DeadLettersDependencies> = async (request, dependencies) => {
  const { identity, query } = request;
  const { deadLetters, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const queues = query.queue === undefined ? NoticeQueue.options : [query.queue];
  const lists = await Promise.all(queues.map((queue) => deadLetters.list(queue, MOST_SHOWN)));
  const letters = lists.flatMap((list) => list.letters).sort((a, b) => (a.at < b.at ? 1 : -1));
  return { status: 200, body: { items: letters.map(deadLetterLine), more: lists.some(({ more }) => more) } };
};

export const handler = http(spec, deadLettersWiring, listDeadLetters);
