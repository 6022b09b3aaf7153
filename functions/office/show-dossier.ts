import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import type { Authority } from "../../shared/domain/dossiers/moves/check-move.ts";
import { belongsTo } from "../../shared/domain/dossiers/moves/check-move.ts";
import { opened } from "../../shared/domain/dossiers/words.ts";
import type { Instant } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import type { Reply } from "../boundary/reply.ts";
import type { OfficeDependencies } from "./dependencies.ts";
import { takenIn } from "./intake.ts";
import { officeView } from "./office-view.ts";

/** Dossiers of the unit; of its drafts only those that it took in, by who takes in. */
const isSeenBy = (record: DossierRecord, officer: Authority): boolean =>
  record.dossier.state === "draft"
    ? officer.roles.has("receiver") && !isRefusal(takenIn(record, officer))
    : belongsTo(record.dossier, officer);

/** The office view of a dossier as it is now; one of another unit is unknown. */
export const showDossier = async (
  dossierId: string,
  officer: Authority,
  request: { at: Instant; language: "vi" | "en" },
  { store, told, links, catalogue, register, calendar, sealing }: OfficeDependencies,
): Promise<Reply | Refusal> => {
  const [record, events, sent, working] = await Promise.all([
    store.read(dossierId),
    store.readEvents(dossierId),
    told(dossierId),
    calendar(),
  ]);
  if (!record || !isSeenBy(record, officer)) return refuse("dossier-not-found");
  const { dossier } = record;
  const version = await catalogue.version(dossier.procedure.code, dossier.procedure.version);
  if (!version) throw new Error(`procedure ${dossier.procedure.code} has lost version ${dossier.procedure.version}`);
  const trackingUrl = dossier.state === "draft" ? null : (await links.of(dossier)).trackingUrl;
  const context = { version, register, calendar: working, now: request.at, language: request.language };
  return {
    status: 200,
    body: officeView(record, opened(events, record.person, sealing), sent, trackingUrl, officer, context),
    version: dossier.version,
  };
};
