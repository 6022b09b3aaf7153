import * as z from "zod";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import type { OrganisationRegister } from "../../shared/domain/organisation/register.ts";
import type { Found } from "../../shared/domain/procedures/procedure-index.ts";
import { Level } from "../../shared/domain/procedures/procedure-version.ts";
import { cachedWritten } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { PageQuery } from "../boundary/page.ts";
import { writtenAround } from "../boundary/written.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { ListedProcedure } from "./listed-procedure.ts";
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
  reply: z.strictObject({ items: z.array(ListedProcedure), next: z.string().nullable(), facets: Facets.optional() }),
} as const;

const facetsOf = (found: Found<unknown>, register: OrganisationRegister, at: Instant) => {
  const { unit, ...counts } = found.counts();
  const named = unit.map(({ id, count }) => ({ id, name: register.unitAt(id, at)?.name ?? id, count }));
  return { ...counts, unit: named };
};

export const listProcedures: Operation<typeof spec, ProceduresDependencies> = async (request, dependencies) => {
  const { query, at, headers } = request;
  const { published, indexed, register } = dependencies;
  const { limit, cursor, ...sought } = query;
  const found = indexed(await published.current(), at)(sought);
  const page = found.page({ limit, after: lastOf(cursor) });
  if (!page) return refuse("cursor-invalid");
  const facets = cursor === undefined ? facetsOf(found, register, at) : undefined;
  const body = writtenAround(spec.reply, { items: page.items }, { next: cursorAfter(page.next), facets });
  return cachedWritten(body, headers["if-none-match"]);
};

export const handler = http(spec, wiring, listProcedures);
