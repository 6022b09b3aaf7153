import * as z from "zod";
import { documentIdOf, dossierIdOf } from "../../shared/domain/dossiers/dossier-id.ts";
import { createDraft, DraftContent } from "../../shared/domain/dossiers/draft.ts";
import { ownerOfUnit } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { versionToFile } from "../../shared/domain/procedures/filing.ts";
import { runCommand } from "../boundary/command.ts";
import { DraftReply, uploadsOf } from "../boundary/draft-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { receiverOf } from "./intake.ts";
import { filesWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/office/dossiers",
  summary: { vi: "Nhận hồ sơ tại quầy hoặc qua bưu chính", en: "Take in a dossier at the counter or from the post" },
  status: 201,
  identity: "officer",
  body: DraftContent.extend({ procedure: z.string().min(1).max(40), channel: z.enum(["counter", "post"]) }),
  reply: DraftReply,
  command: true,
} as const;

/** A dossier taken in at the counter or from the post, on behalf of its applicant. */
export const createOfficeDossier: Operation<typeof spec, FilesDependencies> = async (request, dependencies) => {
  const { identity, command, at } = request;
  const { store, storage, catalogue, register, digest, sealing } = dependencies;
  const { procedure, channel, ...content } = request.body;
  const officer = receiverOf(register, identity);
  if (isRefusal(officer)) return officer;
  const { sub, unit } = officer;
  const id = dossierIdOf(command.id, digest);
  const decide = async () => {
    const version = await versionToFile(catalogue, procedure, channel, at);
    if (isRefusal(version)) return version;
    if (version.steps[0]?.unit !== unit) return refuse("unit-mismatch");
    const filing = {
      version,
      channel,
      submitter: { kind: "officer", sub },
      owner: ownerOfUnit(unit),
      content,
      wordsKey: sealing.newKey(),
    } as const;
    const act = { commandId: command.id, bodyHash: command.bodyHash, actor: { kind: "officer" as const, id: sub }, at };
    return createDraft(filing, act, digest);
  };
  const done = await runCommand(store, command, id, decide, store.commit);
  if (isRefusal(done)) return done;
  const declared = (content.documents ?? []).map((document, index) => ({
    ...document,
    id: documentIdOf(id, command.id, index, digest),
  }));
  const { version } = done.event;
  const body = { id, state: "draft" as const, version, uploads: await uploadsOf(storage, declared) };
  return { status: 201, body, version, replayed: done.replayed };
};

export const handler = http(spec, filesWiring, createOfficeDossier);
