import * as z from "zod";
import { deleteDraft } from "../../shared/domain/dossiers/draft.ts";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { DossiersDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

const spec = { identity: "citizen", path: z.object({ id: z.string() }) } as const;

export const deleteDossier: Operation<typeof spec, DossiersDependencies> = async (
  { identity, path, at },
  { store, digest },
) => {
  const record = own(await store.read(path.id), ownerOf(identity));
  if (isRefusal(record)) return record;
  const commandId = base32(digest(`delete\n${path.id}\n${record.dossier.version}`));
  const change = deleteDraft(
    record,
    { commandId, bodyHash: "", actor: { kind: identity.kind, id: identity.sub }, at },
    digest,
  );
  if (isRefusal(change)) return change;
  const outcome = await store.commit(change);
  return outcome === "committed" ? { status: 204 } : refuse("busy", { retryAfterSeconds: 1 });
};

export const handler = http(spec, wiring, deleteDossier);
