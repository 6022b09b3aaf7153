import { type DeclaredDocument, REFUSED_WORDS, type Verdict } from "../documents/declared-document.ts";
import type { Digest } from "../foundation/base32.ts";
import { type Instant, provinceDate } from "../foundation/instant.ts";
import { type Fault, fault, isRefusal, type Refusal, refuse } from "../foundation/refusal.ts";
import { checkForm } from "../procedures/check-form.ts";
import { papersOf } from "../procedures/papers.ts";
import type { ProcedureVersion } from "../procedures/procedure-version.ts";
import type { WorkingCalendar } from "../working-time/calendar.ts";
import { addWorkingHours } from "../working-time/due.ts";
import { type Act, type ChangeSet, changeOf } from "./change-set.ts";
import { ACCEPT_WITHIN_WORKING_HOURS } from "./clocks.ts";
import { demandOf, itemsAsFact } from "./demand.ts";
import type { CurrentStep, Demand, Draft, PaymentDueFirst, Submitted } from "./dossier.ts";
import type { DossierRecord } from "./dossier-record.ts";
import { filedAs } from "./filed-as.ts";
import { Applicant } from "./person.ts";
import { daysAfter, type Terms } from "./waiting.ts";

/** A submission that passed every check: only the number is still to be reserved. */
export type Admission = {
  draft: Draft;
  version: ProcedureVersion;
  step: CurrentStep;
  demand: Demand | null;
  payBy: Instant;
  acceptBy: Instant | null;
};

const required = (pointer: string, vi: string, en: string): Fault =>
  fault(pointer, "required", `Thiếu ${vi}.`, `Missing: ${en}.`);

/** Particulars of the person or organisation the dossier is for (chủ hồ sơ), as people call them. */
const APPLICANT_WORDS: Record<string, [vi: string, en: string]> = {
  kind: ["loại chủ hồ sơ (cá nhân hoặc tổ chức)", "the kind of applicant"],
  fullName: ["họ tên hoặc tên tổ chức của chủ hồ sơ", "the applicant's name"],
  phone: ["số điện thoại di động của chủ hồ sơ", "the applicant's mobile number"],
  address: ["địa chỉ của chủ hồ sơ", "the applicant's address"],
};
const OTHER_WORDS: [vi: string, en: string] = ["thông tin chủ hồ sơ", "the applicant's particulars"];

const checkApplicant = ({ person }: DossierRecord, version: ProcedureVersion): Fault[] => {
  const applicant = Applicant.safeParse(person.applicant);
  if (!applicant.success) {
    return applicant.error.issues.map(({ path }) =>
      required(`/applicant/${path.join("/")}`.replace(/\/$/, ""), ...(APPLICANT_WORDS[String(path[0])] ?? OTHER_WORDS)),
    );
  }
  const { kind, identityNumber, taxCode } = applicant.data;
  if (!version.audience.includes(kind)) {
    return [
      fault(
        "/applicant/kind",
        "not-for",
        "Thủ tục không dành cho đối tượng này.",
        "The procedure is not for this kind of applicant.",
      ),
    ];
  }
  if (kind === "individual" && identityNumber === undefined) {
    return [required("/applicant/identityNumber", "số định danh cá nhân", "the identity number")];
  }
  if (kind === "organisation" && taxCode === undefined)
    return [required("/applicant/taxCode", "mã số thuế", "the tax code")];
  return [];
};

const checkCase = ({ dossier }: DossierRecord, { cases }: ProcedureVersion): Fault[] =>
  cases.length < 2 || cases.some(({ id }) => id === dossier.case)
    ? []
    : [required("/case", "trường hợp của hồ sơ", "the case of the procedure")];

const WAYS = {
  online: { vi: "trực tuyến", en: "online" },
  counter: { vi: "tại quầy", en: "at the counter" },
  post: { vi: "qua bưu chính công ích", en: "by public post" },
};

const checkDelivery = ({ person }: DossierRecord, { returns }: ProcedureVersion): Fault[] => {
  const { method, address } = person.delivery;
  if (method === undefined) return [required("/delivery/method", "cách nhận kết quả", "how to receive the result")];
  if (!returns.includes(method)) {
    const [vi, en] = (["vi", "en"] as const).map((language) => returns.map((way) => WAYS[way][language]).join(", "));
    return [fault("/delivery/method", "not-offered", `Kết quả chỉ được trả ${vi}.`, `The result is given only ${en}.`)];
  }
  if (method === "post" && address === undefined)
    return [required("/delivery/address", "địa chỉ nhận qua bưu chính", "the postal address")];
  return [];
};

const checkPapers = (version: ProcedureVersion, record: DossierRecord): Fault[] =>
  papersOf(version, filedAs(record))
    .filter((paper) => paper.required && !record.documents.some(({ requirement }) => requirement === paper.id))
    .map((paper) => required(`/documents/${paper.id}`, `giấy tờ: ${paper.name}`, paper.name));

/** Files that the verdicts do not let through: refused ones first, for those wait for the citizen and not for us. */
export const checkVerdicts = (
  documents: DeclaredDocument[],
  verdicts: Verdict[],
  arrived: ReadonlySet<string>,
): Refusal | null => {
  const verdictOf = new Map(verdicts.map((verdict) => [verdict.documentId, verdict]));
  const refusedFiles: Fault[] = [];
  const missing: Fault[] = [];
  let checking = false;
  for (const { id, requirement, fileName } of documents) {
    const verdict = verdictOf.get(id);
    const at = `/documents/${requirement}`;
    if (verdict?.state === "refused") {
      const words = REFUSED_WORDS[verdict.reason];
      refusedFiles.push(fault(at, verdict.reason, `${fileName}: ${words.vi}`, `${fileName}: ${words.en}`));
    } else if (!verdict && arrived.has(id)) {
      checking = true;
    } else if (!verdict) {
      missing.push(fault(at, "not-uploaded", `${fileName}: chưa tải lên.`, `${fileName}: not uploaded.`));
    }
  }
  if (refusedFiles.length > 0) return refuse("document-refused", { faults: [...refusedFiles, ...missing] });
  if (missing.length > 0) return refuse("dossier-incomplete", { faults: missing });
  return checking ? refuse("documents-being-checked", { retryAfterSeconds: 2 }) : null;
};

/** Whether all that the procedure asks for is there and right; the files themselves are judged by their verdicts. */
export const checkComplete = (record: DossierRecord, version: ProcedureVersion, more: Fault[] = []): Refusal | null => {
  const faults = [
    ...checkApplicant(record, version),
    ...checkForm(version.form, record.person.form, filedAs(record)),
    ...checkCase(record, version),
    ...checkPapers(version, record),
    ...checkDelivery(record, version),
    ...more,
  ];
  return faults.length === 0 ? null : refuse("dossier-incomplete", { faults });
};

const firstStep = (version: ProcedureVersion, at: Instant, dueAt: Instant | null): CurrentStep => {
  const step = version.steps[0];
  if (!step) throw new Error(`procedure ${version.code} has no step`);
  return { id: step.id, role: step.role, unit: step.unit, since: at, dueAt };
};

/**
 * Whether a draft may be filed, under the procedure version in force now. `arrived` names the files that have no
 * verdict yet but are in quarantine. Nothing is reserved or stored here.
 */
export const admitSubmission = (
  record: DossierRecord,
  version: ProcedureVersion,
  arrived: ReadonlySet<string>,
  { calendar, terms }: { calendar: WorkingCalendar; terms: Terms },
  at: Instant,
): Admission | Refusal => {
  const { dossier: draft, documents, verdicts } = record;
  if (draft.state !== "draft") return refuse("move-not-allowed", { facts: { state: draft.state, move: "submission" } });
  const incomplete = checkComplete(record, version);
  if (incomplete) return incomplete;
  const unchecked = checkVerdicts(documents, verdicts, arrived);
  if (unchecked) return unchecked;
  const demand = demandOf(version, record, "submission", at);
  const payBy = daysAfter(at, terms.payWithinDays);
  if (demand) return { draft, version, step: firstStep(version, at, null), demand, payBy, acceptBy: null };
  const acceptBy = addWorkingHours(calendar, at, ACCEPT_WITHIN_WORKING_HOURS);
  if (isRefusal(acceptBy)) return acceptBy;
  return { draft, version, step: firstStep(version, at, acceptBy), demand, payBy, acceptBy };
};

/** The day part of a code, `yymmdd` in the province (Circular 01/2018/TT-VPCP). */
export const dayOfCode = (at: Instant): string => provinceDate(at).replaceAll("-", "").slice(2);

/** `{agency}-{yymmdd}-{nnnn}`: at least four digits, never cut. */
export const codeOf = (agencyCode: string, at: Instant, number: number): string =>
  `${agencyCode}-${dayOfCode(at)}-${String(number).padStart(4, "0")}`;

/** The submission itself: the code is born, and the fee is asked where one is due before receipt. */
export const submitDossier = (admission: Admission, code: string, act: Act, digest: Digest): ChangeSet => {
  const { draft, version, step, demand, payBy, acceptBy } = admission;
  const numbered = {
    ...draft,
    procedure: { code: version.code, version: version.version },
    code,
    step,
    assignee: null,
  };
  const after: PaymentDueFirst | Submitted = demand
    ? { ...numbered, state: "payment-due", demand, payBy, waitingSince: act.at, resume: null }
    : { ...numbered, state: "submitted", submittedAt: act.at, acceptBy };
  const facts = demand
    ? { channel: draft.channel, amount: demand.amount, items: itemsAsFact(demand), acceptBy: null }
    : { channel: draft.channel, amount: 0, acceptBy };
  return changeOf(draft, after, { what: "dossier-submitted", move: "submission", facts }, act, digest);
};
