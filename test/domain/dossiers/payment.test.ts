import { describe, expect, it } from "vitest";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { isTold } from "../../../shared/domain/dossiers/change-set.ts";
import { demandStanding } from "../../../shared/domain/dossiers/demand.ts";
import type { DossierRecord } from "../../../shared/domain/dossiers/dossier-record.ts";
import { recordPayment, startPayment } from "../../../shared/domain/dossiers/payment.ts";
import { stopOverdue } from "../../../shared/domain/dossiers/stop-overdue.ts";
import type { IntentState } from "../../../shared/domain/payments/intent.ts";
import { judgeNotice, type ProviderNotice } from "../../../shared/domain/payments/judge-notice.ts";
import { act, calendar, expectDone, LAN, MONDAY, procedure, submitted } from "../../builders/dossier.ts";

const card = await procedure("1.004623");
const notice = await procedure("1.004650");
const VNPAY = { kind: "provider", id: "vnpay" } as const;
const wanted = { provider: "vnpay", merchant: "MOTCUA01", expiryMinutes: 15 } as const;

const start = (record: DossierRecord, at: string = MONDAY) => startPayment(record, card, wanted, act(LAN, at), sha256);

const started = (): DossierRecord => {
  const record = submitted(card);
  const change = expectDone(start(record));
  return { ...record, dossier: change.after as DossierRecord["dossier"], intents: [change.intent] };
};

const told = (record: DossierRecord, over: Partial<ProviderNotice> = {}, at: string = MONDAY) => {
  const intent = record.intents[0];
  const success: ProviderNotice = {
    provider: "vnpay",
    reference: intent?.reference ?? "",
    amountVnd: 650_000,
    merchant: "MOTCUA01",
    outcome: "success",
    transaction: "14000001",
    status: "00-00",
    ...over,
  };
  const verdict = judgeNotice({
    notice: success,
    intents: intent ? [intent] : [],
    demand: demandStanding(record, card, intent),
    at,
    secondId: `${record.dossier.id}second`,
  });
  return verdict.change
    ? recordPayment(record, verdict.change, { version: card, calendar }, act(VNPAY, at), sha256)
    : undefined;
};

describe("a payment", () => {
  it("is asked of nobody whose procedure is free", () => {
    expect(start(submitted(notice))).toMatchObject({ refused: "payment-not-due" });
  });

  it("is open once for a demand, until it expires", () => {
    const record = started();
    expect(start(record)).toMatchObject({ refused: "payment-open" });
    expect(start(record, "2026-11-23T01:46:00.000Z")).toMatchObject({ intent: { state: "pending" } });
  });

  it("that is held is waited for, and its payer is not told to pay or to cancel it", () => {
    const record = started();
    const intents = record.intents.map((intent) => ({ ...intent, state: "held" as const }));
    const [{ reference } = { reference: "" }] = intents;
    expect(start({ ...record, intents }, "2026-11-23T03:00:00.000Z")).toMatchObject({
      refused: "payment-held",
      facts: { reference },
    });
  });

  it("has a reference that is never used again and names no person", () => {
    const record = submitted(card);
    const references = [1, 2].map(() => expectDone(start(record)).intent.reference);
    expect(new Set(references).size).toBe(2);
    expect(references[0]).toMatch(/^[a-z2-7]{22}$/);
  });

  it("confirmed, moves the dossier to submitted, to be accepted within 8 working hours of that instant", () => {
    const later = "2026-11-23T01:40:00.000Z";
    const change = told(started(), {}, later);
    expect(change?.after).toMatchObject({
      state: "submitted",
      submittedAt: later,
      acceptBy: "2026-11-24T01:40:00.000Z",
    });
    expect(change?.after).not.toHaveProperty("demand");
    expect(change?.intent).toMatchObject({ state: "paid", providerReference: "14000001" });
    expect(change && isTold(change.event)).toBe(true);
  });

  it("that comes in beyond the published calendars is recorded, the time to accept still to be set", () => {
    const beyond = "2031-01-06T01:30:00.000Z";
    const change = told(started(), {}, beyond);
    expect(change?.after).toMatchObject({ state: "submitted", submittedAt: beyond, acceptBy: null });
    expect(change?.intent).toMatchObject({ state: "late-paid" });
  });

  it("failed or suspect, is recorded and moves nothing", () => {
    for (const outcome of ["failed", "suspect"] as const) {
      const change = told(started(), { outcome, status: "24-02" });
      expect(change?.after).toMatchObject({ state: "payment-due" });
      expect(change && isTold(change.event)).toBe(false);
    }
  });

  it("that is held keeps its dossier from being stopped as unpaid, until a cashier ends it", () => {
    const record = started();
    const held = told(record, { outcome: "suspect", status: "07-00" })?.intent;
    const with_ = (state: IntentState | undefined): DossierRecord => ({
      ...record,
      intents: record.intents.map((intent) => ({ ...intent, ...(state ? { state } : {}) })),
    });
    const overdue = act({ kind: "schedule", id: "sweep-deadlines" }, "2031-01-06T01:30:00.000Z");
    expect(stopOverdue(with_(held?.state), overdue, sha256)).toBeNull();
    expect(stopOverdue(with_("cancelled"), overdue, sha256)).toMatchObject({ after: { state: "stopped" } });
    expect(stopOverdue(record, overdue, sha256)).toMatchObject({ after: { state: "stopped" } });
  });

  it("of another amount, currency or merchant, changes nothing", () => {
    for (const over of [{ amountVnd: 649_999 }, { currency: "USD" }, { merchant: "OTHER" }]) {
      expect(told(started(), over)).toBeUndefined();
    }
  });
});
