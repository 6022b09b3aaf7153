import type { Filing } from "../procedures/when.ts";
import type { DossierRecord } from "./dossier-record.ts";

/** What the conditions of its procedure ask about a dossier. */
export const filedAs = ({ dossier, person }: Pick<DossierRecord, "dossier" | "person">): Filing => ({
  channel: dossier.channel,
  case: dossier.case,
  applicant: person.applicant.kind ?? null,
  form: person.form,
});
