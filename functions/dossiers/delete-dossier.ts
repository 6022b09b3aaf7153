import * as z from "zod";
import { deleteDraft } from "../../shared/domain/dossiers/draft.ts";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { DossiersDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "DELETE /v1/dossiers/{id}",
  summary: { vi: "Xóa hồ sơ nháp", en: "Forget a draft" },
  status: 204,
  identity: "citizen",
  path: z.object({ id: z.string() }),
} as const;

/** Others may act on the draft meanwhile: it is then read and judged again. */
const ATTEMPTS = 5;

export const deleteDossier: Operation<typeof spec, DossiersDependencies> = async (
  { identity, path, at },
  { store, digest },
) => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const record = own(await store.read(path.id), ownerOf(identity));
    if (isRefusal(record)) return record;
    const commandId = base32(digest(`delete\n${path.id}\n${record.dossier.version}`));
    const act = { commandId, bodyHash: "", actor: { kind: identity.kind, id: identity.sub }, at };
    const change = deleteDraft(record, act, digest);
    if (isRefusal(change)) return change;
    if ((await store.commit(change)) === "committed") return { status: 204 };
  }
  return refuse("busy", { retryAfterSeconds: 1 });
};

export const handler = http(spec, wiring, deleteDossier);
