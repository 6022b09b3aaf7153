import * as z from "zod";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { DossierState } from "../../shared/domain/dossiers/state.ts";
import {
  admitSubmission,
  codeOf,
  dayOfCode,
  demandOf,
  submitDossier as file,
} from "../../shared/domain/dossiers/submit-dossier.ts";
import { PaymentDueView } from "../../shared/domain/dossiers/views/dossier-view.ts";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { filesWiring } from "./wiring.ts";

const spec = {
  identity: "citizen",
  path: z.object({ id: z.string() }),
  body: z.strictObject({}),
  command: true,
  reply: z.object({
    id: z.string(),
    code: z.string(),
    lookupSecret: z.string(),
    trackingUrl: z.string(),
    state: DossierState,
    version: z.number().int(),
    acceptBy: z.string().nullable(),
    payment: PaymentDueView.optional(),
  }),
} as const;

const withoutVerdict = ({ documents, verdicts }: DossierRecord): string[] => {
  const known = new Set(verdicts.map(({ documentId }) => documentId));
  return documents.map(({ id }) => id).filter((id) => !known.has(id));
};

export const submitDossier: Operation<typeof spec, FilesDependencies> = async (request, dependencies) => {
  const { identity, path, command, at } = request;
  const { store, storage, links, catalogue, register, calendar, digest } = dependencies;
  let record: DossierRecord | Refusal = refuse("dossier-not-found");
  let number: number | undefined;

  const decide = async () => {
    record = own(await store.read(path.id), ownerOf(identity));
    if (isRefusal(record)) return record;
    const { code } = record.dossier.procedure;
    const version = await catalogue.versionInForce(code, at);
    if (!version) return refuse("procedure-not-filed-online", { facts: { code } });
    const unchecked = withoutVerdict(record);
    const arrived = unchecked.length === 0 ? new Set<string>() : await storage.arrived(unchecked);
    const admission = admitSubmission(record, version, arrived, calendar, at);
    if (isRefusal(admission)) return admission;
    const agencyCode = register.agencyCode(admission.step.unit, at);
    if (agencyCode === undefined) throw new Error(`no agency code for unit ${admission.step.unit}`);
    // Only after every check, and once however often it is judged again: a refused submission burns no number.
    number ??= await store.reserveNumber(agencyCode, dayOfCode(at));
    const act = {
      commandId: command.id,
      bodyHash: command.bodyHash,
      actor: { kind: identity.kind, id: identity.sub },
      at,
    };
    return file(admission, codeOf(agencyCode, at, number), act, digest);
  };
  const done = await runCommand(store, command, path.id, decide, store.commit);
  if (isRefusal(done)) return done;
  if (isRefusal(record)) return record;

  const { event, replayed } = done;
  const { dossier } = record as DossierRecord;
  const { procedureVersion, acceptBy } = event.facts as { procedureVersion: number; acceptBy: string | null };
  const version = await catalogue.version(dossier.procedure.code, procedureVersion);
  const payment = event.to === "payment-due" && version ? demandOf(version, dossier.channel) : null;
  const { lookupSecret, trackingUrl } = await links.of(dossier);
  return {
    status: 200,
    version: event.version,
    replayed,
    body: {
      id: dossier.id,
      code: event.code,
      lookupSecret,
      trackingUrl,
      state: event.to,
      version: event.version,
      acceptBy: acceptBy === null ? null : inProvince(acceptBy),
      ...(payment ? { payment } : {}),
    },
  };
};

export const handler = http(spec, filesWiring, submitDossier);
