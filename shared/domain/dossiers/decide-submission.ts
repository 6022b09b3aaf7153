import type { Digest } from "../foundation/base32.ts";
import { isRefusal, type Refusal } from "../foundation/refusal.ts";
import type { UnitRegister } from "../organisation/register.ts";
import type { ProcedureCatalogue } from "../procedures/catalogue.ts";
import { versionToFile } from "../procedures/filing.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { answerSupplement } from "./answer-supplement.ts";
import type { Act, ChangeSet } from "./change-set.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { admitSubmission, codeOf, dayOfCode, submitDossier } from "./submit-dossier.ts";
import type { Terms } from "./waiting.ts";

/** What a submission asks of the world around it. */
export type SubmissionPorts = {
  catalogue: ProcedureCatalogue;
  register: UnitRegister;
  calendar: WorkingCalendar;
  terms: Terms;
  digest: Digest;
  /** Of these files, those that are in quarantine. */
  arrived: (documentIds: string[]) => Promise<ReadonlySet<string>>;
  reserveNumber: (agencyCode: string, day: string, dossierId: string) => Promise<number>;
};

const arrivedOf = ({ documents, verdicts }: DossierRecord, ports: SubmissionPorts): Promise<ReadonlySet<string>> => {
  const known = new Set(verdicts.map(({ documentId }) => documentId));
  const unchecked = documents.map(({ id }) => id).filter((id) => !known.has(id));
  return unchecked.length === 0 ? Promise.resolve(new Set<string>()) : ports.arrived(unchecked);
};

/**
 * A submission judged from the first check to the number: of a draft, or of the supplement that was asked for. The number is
 * reserved only after every check: a refused submission burns none.
 */
export const decideSubmission = async (
  record: DossierRecord,
  ports: SubmissionPorts,
  act: Act,
): Promise<ChangeSet | Refusal> => {
  const { catalogue, register, calendar, terms, digest } = ports;
  const { code, version: number } = record.dossier.procedure;
  if (record.dossier.state === "awaiting-supplement") {
    const pinned = await catalogue.version(code, number);
    if (!pinned) throw new Error(`procedure ${code} has lost version ${number}`);
    return answerSupplement(record, pinned, await arrivedOf(record, ports), calendar, act, digest);
  }
  const version = await versionToFile(catalogue, code, record.dossier.channel, act.at);
  if (isRefusal(version)) return version;
  const arrived = await arrivedOf(record, ports);
  const admission = admitSubmission(record, version, arrived, { calendar, terms }, act.at);
  if (isRefusal(admission)) return admission;
  const agencyCode = register.agencyCode(admission.step.unit, act.at);
  if (agencyCode === undefined) throw new Error(`no agency code for unit ${admission.step.unit}`);
  const dossierNumber = await ports.reserveNumber(agencyCode, dayOfCode(act.at), record.dossier.id);
  return submitDossier(admission, codeOf(agencyCode, act.at, dossierNumber), act, digest);
};
