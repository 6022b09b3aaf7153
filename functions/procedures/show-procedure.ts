import * as z from "zod";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { cachedText } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { ForeignQuery } from "../boundary/query.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { page } from "./html.ts";
import { procedurePage } from "./procedure-page.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /procedures/{code}",
  summary: { vi: "Trang của một thủ tục, địa chỉ không đổi", en: "The page of a procedure, at an address that stays" },
  identity: "none",
  path: z.object({ code: z.string() }),
  query: ForeignQuery,
} as const;

export const showProcedure: Operation<typeof spec, ProceduresDependencies> = async (request, dependencies) => {
  const { path, at, headers } = request;
  const { published, inForce, catalogue, register } = dependencies;
  const entry = inForce(await published.current(), at).get(path.code);
  const version = entry && (await catalogue.version(path.code, entry.version));
  if (!version) return refuse("procedure-not-found");
  const shown = procedurePage(version, (id) => register.unitAt(id, at)?.name ?? id);
  const { text, headers: own } = page(version.name, shown, "'none'");
  return cachedText(text, headers["if-none-match"], own);
};

export const handler = http(spec, wiring, showProcedure);
