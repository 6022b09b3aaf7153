import * as z from "zod";
import { REFUSED_WORDS, type Verdict } from "../../documents/declared-document.ts";
import { inProvince } from "../../foundation/instant.ts";
import { isReceived, isRunning } from "../clocks.ts";
import { openDemand } from "../demand.ts";
import type { DossierRecord } from "../dossier-record.ts";
import type { EventName } from "../event.ts";
import { standingOf } from "../standing.ts";
import type { OpenEvent, Words } from "../words.ts";
import { type ClockContext, ClockView, clockViews, DueProofView, dueProofView } from "./clock-views.ts";
import { ConsumedView, consumedView } from "./consumed.ts";
import { PaymentDueView } from "./payment-due-view.ts";
import { TrackingView, trackingView, type ViewContext } from "./tracking-view.ts";

const DocumentView = z.object({
  id: z.string(),
  requirement: z.string(),
  fileName: z.string(),
  size: z.number(),
  sha256: z.string(),
  state: z.enum(["uploading", "checking", "clean", "refused"]),
  reason: z.string().optional(),
});

const ApplicantView = z.object({
  kind: z.string().optional(),
  fullName: z.string().optional(),
  identityNumber: z.string().optional(),
  taxCode: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  address: z.string().optional(),
  dateOfBirth: z.string().optional(),
});

/** One thing asked of the applicant, why, and whether it has been sent. */
const AskedView = z.object({
  requirement: z.string().optional(),
  formField: z.string().optional(),
  reason: z.string(),
  answered: z.boolean(),
});

const ResultView = z.object({
  outcome: z.enum(["granted", "denied"]),
  number: z.string().nullable(),
  reason: z.string().nullable(),
  decidedAt: z.string(),
  method: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  document: z.object({ id: z.string(), fileName: z.string(), size: z.number(), sha256: z.string() }).nullable(),
});

/** What its owner sees: the tracking view and what is theirs. */
export const DossierView = TrackingView.extend({
  id: z.string(),
  version: z.number().int(),
  applicant: ApplicantView,
  form: z.record(z.string(), z.unknown()),
  delivery: z.object({ method: z.string().optional(), address: z.string().optional() }),
  documents: z.array(DocumentView),
  payment: PaymentDueView.optional(),
  /** Until when to pay or to send what was asked for. */
  payBy: z.string().optional(),
  respondBy: z.string().optional(),
  requested: z.array(AskedView).optional(),
  result: ResultView.optional(),
  refusal: z.object({ reason: z.string(), legalBasis: z.string().nullable() }).optional(),
  /** The due date waits for days off that are still to be announced, and may move. */
  provisional: z.boolean(),
  dueProof: DueProofView.nullable(),
  clocks: z.array(ClockView),
  consumed: ConsumedView.nullable(),
  /** How often something was asked of the applicant; more than once counts as late, whatever the clocks say. */
  supplementRequests: z.number().int(),
  countsAsLate: z.boolean(),
  trackingUrl: z.string().nullable(),
});
export type DossierView = z.infer<typeof DossierView>;

/** Where each file stands; `arrived` names those that are in quarantine without a verdict yet. */
const documentViews = (
  { documents, verdicts }: DossierRecord,
  arrived: ReadonlySet<string>,
  language: "vi" | "en",
): DossierView["documents"] => {
  const found = new Map<string, Verdict>(verdicts.map((verdict) => [verdict.documentId, verdict]));
  return documents.map(({ id, requirement, fileName, size, sha256 }) => {
    const verdict = found.get(id);
    const base = { id, requirement, fileName, size, sha256 };
    if (!verdict) return { ...base, state: arrived.has(id) ? ("checking" as const) : ("uploading" as const) };
    if (verdict.state === "clean") return { ...base, state: "clean" as const };
    return { ...base, state: "refused" as const, reason: REFUSED_WORDS[verdict.reason][language] };
  });
};

/** What was written when this last happened. */
const wordsOfLast = (events: OpenEvent[], what: EventName): Words =>
  events.findLast((event) => event.what === what)?.words ?? {};

const resultView = ({ dossier, files }: DossierRecord, events: OpenEvent[]): z.infer<typeof ResultView> | undefined => {
  if (dossier.state !== "resolved" && dossier.state !== "returned") return undefined;
  const { outcome, number, documentId, at } = dossier.decision;
  const file = files.find(({ id }) => id === documentId);
  const returned = dossier.state === "returned" ? dossier.returned : null;
  return {
    outcome,
    number,
    reason: wordsOfLast(events, "dossier-decided").reason ?? null,
    decidedAt: inProvince(at),
    method: returned?.method ?? null,
    trackingNumber: returned?.trackingNumber ?? null,
    document: file ? { id: file.id, fileName: file.fileName, size: file.size, sha256: file.sha256 } : null,
  };
};

const refusalView = (events: OpenEvent[]) => {
  const { reason = "", legalBasis = null } = wordsOfLast(events, "dossier-refused");
  return { reason, legalBasis };
};

/** What is asked of the applicant, with the officer's reasons: those of the newest request. */
const waitingView = ({ dossier }: DossierRecord, events: OpenEvent[]): Partial<DossierView> => {
  if (dossier.state === "payment-due") return { payBy: inProvince(dossier.payBy) };
  if (dossier.state !== "awaiting-supplement") return {};
  const { items = [] } = wordsOfLast(events, "supplement-requested");
  const requested = dossier.requested.map(({ answered, ...item }, index) => {
    const reason = items[index]?.reason ?? "";
    return { ...item, reason, answered };
  });
  return { respondBy: inProvince(dossier.respondBy), requested };
};

/** What the view of a dossier needs to be told besides the dossier. */
export type DossierContext = ViewContext & ClockContext;

export const dossierView = (
  record: DossierRecord,
  events: OpenEvent[],
  trackingUrl: string | null,
  arrived: ReadonlySet<string>,
  context: DossierContext,
): DossierView => {
  const { dossier, person } = record;
  const result = resultView(record, events);
  const demand = openDemand(record, context.version);
  const supplementRequests = isReceived(dossier) ? (dossier.supplements ?? 0) : 0;
  return {
    ...trackingView(standingOf(dossier), events, context),
    id: dossier.id,
    version: dossier.version,
    applicant: person.applicant,
    form: person.form,
    delivery: person.delivery,
    documents: documentViews(record, arrived, context.language),
    ...(demand === null ? {} : { payment: demand }),
    ...waitingView(record, events),
    ...(result === undefined ? {} : { result }),
    ...(dossier.state === "refused" ? { refusal: refusalView(events) } : {}),
    provisional: isRunning(dossier) && dossier.provisional,
    dueProof: dueProofView(dossier, context),
    clocks: clockViews(dossier, context),
    consumed: consumedView(events, context),
    supplementRequests,
    countsAsLate: supplementRequests > 1,
    trackingUrl,
  };
};
