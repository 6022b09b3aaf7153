import * as z from "zod";
import { documentIdOf, dossierIdOf } from "../../shared/domain/dossiers/dossier-id.ts";
import { createDraft, DraftContent } from "../../shared/domain/dossiers/draft.ts";
import { ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { versionToFile } from "../../shared/domain/procedures/filing.ts";
import { runCommand } from "../boundary/command.ts";
import { DraftReply, uploadsOf } from "../boundary/draft-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { filesWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/dossiers",
  summary: { vi: "Tạo hồ sơ nháp", en: "Open a draft" },
  status: 201,
  identity: "citizen",
  body: DraftContent.extend({ procedure: z.string().min(1).max(40) }),
  reply: DraftReply,
  command: true,
} as const;

export const createDossier: Operation<typeof spec, FilesDependencies> = async (
  request,
  { store, storage, catalogue, digest, sealing },
) => {
  const { identity, command, at } = request;
  const { procedure, ...content } = request.body;
  const id = dossierIdOf(command.id, digest);
  const decide = async () => {
    const version = await versionToFile(catalogue, procedure, "online", at);
    if (isRefusal(version)) return version;
    const { kind, sub } = identity;
    const filing = {
      version,
      channel: "online",
      submitter: { kind, sub },
      owner: ownerOf(identity),
      content,
      wordsKey: sealing.newKey(),
    } as const;
    return createDraft(
      filing,
      { commandId: command.id, bodyHash: command.bodyHash, actor: { kind, id: sub }, at },
      digest,
    );
  };
  const done = await runCommand(store, command, id, decide, store.commit);
  if (isRefusal(done)) return done;
  const declared = (content.documents ?? []).map((document, index) => ({
    ...document,
    id: documentIdOf(id, command.id, index, digest),
  }));
  const uploads = await uploadsOf(storage, declared);
  return {
    status: 201,
    body: { id, state: "draft", version: done.event.version, uploads },
    version: done.event.version,
    replayed: done.replayed,
  };
};

export const handler = http(spec, filesWiring, createDossier);
