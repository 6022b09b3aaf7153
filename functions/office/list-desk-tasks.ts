import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { NoticeOutcome, noticeOutcome } from "../../shared/domain/notifications/notice-view.ts";
import { http, type Operation } from "../boundary/http.ts";
import { cursorOf, PageQuery, pageOf } from "../boundary/page.ts";
import { callerOf } from "./caller.ts";
import type { DeskDependencies } from "./dependencies.ts";
import { deskWiring } from "./wiring.ts";

const Line = z.object({
  id: z.string(),
  dossier: z.object({ id: z.string(), code: z.string() }),
  /** The event that they must be told of. */
  what: z.string(),
  since: z.string(),
  /** Null once erased: nobody is to be called any more. */
  applicant: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
  tried: z.array(NoticeOutcome.extend({ channel: z.string() })),
});

export const spec = {
  route: "GET /v1/office/desk-tasks",
  summary: {
    vi: "Những người cần gọi điện vì tin nhắn và thư đều không đến",
    en: "Who is to be called, since neither SMS nor email reached them",
  },
  identity: "officer",
  query: z.strictObject(PageQuery),
  reply: z.object({ items: z.array(Line), next: z.string().nullable() }),
} as const;

/** A place in the list: `<since>#<outbox id>`. */
const PLACE = /^[0-9TZ:.-]{24}#[a-z2-7]{16}:[1-9]\d{0,9}$/;

/** The calls that wait for this officer's unit, longest first; numbers are read as they are now. */
export const listDeskTasks: Operation<typeof spec, DeskDependencies> = async (
  { identity, query },
  { desk, register },
) => {
  const officer = callerOf(register, identity);
  if (isRefusal(officer)) return officer;
  const page = pageOf(query, PLACE);
  if (isRefusal(page)) return page;
  const { tasks, next } = await desk.list(officer.unit, page);
  const facts = await desk.facts(tasks);
  const items = tasks.map(({ outboxId, dossierId, code, what, at }, place) => {
    const { applicant = null, tried = [] } = facts[place] ?? {};
    return {
      id: outboxId,
      dossier: { id: dossierId, code },
      what,
      since: inProvince(at),
      applicant: applicant && { name: applicant.fullName ?? "", phone: applicant.phone ?? null },
      tried: tried.map((notice) => ({ channel: notice.channel, ...noticeOutcome(notice) })),
    };
  });
  return { status: 200, body: { items, next: cursorOf(next) } };
};

export const handler = http(spec, deskWiring, listDeskTasks);
