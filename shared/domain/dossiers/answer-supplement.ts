import type { Digest } from "../foundation/base32.ts";
import { type Fault, fault, isRefusal, type Refusal, refuse } from "../foundation/refusal.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import type { RequestedItem } from "./dossier.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { checkComplete, checkVerdicts } from "./submit-dossier.ts";
import { resumed, resumedAsItStood } from "./waiting.ts";

const notAnswered = (item: RequestedItem): Fault =>
  "requirement" in item
    ? fault(
        `/documents/${item.requirement}`,
        "not-answered",
        "Chưa bổ sung giấy tờ được yêu cầu.",
        "The document that was asked for is not there yet.",
      )
    : fault(
        `/form/${item.formField}`,
        "not-answered",
        "Chưa sửa mục khai được yêu cầu.",
        "The form field that was asked for is not corrected yet.",
      );

/**
 * The applicant's answer to a request for a supplement: all that was asked is there, the dossier goes on from where it
 * was and its clock runs again.
 */
export const answerSupplement = (
  record: DossierRecord,
  version: ProcedureVersion,
  arrived: ReadonlySet<string>,
  calendar: WorkingCalendar,
  act: Act,
  digest: Digest,
): ChangeSet | Refusal => {
  const { dossier, documents, verdicts } = record;
  if (dossier.state !== "awaiting-supplement") {
    return refuse("move-not-allowed", { facts: { state: dossier.state, move: "submission" } });
  }
  const missing = dossier.requested.filter(({ answered }) => !answered).map(notAnswered);
  const refused = checkComplete(record, version, missing) ?? checkVerdicts(documents, verdicts, arrived);
  if (refused) return refused;
  const reckoned = resumed(dossier, version, calendar, act.at);
  // Who answers in time has answered, whatever the calendar lacks: its publication moves the dates.
  const after = isRefusal(reckoned) ? resumedAsItStood(dossier, version, act.at) : reckoned;
  const facts = { acceptBy: after.acceptBy, ...("dueAt" in after ? { dueAt: after.dueAt } : {}) };
  return changeOf(dossier, after, { what: "supplement-answered", move: "submission", facts }, act, digest);
};
