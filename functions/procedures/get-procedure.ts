import * as z from "zod";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { cachedReply } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { PublishedVersion, publishedVersion } from "./published-version.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/procedures/{code}",
  summary: { vi: "Thủ tục đang có hiệu lực", en: "The published version of a procedure" },
  identity: "none",
  path: z.object({ code: z.string() }),
  reply: PublishedVersion,
} as const;

export const getProcedure: Operation<typeof spec, ProceduresDependencies> = async (request, dependencies) => {
  const { path, at, headers } = request;
  const { published, inForce, catalogue } = dependencies;
  const entry = inForce(await published.current(), at).get(path.code);
  const version = entry && (await catalogue.version(path.code, entry.version));
  if (!version) return refuse("procedure-not-found");
  return cachedReply(publishedVersion(version), headers["if-none-match"]);
};

export const handler = http(spec, wiring, getProcedure);
