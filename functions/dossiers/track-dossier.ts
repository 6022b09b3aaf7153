import * as z from "zod";
import { dossierOfToken, sameSecret } from "../../shared/domain/dossiers/dossier-secrets.ts";
import { TrackingView, trackingView } from "../../shared/domain/dossiers/views/tracking-view.ts";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { DossiersDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

const spec = { identity: "none", path: z.object({ token: z.string() }), reply: TrackingView } as const;

export const trackDossier: Operation<typeof spec, DossiersDependencies> = async (
  { path, at, language },
  dependencies,
) => {
  const { store, links, catalogue, register } = dependencies;
  const id = dossierOfToken(path.token);
  if (id === undefined) return refuse("dossier-not-found");
  const [record, events] = await Promise.all([store.read(id), store.readEvents(id)]);
  const dossier = record?.dossier;
  const { trackingToken } = await links.of(dossier ?? { id, keyVersion: 1, linkVersion: 0 });
  if (!dossier || dossier.state === "draft" || !sameSecret(path.token, trackingToken))
    return refuse("dossier-not-found");
  const version = await catalogue.version(dossier.procedure.code, dossier.procedure.version);
  if (!version) throw new Error(`procedure ${dossier.procedure.code} has lost version ${dossier.procedure.version}`);
  return { status: 200, body: trackingView(dossier, events, { version, register, now: at, language }) };
};

export const handler = http(spec, wiring, trackDossier);
