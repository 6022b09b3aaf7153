import * as z from "zod";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { cachedReply } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { PageQuery } from "../boundary/page.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { pageAfter } from "./page.ts";
import { wiring } from "./wiring.ts";

const Entry = z.strictObject({
  version: z.int(),
  validFrom: z.iso.date(),
  decision: z.strictObject({ number: z.string(), date: z.iso.date() }),
  withdrawn: z.boolean(),
  name: z.string().optional(),
  fileAt: z.string().optional(),
});

export const spec = {
  route: "GET /v1/procedures/{code}/versions",
  summary: { vi: "Mọi phiên bản đã công bố, mới nhất trước", en: "All published versions, newest first" },
  identity: "none",
  path: z.object({ code: z.string() }),
  query: z.strictObject(PageQuery),
  reply: z.strictObject({ items: z.array(Entry), next: z.string().nullable() }),
} as const;

export const listVersions: Operation<typeof spec, ProceduresDependencies> = async (request, { published }) => {
  const { path, query, headers } = request;
  const list = await published.current();
  const lines = Array.from(list.lines()).filter(({ code }) => code === path.code);
  if (lines.length === 0) return refuse("procedure-not-found");
  const versions = lines
    .sort((a, b) => b.version - a.version)
    .map((line) => {
      const { version, validFrom, decision } = line;
      const more =
        "withdrawn" in line ? { withdrawn: true, fileAt: line.fileAt } : { withdrawn: false, name: line.name };
      return { version, validFrom, decision, ...more };
    });
  const page = pageAfter(versions, ({ version }) => String(version), query);
  return isRefusal(page) ? page : cachedReply(page, headers["if-none-match"]);
};

export const handler = http(spec, wiring, listVersions);
