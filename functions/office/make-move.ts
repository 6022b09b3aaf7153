import * as z from "zod";
import { checkAuthority } from "../../shared/domain/dossiers/moves/check-move.ts";
import { makeMove as move } from "../../shared/domain/dossiers/moves/make-move.ts";
import { MoveRequest } from "../../shared/domain/dossiers/moves/move-request.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { authorityOf } from "../boundary/authority.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { OfficeView } from "./office-view.ts";
import { showDossier } from "./show-dossier.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/office/dossiers/{id}/moves",
  summary: { vi: "Thực hiện một bước của quy trình", en: "Make one move of the table of moves" },
  identity: "officer",
  path: z.object({ id: z.string() }),
  body: MoveRequest,
  command: true,
  ifMatch: true,
  reply: OfficeView,
} as const;

export const makeMove: Operation<typeof spec, OfficeDependencies> = async (request, dependencies) => {
  const { path, body, command, ifMatch, at, identity } = request;
  const { store, catalogue, register, terms, digest, sealing } = dependencies;
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;

  const decide = async () => {
    const [record, calendar] = await Promise.all([store.read(path.id), dependencies.calendar()]);
    if (!record) return refuse("dossier-not-found");
    const { dossier } = record;
    const unauthorised = checkAuthority(body.move, dossier, officer);
    if (unauthorised) return unauthorised;
    if (dossier.version !== ifMatch) return refuse("version-stale");
    const version = await catalogue.version(dossier.procedure.code, dossier.procedure.version);
    if (!version) throw new Error(`procedure ${dossier.procedure.code} has lost version ${dossier.procedure.version}`);
    const act = {
      commandId: command.id,
      bodyHash: command.bodyHash,
      actor: { kind: "officer" as const, id: officer.sub },
      at,
    };
    const colleague = register.officer;
    return move(body, { record, version, calendar, terms, officer, colleague, act, digest, sealing });
  };
  const done = await runCommand(store, command, path.id, decide, store.commit, ifMatch);
  if (isRefusal(done)) return done;
  const shown = await showDossier(path.id, officer, request, dependencies);
  return isRefusal(shown) ? shown : { ...shown, replayed: done.replayed };
};

export const handler = http(spec, wiring, makeMove);
