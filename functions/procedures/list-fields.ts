import * as z from "zod";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { cachedReply } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { PageQuery } from "../boundary/page.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { pageAfter } from "./page.ts";
import { wiring } from "./wiring.ts";

const Entry = z.strictObject({ id: z.string(), name: z.string(), unit: z.string() });

export const spec = {
  route: "GET /v1/fields",
  summary: { vi: "Các lĩnh vực", en: "The fields of procedures" },
  identity: "none",
  query: z.strictObject(PageQuery),
  reply: z.strictObject({ items: z.array(Entry), next: z.string().nullable() }),
} as const;

export const listFields: Operation<typeof spec, ProceduresDependencies> = async (request, { fields }) => {
  const { query, headers } = request;
  const items = fields.map(({ id, name, unit }) => ({ id, name, unit }));
  const page = pageAfter(items, ({ id }) => id, query);
  return isRefusal(page) ? page : cachedReply(page, headers["if-none-match"]);
};

export const handler = http(spec, wiring, listFields);
