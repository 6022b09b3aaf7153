import * as z from "zod";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { DossierView } from "../../shared/domain/dossiers/views/dossier-view.ts";
import { withdrawDossier as withdraw } from "../../shared/domain/dossiers/withdraw-dossier.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { WrittenText } from "../../shared/domain/foundation/written-text.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { showOwnDossier } from "./show-own-dossier.ts";
import { filesWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/dossiers/{id}/withdrawal",
  summary: { vi: "Rút hồ sơ", en: "Withdraw a dossier" },
  identity: "citizen",
  path: z.object({ id: z.string() }),
  body: z.strictObject({ reason: WrittenText(2000) }),
  command: true,
  reply: DossierView,
} as const;

export const withdrawDossier: Operation<typeof spec, FilesDependencies> = async (request, dependencies) => {
  const { identity, path, body, command, at } = request;
  const { store, digest, sealing } = dependencies;
  const owner = ownerOf(identity);
  const actor = { kind: identity.kind, id: identity.sub };
  const act = { commandId: command.id, bodyHash: command.bodyHash, actor, at };
  const decide = async () => {
    const record = own(await store.read(path.id), owner);
    return isRefusal(record) ? record : withdraw(record, body.reason, act, digest, sealing);
  };
  const done = await runCommand(store, command, path.id, decide, store.commit);
  if (isRefusal(done)) return done;
  const shown = await showOwnDossier(path.id, owner, request, dependencies);
  return isRefusal(shown) ? shown : { ...shown, replayed: done.replayed };
};

export const handler = http(spec, filesWiring, withdrawDossier);
