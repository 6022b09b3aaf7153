import * as z from "zod";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { authorityOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { OfficeView } from "./office-view.ts";
import { showDossier } from "./show-dossier.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/office/dossiers/{id}",
  summary: {
    vi: "Hồ sơ của đơn vị, và những việc cán bộ được làm",
    en: "A dossier of the unit, with the moves this officer may make",
  },
  identity: "officer",
  path: z.object({ id: z.string() }),
  reply: OfficeView,
} as const;

export const getOfficeDossier: Operation<typeof spec, OfficeDependencies> = async (request, dependencies) => {
  const officer = authorityOf(dependencies.register, request.identity);
  return isRefusal(officer) ? officer : showDossier(request.path.id, officer, request, dependencies);
};

export const handler = http(spec, wiring, getOfficeDossier);
