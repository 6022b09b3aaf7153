import * as z from "zod";
import { changeDossier as change, DraftContent } from "../../shared/domain/dossiers/draft.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { changedUploads, DraftReply } from "../boundary/draft-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { runKeyless } from "../boundary/keyless-command.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { receiverOf, takenIn } from "./intake.ts";
import { filesWiring } from "./wiring.ts";

export const spec = {
  route: "PATCH /v1/office/dossiers/{id}",
  summary: { vi: "Sửa hồ sơ đã nhận tại quầy", en: "Correct a dossier that was taken in" },
  identity: "officer",
  path: z.object({ id: z.string() }),
  body: DraftContent.extend({ procedure: z.string().max(40).optional() }),
  reply: DraftReply,
} as const;

/** A correction of what a receiver took in, or of the supplement that was brought. */
export const changeOfficeDossier: Operation<typeof spec, FilesDependencies> = async (request, dependencies) => {
  const { identity, path, body, at } = request;
  const { store, storage, catalogue, register, digest } = dependencies;
  const officer = receiverOf(register, identity);
  if (isRefusal(officer)) return officer;
  const actor = { kind: "officer" as const, id: officer.sub };
  const done = await runKeyless(
    dependencies,
    async () => takenIn(await store.read(path.id), officer),
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

export const handler = http(spec, filesWiring, changeOfficeDossier);
