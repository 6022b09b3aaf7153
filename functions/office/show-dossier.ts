import type { Authority } from "../../shared/domain/dossiers/moves/check-move.ts";
import { belongsTo } from "../../shared/domain/dossiers/moves/check-move.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import type { Reply } from "../boundary/reply.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { officeView } from "./office-view.ts";

/** The office view of a dossier as it is now; one of another unit is unknown. */
export const showDossier = async (
  dossierId: string,
  officer: Authority,
  request: { at: Instant; language: "vi" | "en" },
  { store, notices, links, catalogue, register }: OfficeDependencies,
): Promise<Reply | Refusal> => {
  const [record, events, sent] = await Promise.all([
    store.read(dossierId),
    store.readEvents(dossierId),
    notices(dossierId),
  ]);
  if (!record || !belongsTo(record.dossier, officer)) return refuse("dossier-not-found");
  const { dossier } = record;
  const version = await catalogue.version(dossier.procedure.code, dossier.procedure.version);
  if (!version) throw new Error(`procedure ${dossier.procedure.code} has lost version ${dossier.procedure.version}`);
  const { trackingUrl } = await links.of(dossier);
  const context = { version, register, now: request.at, language: request.language };
  return {
    status: 200,
    body: officeView(record, events, sent, trackingUrl, officer, context),
    version: dossier.version,
  };
};
