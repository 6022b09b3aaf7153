import * as z from "zod";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { DossierView, dossierView } from "../../shared/domain/dossiers/views/dossier-view.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { filesWiring } from "./wiring.ts";

const spec = { identity: "citizen", path: z.object({ id: z.string() }), reply: DossierView } as const;

export const getDossier: Operation<typeof spec, FilesDependencies> = async (request, dependencies) => {
  const { identity, path, at, language } = request;
  const { store, storage, links, catalogue, register } = dependencies;
  const [found, events] = await Promise.all([store.read(path.id), store.readEvents(path.id)]);
  const record = own(found, ownerOf(identity));
  if (isRefusal(record)) return record;
  const { dossier, documents, verdicts } = record;
  const version = await catalogue.version(dossier.procedure.code, dossier.procedure.version);
  if (!version) return refuse("dossier-not-found");
  const known = new Set(verdicts.map(({ documentId }) => documentId));
  const unchecked = documents.flatMap(({ id }) => (known.has(id) ? [] : [id]));
  const [arrived, link] = await Promise.all([
    unchecked.length === 0 ? new Set<string>() : storage.arrived(unchecked),
    dossier.state === "draft" ? undefined : links.of(dossier),
  ]);
  const view = dossierView(record, events, link?.trackingUrl ?? null, arrived, {
    version,
    register,
    now: at,
    language,
  });
  return { status: 200, body: view, version: dossier.version };
};

export const handler = http(spec, filesWiring, getDossier);
