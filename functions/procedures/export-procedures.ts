import * as z from "zod";
import { provinceDate } from "../../shared/domain/foundation/instant.ts";
import { OpenCatalogue, openProcedure, openTable } from "../../shared/domain/procedures/open-data.ts";
import { cachedReply, cachedText } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/procedures/export",
  summary: { vi: "Dữ liệu mở: mọi thủ tục đang có hiệu lực", en: "Open data: every procedure in force" },
  identity: "none",
  query: z.strictObject({ format: z.enum(["json", "csv"]).default("json") }),
  reply: OpenCatalogue,
} as const;

export const exportProcedures: Operation<typeof spec, ProceduresDependencies> = async (request, dependencies) => {
  const { query, at, headers } = request;
  const { published, inForce, exported, register, publicOrigin } = dependencies;
  const entries = inForce(await published.current(), at);
  const body = exported(entries, provinceDate(at), () => ({
    $schema: `${publicOrigin}/v1/procedures/export/schema`,
    procedures: Array.from(entries.values(), (entry) =>
      openProcedure(
        entry,
        (id) => register.unitAt(id, at)?.name ?? id,
        (code) => `${publicOrigin}/procedures/${code}`,
      ),
    ),
  }));
  if (query.format === "json") return cachedReply(body, headers["if-none-match"]);
  const type = { "content-type": "text/csv; charset=utf-8" };
  const disposition = { "content-disposition": 'attachment; filename="thu-tuc-hanh-chinh.csv"' };
  return cachedText(openTable(body.procedures), headers["if-none-match"], { ...type, ...disposition });
};

export const handler = http(spec, wiring, exportProcedures);
