import * as z from "zod";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import type { CatalogueEntry } from "../../shared/domain/procedures/catalogue-entry.ts";
import { findProcedures } from "../../shared/domain/procedures/find-procedures.ts";
import { Level, ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";
import { TimeLimit } from "../../shared/domain/working-time/time-limit.ts";
import { cachedReply } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { PageQuery } from "../boundary/page.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { pageAfter } from "./page.ts";
import { wiring } from "./wiring.ts";

const Query = z.strictObject({
  ...PageQuery,
  q: z.string().max(200).optional(),
  field: z.string().max(64).optional(),
  unit: z.string().max(64).optional(),
  level: z.enum(["1", "2", "3", "4"]).transform(Number).pipe(Level).optional(),
  audience: z.enum(["individual", "organisation"]).optional(),
});

const Entry = ProcedureVersion.pick({
  code: true,
  name: true,
  field: true,
  level: true,
  onlineMode: true,
  version: true,
}).extend({ fee: z.strictObject({ summary: z.string() }), timeLimit: TimeLimit.nullable() });

export const spec = {
  route: "GET /v1/procedures",
  summary: { vi: "Tìm thủ tục, có dấu hoặc không dấu", en: "Find procedures, with or without diacritics" },
  identity: "none",
  query: Query,
  reply: z.strictObject({ items: z.array(Entry), next: z.string().nullable() }),
} as const;

const listed = ({ code, name, field, level, onlineMode, fee, timeLimit, version }: CatalogueEntry) => ({
  code,
  name,
  field,
  level,
  onlineMode,
  fee,
  timeLimit,
  version,
});

export const listProcedures: Operation<typeof spec, ProceduresDependencies> = async (
  request,
  { published, inForce },
) => {
  const { query, at, headers } = request;
  const found = findProcedures([...inForce(await published.current(), at).values()], query);
  const page = pageAfter(found, ({ code }) => code, query);
  if (isRefusal(page)) return page;
  return cachedReply({ items: page.items.map(listed), next: page.next }, headers["if-none-match"]);
};

export const handler = http(spec, wiring, listProcedures);
