import * as z from "zod";
import { ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { DossierView } from "../../shared/domain/dossiers/views/dossier-view.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { FilesDependencies } from "./dependencies.ts";
import { showOwnDossier } from "./show-own-dossier.ts";
import { filesWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/dossiers/{id}",
  summary: { vi: "Một hồ sơ của tôi", en: "One's own dossier" },
  identity: "citizen",
  path: z.object({ id: z.string() }),
  reply: DossierView,
} as const;

export const getDossier: Operation<typeof spec, FilesDependencies> = (request, dependencies) =>
  showOwnDossier(request.path.id, ownerOf(request.identity), request, dependencies);

export const handler = http(spec, filesWiring, getDossier);
