import * as z from "zod";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { changeDossier as change, DraftContent } from "../../shared/domain/dossiers/draft.ts";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import { fault, isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { hashOf } from "../boundary/body.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { DraftReply, uploadsOf } from "./draft-reply.ts";
import { filesWiring } from "./wiring.ts";

const spec = {
  identity: "citizen",
  path: z.object({ id: z.string() }),
  body: DraftContent.extend({ procedure: z.string().max(40).optional() }),
  reply: DraftReply,
} as const;

const ATTEMPTS = 5;

const anotherProcedure = refuse("draft-invalid", {
  faults: [
    fault(
      "/procedure",
      "fixed",
      "Không đổi được thủ tục. Hãy tạo hồ sơ mới.",
      "The procedure is fixed. Open a new draft.",
    ),
  ],
});

/** Files that still need their bytes: all but those found clean. */
const stillToUpload = ({ verdicts }: DossierRecord) => {
  const clean = new Set(verdicts.flatMap(({ state, documentId }) => (state === "clean" ? [documentId] : [])));
  return ({ id }: { id: string }): boolean => !clean.has(id);
};

export const changeDossier: Operation<typeof spec, FilesDependencies> = async (request, dependencies) => {
  const { identity, path, body, at } = request;
  const { store, storage, catalogue, digest } = dependencies;
  const { procedure, ...content } = body;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const record = own(await store.read(path.id), ownerOf(identity));
    if (isRefusal(record)) return record;
    const { code, version: number } = record.dossier.procedure;
    const version = await catalogue.version(code, number);
    if (!version) return refuse("procedure-not-filed-online", { facts: { code } });
    // A change without a key is made single by the version it starts from.
    const commandId = base32(digest(`change\n${path.id}\n${record.dossier.version}`));
    const act = { commandId, bodyHash: hashOf(body), actor: { kind: identity.kind, id: identity.sub }, at };
    if (procedure !== undefined && procedure !== code) return anotherProcedure;
    const changed = change(record, version, content, act, digest);
    if (isRefusal(changed)) return changed;
    if ((await store.commit(changed)) !== "committed") continue;
    const named = new Set((body.documents ?? []).map(({ requirement }) => requirement));
    const files = changed.documents.filter(({ requirement }) => named.has(requirement)).filter(stillToUpload(record));
    const uploads = await uploadsOf(storage, files);
    const { version: newVersion, to } = changed.event;
    return { status: 200, body: { id: path.id, state: to, version: newVersion, uploads }, version: newVersion };
  }
  return refuse("busy", { retryAfterSeconds: 1 });
};

export const handler = http(spec, filesWiring, changeDossier);
