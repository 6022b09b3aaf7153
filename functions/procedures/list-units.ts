import * as z from "zod";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { cachedReply } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { PageQuery } from "../boundary/page.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { pageAfter } from "./page.ts";
import { wiring } from "./wiring.ts";

const Entry = z.strictObject({ id: z.string(), name: z.string(), kind: z.string(), parent: z.string().optional() });

export const spec = {
  route: "GET /v1/units",
  summary: { vi: "Các đơn vị giải quyết", en: "The units that settle procedures" },
  identity: "none",
  query: z.strictObject(PageQuery),
  reply: z.strictObject({ items: z.array(Entry), next: z.string().nullable() }),
} as const;

export const listUnits: Operation<typeof spec, ProceduresDependencies> = async (request, { register }) => {
  const { query, at, headers } = request;
  const units = register
    .units(at)
    .map(({ id, name, kind, parent }) => ({ id, name, kind, ...(parent === null ? {} : { parent }) }));
  const page = pageAfter(units, ({ id }) => id, query);
  return isRefusal(page) ? page : cachedReply(page, headers["if-none-match"]);
};

export const handler = http(spec, wiring, listUnits);
