import * as z from "zod";
import { belongsTo } from "../../shared/domain/dossiers/moves/check-move.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { authorityOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { redirectTo } from "../boundary/reply.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { filesWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/office/dossiers/{id}/documents/{documentId}",
  summary: { vi: "Tải giấy tờ của hồ sơ trong đơn vị", en: "Download a document of a dossier of the unit" },
  status: 302,
  identity: "officer",
  path: z.object({ id: z.string(), documentId: z.string() }),
} as const;

export const downloadOfficeDocument: Operation<typeof spec, FilesDependencies> = async (
  { identity, path },
  dependencies,
) => {
  const { store, storage, register } = dependencies;
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;
  const record = await store.read(path.id);
  if (!record || !belongsTo(record.dossier, officer)) return refuse("dossier-not-found");
  const named = [
    ...record.documents.map((document) => ({ ...document, name: document.requirement })),
    ...record.files.map((paper) => ({ ...paper, name: paper.purpose })),
  ];
  const file = named.find(({ id }) => id === path.documentId);
  const clean = record.verdicts.some(({ documentId, state }) => documentId === path.documentId && state === "clean");
  return file && clean ? redirectTo(await storage.download(record.dossier.owner, file)) : refuse("document-not-found");
};

export const handler = http(spec, filesWiring, downloadOfficeDocument);
