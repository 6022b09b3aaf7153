import * as z from "zod";
import { FileDeclaration, type OfficeFile } from "../../shared/domain/documents/declared-document.ts";
import { documentIdOf } from "../../shared/domain/dossiers/dossier-id.ts";
import { belongsTo } from "../../shared/domain/dossiers/moves/check-move.ts";
import { attachFile } from "../../shared/domain/dossiers/office-file.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { authorityOf } from "../boundary/authority.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { filesWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/office/dossiers/{id}/documents",
  summary: { vi: "Tải lên kết quả hoặc giấy tờ làm việc", en: "Open the upload of a result or a working paper" },
  status: 201,
  identity: "officer",
  path: z.object({ id: z.string() }),
  body: FileDeclaration.extend({ purpose: z.enum(["result", "working"]) }),
  command: true,
  reply: z.object({
    documentId: z.string(),
    method: z.literal("PUT"),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    expiresAt: z.string(),
  }),
} as const;

export const uploadDocument: Operation<typeof spec, FilesDependencies> = async (request, dependencies) => {
  const { path, body, command, at, identity } = request;
  const { store, files, storage, register, digest } = dependencies;
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;
  const file: OfficeFile = { ...body, id: documentIdOf(path.id, command.id, 0, digest), by: officer.sub, at };
  const actor = { kind: "officer" as const, id: officer.sub };
  const decide = async () => {
    const record = await store.read(path.id);
    if (!record || !belongsTo(record.dossier, officer)) return refuse("dossier-not-found");
    const act = { commandId: command.id, bodyHash: command.bodyHash, actor, at };
    return attachFile(record, file, officer, act);
  };
  const done = await runCommand(store, command, path.id, decide, files.putFile);
  if (isRefusal(done)) return done;
  const upload = await storage.upload(file.id, file);
  return { status: 201, body: { documentId: file.id, ...upload }, replayed: done.replayed };
};

export const handler = http(spec, filesWiring, uploadDocument);
