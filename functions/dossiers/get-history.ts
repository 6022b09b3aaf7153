import * as z from "zod";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { historyOf, TrackingView } from "../../shared/domain/dossiers/views/tracking-view.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { DossiersDependencies } from "./dependencies.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/dossiers/{id}/history",
  summary: { vi: "Lịch sử hồ sơ của tôi", en: "What happened to one's own dossier" },
  identity: "citizen",
  path: z.object({ id: z.string() }),
  reply: z.object({ items: TrackingView.shape.history, next: z.null() }),
} as const;

export const getHistory: Operation<typeof spec, DossiersDependencies> = async (
  { identity, path },
  { store, register },
) => {
  const [found, events] = await Promise.all([store.read(path.id), store.readEvents(path.id)]);
  const record = own(found, ownerOf(identity));
  return isRefusal(record) ? record : { status: 200, body: { items: historyOf(events, register), next: null } };
};

export const handler = http(spec, wiring, getHistory);
