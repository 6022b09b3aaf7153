import { own } from "../../shared/domain/dossiers/ownership.ts";
import { dossierView } from "../../shared/domain/dossiers/views/dossier-view.ts";
import { opened } from "../../shared/domain/dossiers/words.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import type { Reply } from "../boundary/reply.ts";
import type { FilesDependencies } from "./dependencies.ts";

/** The view of an owner's dossier as it is now; another's is unknown. */
export const showOwnDossier = async (
  dossierId: string,
  owner: string,
  { at, language }: { at: Instant; language: "vi" | "en" },
  { store, storage, links, catalogue, register, calendar, sealing }: FilesDependencies,
): Promise<Reply | Refusal> => {
  const [found, events, working] = await Promise.all([store.read(dossierId), store.readEvents(dossierId), calendar()]);
  const record = own(found, owner);
  if (isRefusal(record)) return record;
  const { dossier, person, documents, verdicts } = record;
  const version = await catalogue.version(dossier.procedure.code, dossier.procedure.version);
  if (!version) return refuse("dossier-not-found");
  const known = new Set(verdicts.map(({ documentId }) => documentId));
  const unchecked = documents.flatMap(({ id }) => (known.has(id) ? [] : [id]));
  const [arrived, link] = await Promise.all([
    unchecked.length === 0 ? new Set<string>() : storage.arrived(unchecked),
    dossier.state === "draft" ? undefined : links.of(dossier),
  ]);
  const context = { version, register, calendar: working, now: at, language };
  const told = opened(events, person, sealing);
  const view = dossierView(record, told, link?.trackingUrl ?? null, arrived, context);
  return { status: 200, body: view, version: dossier.version };
};
