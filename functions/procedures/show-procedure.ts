import * as z from "zod";
import { cachedText } from "../boundary/cached-reply.ts";
import { page } from "../boundary/html.ts";
import { http, type Operation } from "../boundary/http.ts";
import { ForeignQuery } from "../boundary/query.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { faultPage, noProcedurePage } from "./no-procedure-page.ts";
import { procedurePage } from "./procedure-page.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /procedures/{code}",
  summary: { vi: "Trang của một thủ tục, địa chỉ không đổi", en: "The page of a procedure, at an address that stays" },
  identity: "none",
  path: z.object({ code: z.string() }),
  query: ForeignQuery,
  fault: faultPage,
} as const;

export const showProcedure: Operation<typeof spec, ProceduresDependencies> = async (request, dependencies) => {
  const { path, at, headers } = request;
  const { published, inForce, catalogue, register, publicOrigin } = dependencies;
  const entry = inForce(await published.current(), at).get(path.code);
  // What the list lacks may be withdrawn, still to come, or published some seconds ago: the table knows.
  const standing = entry ? undefined : await catalogue.standing(path.code, at);
  if (standing && standing.is !== "in-force") return noProcedurePage(path.code, standing, publicOrigin);
  const version = entry ? await catalogue.version(path.code, entry.version) : standing?.version;
  if (!version) throw new Error(`procedure ${path.code} has lost version ${entry?.version}`);
  const shown = procedurePage(version, (id) => register.unitAt(id, at)?.name ?? id);
  const { text, headers: own } = page(version.name, shown, "'none'");
  return cachedText(text, headers["if-none-match"], own);
};

export const handler = http(spec, wiring, showProcedure);
