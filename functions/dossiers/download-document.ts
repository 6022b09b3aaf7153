import * as z from "zod";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import { redirectTo } from "../boundary/reply.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { filesWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/dossiers/{id}/documents/{documentId}",
  summary: { vi: "Tải giấy tờ của hồ sơ", en: "Download a document of one's own dossier" },
  status: 302,
  identity: "citizen",
  path: z.object({ id: z.string(), documentId: z.string() }),
} as const;

export const downloadDocument: Operation<typeof spec, FilesDependencies> = async (
  { identity, path },
  { store, storage },
) => {
  const record = own(await store.read(path.id), ownerOf(identity));
  if (isRefusal(record)) return record;
  const document = record.documents.find(({ id }) => id === path.documentId);
  const clean = record.verdicts.some(({ documentId, state }) => documentId === path.documentId && state === "clean");
  if (!document || !clean) return refuse("document-not-found");
  return redirectTo(await storage.download(record.dossier.owner, { ...document, name: document.requirement }));
};

export const handler = http(spec, filesWiring, downloadDocument);
