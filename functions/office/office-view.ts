import * as z from "zod";
import type { Filed } from "../../shared/domain/dossiers/dossier.ts";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { type Authority, movesFor } from "../../shared/domain/dossiers/moves/check-move.ts";
import { type DossierContext, DossierView, dossierView } from "../../shared/domain/dossiers/views/dossier-view.ts";
import type { OpenEvent } from "../../shared/domain/dossiers/words.ts";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import type { Told } from "../../shared/domain/notifications/notice.ts";
import { OfficerNotice, officerNotice } from "../../shared/domain/notifications/notice-view.ts";
import { shownState } from "../../shared/domain/payments/intent.ts";
import { RefundView, refundView } from "./refund-view.ts";

/** What an officer of the dossier's unit sees, with the moves this officer may make now. */
export const OfficeView = DossierView.extend({
  step: z
    .object({
      id: z.string(),
      name: z.string(),
      unit: z.string(),
      role: z.string(),
      since: z.string(),
      dueAt: z.string().nullable(),
      late: z.boolean(),
    })
    .nullable(),
  assignee: z.string().nullable(),
  payments: z.array(
    z.object({
      id: z.string(),
      reference: z.string(),
      provider: z.string(),
      amount: z.number().int(),
      state: z.string(),
      providerReference: z.string().optional(),
      recordedBy: z.string().optional(),
      paidAt: z.string().optional(),
      refunds: z.array(RefundView),
    }),
  ),
  files: z.array(
    z.object({
      id: z.string(),
      purpose: z.string(),
      fileName: z.string(),
      size: z.number(),
      sha256: z.string(),
      state: z.string(),
    }),
  ),
  /** Of applicant and officers, oldest first. */
  notices: z.array(OfficerNotice),
  /** Given to officers, or to the applicant, newest first: of what, of which due instant, and when. */
  reminders: z.array(z.object({ kind: z.string(), dueAt: z.string(), at: z.string() })),
  events: z.array(
    z.object({
      version: z.number().int(),
      at: z.string(),
      what: z.string(),
      from: z.string().nullable(),
      to: z.string(),
      by: z.object({ kind: z.string(), id: z.string() }),
      facts: z.record(z.string(), z.unknown()),
      note: z.string().optional(),
      reason: z.string().optional(),
      legalBasis: z.string().optional(),
      receiver: z.string().optional(),
      items: z.array(z.record(z.string(), z.string())).optional(),
      comment: z.string().optional(),
    }),
  ),
  moves: z.array(z.string()),
});

const fileViews = ({ files, verdicts }: DossierRecord) =>
  files.map(({ id, purpose, fileName, size, sha256 }) => ({
    id,
    purpose,
    fileName,
    size,
    sha256,
    state: verdicts.find(({ documentId }) => documentId === id)?.state ?? "checking",
  }));

/** An event with what was written with it. */
const eventView = ({ version, at, what, from, to, actor, facts, words }: OpenEvent) => ({
  version,
  at: inProvince(at),
  what,
  from,
  to,
  by: actor,
  facts,
  ...words,
});

const stepIds = ({ step: { id, role, unit } }: Filed) => ({ id, role, unit });

export const officeView = (
  record: DossierRecord,
  events: OpenEvent[],
  { notices, reminders }: Told,
  trackingUrl: string | null,
  officer: Authority,
  context: DossierContext,
): z.infer<typeof OfficeView> => {
  const view = dossierView(record, events, trackingUrl, new Set(), context);
  const { dossier } = record;
  const filed = dossier.state === "draft" ? null : dossier;
  return {
    ...view,
    step: filed === null || view.step === null ? null : { ...view.step, ...stepIds(filed) },
    assignee: filed?.assignee ?? null,
    payments: record.intents.map((intent) => ({
      id: intent.id,
      reference: intent.reference,
      provider: intent.provider,
      amount: intent.amount,
      state: shownState(intent, context.now),
      ...(intent.providerReference === undefined ? {} : { providerReference: intent.providerReference }),
      ...(intent.recordedBy === undefined ? {} : { recordedBy: intent.recordedBy }),
      ...(intent.paidAt === undefined ? {} : { paidAt: inProvince(intent.paidAt) }),
      refunds: record.refunds
        .filter(({ intentId }) => intentId === intent.id)
        .sort((a, b) => (a.requestedAt < b.requestedAt ? -1 : 1))
        .map(refundView),
    })),
    files: fileViews(record),
    notices: notices.map(officerNotice),
    reminders: reminders.map(({ kind, dueAt, at }) => ({ kind, dueAt: inProvince(dueAt), at: inProvince(at) })),
    events: events.map(eventView),
    moves: movesFor(dossier, officer, context.version),
  };
};
