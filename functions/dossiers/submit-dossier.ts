import * as z from "zod";
import { decideSubmission } from "../../shared/domain/dossiers/decide-submission.ts";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { SubmissionView, submissionView } from "../../shared/domain/dossiers/views/submission-view.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { SubmissionDependencies } from "./dependencies.ts";
import { submissionWiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/dossiers/{id}/submission",
  summary: { vi: "Nộp hồ sơ, hoặc nộp phần bổ sung", en: "File a dossier, or the supplement that was asked for" },
  identity: "citizen",
  path: z.object({ id: z.string() }),
  body: z.strictObject({}),
  command: true,
  reply: SubmissionView,
} as const;

export const submitDossier: Operation<typeof spec, SubmissionDependencies> = async (request, dependencies) => {
  const { identity, path, command, at } = request;
  const { store, storage, links, catalogue } = dependencies;
  const { reserveNumber } = store;
  const actor = { kind: identity.kind, id: identity.sub };
  const act = { commandId: command.id, bodyHash: command.bodyHash, actor, at };
  let record: DossierRecord | Refusal = refuse("dossier-not-found");

  const decide = async () => {
    const [found, calendar] = await Promise.all([store.read(path.id), dependencies.calendar()]);
    record = own(found, ownerOf(identity));
    const ports = { ...dependencies, calendar, arrived: storage.arrived, reserveNumber };
    return isRefusal(record) ? record : decideSubmission(record, ports, act);
  };
  const done = await runCommand(store, command, path.id, decide, store.commit);
  if (isRefusal(done)) return done;
  if (isRefusal(record)) return record;

  const { event, replayed } = done;
  const { dossier } = record as DossierRecord;
  const filedUnder = event.changed.procedureVersion ?? dossier.procedure.version;
  const [version, of] = await Promise.all([catalogue.version(dossier.procedure.code, filedUnder), links.of(dossier)]);
  return { status: 200, version: event.version, replayed, body: submissionView(dossier, event, version, of) };
};

export const handler = http(spec, submissionWiring, submitDossier);
