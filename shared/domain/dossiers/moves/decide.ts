import { fault, isRefusal, type Refusal, refuse } from "../../foundation/refusal.ts";
import { changeOf } from "../change-set.ts";
import { demandOf } from "../demand.ts";
import type { Resolved } from "../dossier.ts";
import type { DossierRecord } from "../dossier-record.ts";
import { sealed } from "../words.ts";
import { type Maker, stepBeside } from "./move-context.ts";

const checkResult = (documentId: string, { files, verdicts }: DossierRecord): Refusal | null => {
  const at = "/resultDocument";
  if (!files.some(({ id, purpose }) => id === documentId && purpose === "result")) {
    return refuse("document-refused", {
      faults: [fault(at, "unknown", "Không có tệp kết quả này.", "There is no such result document.")],
    });
  }
  const verdict = verdicts.find((found) => found.documentId === documentId);
  if (!verdict) return refuse("documents-being-checked", { retryAfterSeconds: 2 });
  if (verdict.state === "clean") return null;
  return refuse("document-refused", {
    faults: [fault(at, verdict.reason, "Tệp kết quả không được chấp nhận.", "The result document was refused.")],
  });
};

/** The leader grants or denies. */
export const decide: Maker<"decide"> = (dossier, request, context) => {
  const { outcome, number = null, reason, resultDocument: documentId = null } = request;
  if (outcome === "denied" && reason === undefined) {
    return refuse("body-invalid", {
      faults: [fault("/reason", "required", "Từ chối cần nêu lý do.", "A denial needs its reason.")],
    });
  }
  const unusable = documentId === null ? null : checkResult(documentId, context.record);
  if (unusable) return unusable;
  const step = stepBeside(dossier, "decide", context);
  if (isRefusal(step)) return step;
  const { act, officer, digest } = context;
  const resolved: Resolved = {
    ...dossier,
    state: "resolved",
    step,
    assignee: null,
    decision: { outcome, number, documentId, by: officer.sub, at: act.at },
  };
  const { record, version } = context;
  const demand = demandOf(version, { dossier: resolved, person: record.person }, "return", act.at);
  const after: Resolved = demand === null ? resolved : { ...resolved, owesReturnFee: true };
  const facts = { outcome, number, electronic: documentId !== null };
  const happened = { what: "dossier-decided", move: "decide", facts, ...sealed({ reason }, context) } as const;
  return { ...changeOf(dossier, after, happened, act, digest), notHandledBy: officer.sub };
};
