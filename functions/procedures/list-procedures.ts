import * as z from "zod";
import { type Instant, provinceDate } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { ProcedureIndex, ProcedureQuery } from "../../shared/domain/procedures/procedure-index.ts";
import { Level, ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";
import { TimeLimit } from "../../shared/domain/working-time/time-limit.ts";
import { cachedReply } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { PageQuery } from "../boundary/page.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { cursorAfter, lastOf } from "./page.ts";
import { wiring } from "./wiring.ts";

const Audience = z.enum(["individual", "organisation"]);

const Query = z.strictObject({
  ...PageQuery,
  q: z.string().max(200).optional(),
  field: z.string().max(64).optional(),
  unit: z.string().max(64).optional(),
  level: z.enum(["1", "2", "3", "4"]).transform(Number).pipe(Level).optional(),
  audience: Audience.optional(),
});

const Entry = ProcedureVersion.pick({
  code: true,
  name: true,
  field: true,
  level: true,
  onlineMode: true,
  version: true,
}).extend({ fee: z.strictObject({ summary: z.string() }), timeLimit: TimeLimit.nullable() });

/** How many procedures each choice would leave, under the words and the other filters. */
const Facets = z.strictObject({
  field: z.array(z.strictObject({ id: z.string(), name: z.string(), count: z.int() })),
  level: z.array(z.strictObject({ level: Level, count: z.int() })),
  audience: z.array(z.strictObject({ audience: Audience, count: z.int() })),
  unit: z.array(z.strictObject({ id: z.string(), name: z.string(), count: z.int() })),
});

export const spec = {
  route: "GET /v1/procedures",
  summary: { vi: "Tìm thủ tục, có dấu hoặc không dấu", en: "Find procedures, with or without diacritics" },
  identity: "none",
  query: Query,
  // The counts are those of the whole list, so its first page has them and the others do not.
  reply: z.strictObject({ items: z.array(Entry), next: z.string().nullable(), facets: Facets.optional() }),
} as const;

const facetsOf = (index: ProcedureIndex, query: ProcedureQuery, register: OrganisationRegister, at: Instant) => {
  const { unit, ...counts } = index.count(query);
  const named = unit.map(({ id, count }) => ({ id, name: register.unitAt(id, at)?.name ?? id, count }));
  return { ...counts, unit: named };
};

export const listProcedures: Operation<typeof spec, ProceduresDependencies> = async (request, dependencies) => {
  const { query, at, headers } = request;
  const { published, indexed, answers, register } = dependencies;
  const { limit, cursor, ...sought } = query;
  const index = indexed(await published.current(), at);
  // The names of units are those of the day.
  const question = JSON.stringify([provinceDate(at), query]);
  const body = answers(index, question, () => {
    const page = index.find(sought, { limit, after: lastOf(cursor) });
    if (!page) return refuse("cursor-invalid");
    const facets = cursor === undefined ? { facets: facetsOf(index, sought, register, at) } : {};
    return { items: page.items, next: cursorAfter(page.next), ...facets };
  });
  return isRefusal(body) ? body : cachedReply(body, headers["if-none-match"]);
};

export const handler = http(spec, wiring, listProcedures);
