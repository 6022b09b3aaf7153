import * as z from "zod";
import { FileDeclaration, type OfficeFile } from "../../shared/domain/documents/declared-document.ts";
import { documentIdOf } from "../../shared/domain/dossiers/dossier-id.ts";
import { belongsTo } from "../../shared/domain/dossiers/moves/check-move.ts";
import { attachFile } from "../../shared/domain/dossiers/office-file.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import { authorityOf } from "./authority.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { filesWiring } from "./wiring.ts";

const spec = {
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
  const [record, earlier] = await Promise.all([store.read(path.id), store.readEvent(path.id, command.id)]);
  if (!record || !belongsTo(record.dossier, officer)) return refuse("dossier-not-found");

  const file: OfficeFile = { ...body, id: documentIdOf(path.id, command.id, 0, digest), by: officer.sub, at };
  const reply = async (replayed: boolean) => ({
    status: 201,
    replayed,
    body: { documentId: file.id, ...(await storage.upload(file.id, file)) },
  });
  if (earlier) return earlier.bodyHash === command.bodyHash ? reply(true) : refuse("idempotency-key-reused");

  const act = {
    commandId: command.id,
    bodyHash: command.bodyHash,
    actor: { kind: "officer" as const, id: officer.sub },
    at,
  };
  const note = attachFile(record, file, officer, act);
  if (isRefusal(note)) return note;
  const outcome = await files.putFile(record, file, note);
  if (outcome === "committed") return reply(false);
  return outcome === "repeated"
    ? refuse("request-in-flight", { retryAfterSeconds: 1 })
    : refuse("busy", { retryAfterSeconds: 1 });
};

export const handler = http(spec, filesWiring, uploadDocument);
