import * as z from "zod";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { Withdrawal } from "../../shared/domain/procedures/catalogue.ts";
import { cachedReply } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { PublishedVersion, publishedVersion } from "./published-version.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/procedures/{code}/versions/{n}",
  summary: { vi: "Một phiên bản đã công bố, còn mãi", en: "One published version, readable for ever" },
  identity: "none",
  path: z.object({ code: z.string(), n: z.string().regex(/^[1-9]\d{0,3}$/) }),
  reply: z.union([PublishedVersion, Withdrawal.extend({ withdrawn: z.literal(true) })]),
} as const;

/** What was published under a number, in force or not, and a withdrawal as what it is; it never changes. */
export const getVersion: Operation<typeof spec, ProceduresDependencies> = async ({ path, headers }, { catalogue }) => {
  const publication = await catalogue.publication(path.code, Number(path.n));
  if (!publication) return refuse("procedure-not-found");
  const body =
    "procedure" in publication
      ? publishedVersion(publication.procedure)
      : { ...publication.withdrawal, withdrawn: true };
  return cachedReply(body, headers["if-none-match"]);
};

export const handler = http(spec, wiring, getVersion);
