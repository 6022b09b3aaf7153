import * as z from "zod";
import { dossierOfToken, sameSecret } from "../../shared/domain/dossiers/dossier-secrets.ts";
import { standingAfter } from "../../shared/domain/dossiers/standing.ts";
import { TrackingView, trackingView } from "../../shared/domain/dossiers/views/tracking-view.ts";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import { ForeignQuery } from "../boundary/query.ts";
import type { DossiersDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/tracking/{token}",
  summary: { vi: "Theo dõi bằng liên kết", en: "Follow a dossier by its link" },
  identity: "none",
  path: z.object({ token: z.string() }),
  query: ForeignQuery,
  reply: TrackingView,
} as const;

export const trackDossier: Operation<typeof spec, DossiersDependencies> = async (
  { path, at, language },
  dependencies,
) => {
  const { store, links, catalogue, register } = dependencies;
  const id = dossierOfToken(path.token);
  if (id === undefined) return refuse("dossier-not-found");
  const events = await store.readEvents(id);
  const standing = standingAfter(events);
  const { trackingToken } = await links.of(standing ?? { id, keyVersion: 1, linkVersion: 0 });
  if (!standing || !sameSecret(path.token, trackingToken)) return refuse("dossier-not-found");
  const { procedure, procedureVersion } = standing;
  const version = await catalogue.version(procedure, procedureVersion);
  if (!version) throw new Error(`procedure ${procedure} has lost version ${procedureVersion}`);
  return { status: 200, body: trackingView(standing, events, { version, register, now: at, language }) };
};

export const handler = http(spec, wiring, trackDossier);
