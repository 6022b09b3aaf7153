import * as z from "zod";
import { changeDossier as change, DraftContent } from "../../shared/domain/dossiers/draft.ts";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { changedUploads, DraftReply } from "../boundary/draft-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { runKeyless } from "../boundary/keyless-command.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { filesWiring } from "./wiring.ts";

export const spec = {
  route: "PATCH /v1/dossiers/{id}",
  summary: {
    vi: "Sửa hồ sơ nháp, hoặc những mục được yêu cầu bổ sung",
    en: "Change a draft, or what was asked for as a supplement",
  },
  identity: "citizen",
  path: z.object({ id: z.string() }),
  body: DraftContent.extend({ procedure: z.string().max(40).optional() }),
  reply: DraftReply,
} as const;

export const changeDossier: Operation<typeof spec, FilesDependencies> = async (request, dependencies) => {
  const { identity, path, body, at } = request;
  const { store, storage, catalogue, digest } = dependencies;
  const actor = { kind: identity.kind, id: identity.sub };
  const done = await runKeyless(
    dependencies,
    async () => own(await store.read(path.id), ownerOf(identity)),
    async (record, commandId) => {
      const { code, version: number } = record.dossier.procedure;
      const version = await catalogue.version(code, number);
      if (!version) throw new Error(`procedure ${code} has lost version ${number}`);
      return change(record, version, body, { commandId, bodyHash: "", actor, at }, digest);
    },
  );
  if (isRefusal(done)) return done;
  const { version, to: state } = done.change.event;
  const uploads = await changedUploads(storage, done, body);
  return { status: 200, body: { id: path.id, state, version, uploads }, version };
};

export const handler = http(spec, filesWiring, changeDossier);
