import * as z from "zod";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import { redirectTo } from "../boundary/reply.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { filesWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/dossiers/{id}/result",
  summary: { vi: "Tải kết quả", en: "Download the result of one's own dossier" },
  status: 302,
  identity: "citizen",
  path: z.object({ id: z.string() }),
} as const;

export const downloadResult: Operation<typeof spec, FilesDependencies> = async (
  { identity, path },
  { store, storage },
) => {
  const record = own(await store.read(path.id), ownerOf(identity));
  if (isRefusal(record)) return record;
  const { dossier, files } = record;
  const result = dossier.state === "returned" ? files.find(({ id }) => id === dossier.decision.documentId) : undefined;
  if (!result || dossier.state !== "returned") return refuse("result-not-found");
  return redirectTo(await storage.download(dossier.owner, { ...result, name: `ket-qua-${dossier.code}` }));
};

export const handler = http(spec, filesWiring, downloadResult);
