import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import { cancelPayment } from "../../../shared/domain/dossiers/cancel-payment.ts";
import { recordCounterPayment } from "../../../shared/domain/dossiers/counter-payment.ts";
import type { DossierRecord } from "../../../shared/domain/dossiers/dossier-record.ts";
import type { DossierEvent } from "../../../shared/domain/dossiers/event.ts";
import { withdrawDossier } from "../../../shared/domain/dossiers/withdraw-dossier.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import type { PaymentIntent } from "../../../shared/domain/payments/intent.ts";
import type { LedgerRow } from "../../../shared/domain/payments/ledger.ts";
import { checkDossier, type DossierMoney } from "../../../shared/domain/payments/money-check/check-dossier.ts";
import { checkStatements } from "../../../shared/domain/payments/money-check/check-statements.ts";
import { MismatchKind } from "../../../shared/domain/payments/money-check/mismatch.ts";
import { daysChecked } from "../../../shared/domain/payments/money-check/money-check.ts";
import { WHAT_TO_DO } from "../../../shared/domain/payments/money-check/words.ts";
import type { StatementLine } from "../../../shared/domain/payments/provider.ts";
import { act, calendar, LAN, officer } from "../../builders/dossier.ts";
import { card, minutesAfter, moneyWorld } from "../../builders/money-world.ts";
import { withLog } from "../../functions/boundary/captured-log.ts";

type World = ReturnType<typeof moneyWorld>;

/** What the check reads of a dossier, of a world where all was written by the commands. */
const moneyOf = (world: World, id: string): DossierMoney => ({
  record: world.recordOf(id),
  version: card,
  events: structuredClone(world.store.events.get(id) ?? []),
  rows: structuredClone(world.store.ledger.filter(({ dossierId }) => dossierId === id)),
  since: "2026-11-10",
  toGiveBack: new Set(world.store.refunds.map(({ intentId }) => intentId)),
});

/** A dossier whose fee is paid, and of which the second payment under the same number is to be given back. */
const paidTwice = async (): Promise<DossierMoney> => {
  const world = moneyWorld();
  const { dossier } = await world.owing();
  const intent = await world.begin(dossier.id);
  await world.calls(intent);
  await world.calls(intent, { transaction: "77" });
  return moneyOf(world, dossier.id);
};
const waiting = async (): Promise<DossierMoney> => {
  const world = moneyWorld();
  const { dossier } = await world.owing();
  await world.begin(dossier.id);
  return moneyOf(world, dossier.id);
};
const paidMoney = await paidTwice();
const waitingMoney = await waiting();

const kindsOf = (money: DossierMoney): string[] => checkDossier(money).map(({ kind }) => kind);
const intents = (money: DossierMoney, change: (intent: PaymentIntent) => PaymentIntent | null): DossierMoney => ({
  ...money,
  record: { ...money.record, intents: money.record.intents.flatMap((intent) => change(intent) ?? []) },
});
const rows = (money: DossierMoney, change: (row: LedgerRow) => LedgerRow | null): DossierMoney => ({
  ...money,
  rows: money.rows.flatMap((row) => change(row) ?? []),
});
const dossier = (money: DossierMoney, change: object): DossierMoney => ({
  ...money,
  record: { ...money.record, dossier: { ...money.record.dossier, ...change } as DossierRecord["dossier"] },
});
const events = (money: DossierMoney, change: (event: DossierEvent) => DossierEvent | null): DossierMoney => ({
  ...money,
  events: money.events.flatMap((event) => change(event) ?? []),
});
const isFirst = ({ state }: PaymentIntent): boolean => state === "paid";
const [firstRow, secondRow] = paidMoney.rows as [LedgerRow, LedgerRow];
const refundRow: LedgerRow = { ...secondRow, kind: "refund", refundId: "r", transaction: "88", amount: 650_000 };
const refunded = intents(paidMoney, (intent) =>
  isFirst(intent) ? intent : { ...intent, reserved: 650_000, refunded: 650_000 },
);
const demand = waitingMoney.record.dossier.state === "payment-due" ? waitingMoney.record.dossier.demand : undefined;

describe("a check of a dossier's money", () => {
  it("finds nothing where all is as the commands left it", () => {
    expect(checkDossier(paidMoney)).toEqual([]);
    expect(checkDossier(waitingMoney)).toEqual([]);
    expect(checkDossier({ ...refunded, rows: [...paidMoney.rows, refundRow], toGiveBack: new Set() })).toEqual([]);
  });

  it.each<[planted: string, DossierMoney, found: string[]]>([
    ["a row that was lost", rows(paidMoney, (row) => (row === firstRow ? null : row)), ["payment-without-ledger"]],
    [
      "a row of a payment that nobody knows",
      { ...paidMoney, rows: [...paidMoney.rows, { ...firstRow, intentId: "unknown" }] },
      ["ledger-without-payment"],
    ],
    [
      "a row of a payment that is still pending",
      { ...waitingMoney, rows: [{ ...firstRow, intentId: waitingMoney.record.intents[0]?.id ?? "" }] },
      ["ledger-without-payment"],
    ],
    [
      "a row of another amount",
      rows(paidMoney, (row) => (row === firstRow ? { ...row, amount: 650_001 } : row)),
      ["ledger-differs"],
    ],
    [
      "a row of another transaction",
      rows(paidMoney, (row) => (row === firstRow ? { ...row, transaction: "1" } : row)),
      ["ledger-differs"],
    ],
    [
      "a second row of one payment",
      { ...paidMoney, rows: [...paidMoney.rows, { ...firstRow, transaction: "2" }] },
      ["ledger-differs"],
    ],
    ["a task to refund that was lost", { ...paidMoney, toGiveBack: new Set<string>() }, ["unowed-without-refund"]],
    [
      "money paid twice that does not say so",
      { ...intents(paidMoney, ({ refundDueSince: _, ...rest }) => rest), toGiveBack: new Set<string>() },
      ["unowed-without-refund"],
    ],
    [
      "late money of which no event says that it met a demand",
      events(
        intents(paidMoney, (intent) => (isFirst(intent) ? { ...intent, state: "late-paid" } : intent)),
        (event) => (event.what === "payment-confirmed" ? { ...event, what: "payment-unexpected" } : event),
      ),
      ["unowed-without-refund", "moved-unpaid"],
    ],
    ["a refund that the ledger lacks", { ...refunded, toGiveBack: new Set<string>() }, ["refunds-differ"]],
    [
      "a refund that the payment does not know",
      { ...paidMoney, rows: [...paidMoney.rows, refundRow] },
      ["refunds-differ"],
    ],
    [
      "a refund of before, given back twice by the ledger",
      { ...refunded, since: "2026-12-01", rows: [...paidMoney.rows, refundRow, { ...refundRow, refundId: "s" }] },
      ["refunds-differ"],
    ],
    [
      "a fee that is in while its dossier waits for it",
      {
        ...dossier(waitingMoney, {}),
        record: {
          ...waitingMoney.record,
          intents: waitingMoney.record.intents.map((intent) => ({
            ...intent,
            state: "paid" as const,
            providerReference: firstRow.transaction,
            paidAt: firstRow.paidAt,
          })),
        },
        rows: [
          {
            ...firstRow,
            intentId: waitingMoney.record.intents[0]?.id ?? "",
            reference: waitingMoney.record.intents[0]?.reference ?? "",
          },
        ],
      },
      ["paid-not-moved"],
    ],
    [
      "a dossier that went on without its payment",
      events(dossier(waitingMoney, { state: "submitted" }), (event) =>
        event.what === "payment-started" ? { ...event, what: "dossier-changed", to: "submitted" } : event,
      ),
      ["moved-unpaid"],
    ],
    [
      "a dossier whose payment was taken back to pending after it had opened the way",
      rows(
        intents(paidMoney, (intent) => (isFirst(intent) ? { ...intent, state: "pending" } : intent)),
        (row) => (row === firstRow ? null : row),
      ),
      ["moved-unpaid"],
    ],
    [
      "a submission with a fee that was received at once",
      events(waitingMoney, (event) => (event.what === "dossier-submitted" ? { ...event, to: "submitted" } : event)),
      ["moved-unpaid"],
    ],
  ])("names %s", (_, money, found) => {
    expect(kindsOf(money)).toEqual(found);
  });

  it("names a result that was handed out without the fee due on its return", () => {
    const channels = card.channels.map((channel) => ({
      ...channel,
      fees: channel.fees.map((rule) => ({ ...rule, due: "return" as const })),
    }));
    const decision = { outcome: "granted", number: "1", documentId: null, by: "leader", at: minutesAfter(1) };
    const returned = { ...dossier(paidMoney, { state: "returned", decision }), version: { ...card, channels } };
    expect(checkDossier(returned)).toMatchObject([
      { kind: "moved-unpaid", reference: "return", amounts: { demand: 650_000 } },
    ]);
    const met = intents(returned, (intent) => (isFirst(intent) ? { ...intent, demand: "return" } : intent));
    expect(kindsOf(met)).toEqual([]);
  });

  it("says whose, of which amounts and under which numbers", () => {
    const money = rows(paidMoney, (row) => (row === firstRow ? { ...row, amount: 600_000 } : row));
    const { dossier: found } = money.record;
    expect(checkDossier(money)).toEqual([
      {
        kind: "ledger-differs",
        provider: "vnpay",
        reference: firstRow.reference,
        transaction: firstRow.transaction,
        dossierId: found.id,
        code: found.state === "draft" ? "" : found.code,
        amounts: { ledger: 600_000, payment: 650_000 },
      },
    ]);
    expect(demand?.amount).toBe(650_000);
  });

  it("does not call a refund missing that may lie before the days that were read", () => {
    expect(kindsOf({ ...refunded, toGiveBack: new Set(), since: "2026-12-01" })).toEqual([]);
  });

  it("has words for every mismatch, in both languages", () => {
    for (const kind of MismatchKind.options) {
      expect(WHAT_TO_DO[kind].vi.length).toBeGreaterThan(40);
      expect(WHAT_TO_DO[kind].en.length).toBeGreaterThan(40);
    }
  });

  type Step = "begin" | "pay" | "again" | "fail" | "suspect" | "cancel" | "cash" | "waive" | "withdraw" | "second";
  const steps: Step[] = ["begin", "pay", "again", "fail", "suspect", "cancel", "cash", "waive", "withdraw", "second"];

  const happens = async (world: World, id: string, step: Step, minutes: number): Promise<void> => {
    const at = minutesAfter(minutes);
    const record = world.recordOf(id);
    const newest = record.intents.filter(({ recordedBy }) => recordedBy === undefined).at(-1);
    const commits = async (change: unknown) => {
      if (isRefusal(change)) return;
      expect(await world.store.commit(change as Parameters<typeof world.store.commit>[0])).toBe("committed");
    };
    const cashier = (payment: object) =>
      recordCounterPayment(
        record,
        { amount: 650_000, ...payment } as Parameters<typeof recordCounterPayment>[1],
        { version: card, calendar },
        act(officer("officer-cashier"), at),
        sha256,
        sealing,
      );
    switch (step) {
      case "begin":
        return void (await world.begin(id, at).catch(() => undefined));
      case "pay":
        return newest && void (await world.calls(newest, {}, at));
      case "again":
        return record.intents[0] && void (await world.calls(record.intents[0], {}, at));
      case "second":
        return newest && void (await world.calls(newest, { transaction: `9${minutes}` }, at));
      case "fail":
        return newest && void (await world.calls(newest, { outcome: "failed", status: "24-02" }, at));
      case "suspect":
        return newest && void (await world.calls(newest, { outcome: "suspect", status: "07-07" }, at));
      case "cancel":
        return newest && commits(cancelPayment(record, newest.id, { by: "cashier", words: {} }, act(LAN, at), sha256));
      case "cash":
        return commits(cashier({ method: "cash", receiptNumber: `r${minutes}` }));
      case "waive":
        return commits(cashier({ method: "waiver", reason: "Hộ nghèo" }));
      case "withdraw":
        return commits(withdrawDossier(record, "Thôi", act(LAN, at), sha256, sealing));
    }
  };

  it("finds nothing after any history of payments, cancellations, cash, waivers and withdrawal", async () => {
    const happened = fc.array(fc.record({ step: fc.constantFrom(...steps), pause: fc.integer({ min: 0, max: 20 }) }), {
      minLength: 1,
      maxLength: 9,
    });
    const holds = fc.asyncProperty(happened, async (history) => {
      const world = moneyWorld();
      const { dossier: filed } = await world.owing();
      let minutes = 0;
      for (const { step, pause } of history) {
        minutes += pause;
        await happens(world, filed.id, step, minutes);
      }
      expect(checkDossier(moneyOf(world, filed.id))).toEqual([]);
    });
    // What is suspicious is logged, and is what these histories are made of.
    await withLog(() => fc.assert(holds, { numRuns: 200 }));
  });
});

describe("a check of statements", () => {
  const line = (over: Partial<StatementLine> = {}): StatementLine => ({
    kind: "payment",
    reference: firstRow.reference,
    transaction: firstRow.transaction,
    amount: firstRow.amount,
    at: firstRow.paidAt,
    ...over,
  });
  const of = (lines: StatementLine[] | null, day = firstRow.day, ledger: LedgerRow[] = [firstRow]) =>
    ({ provider: "vnpay", day, rows: ledger, lines }) as const;

  it.each<[string, Parameters<typeof checkStatements>[0], string[]]>([
    ["nothing where they agree", [of([line()])], []],
    ["nothing where there is no statement", [of(null)], []],
    ["a line that the ledger lacks", [of([line(), line({ transaction: "9" })])], ["statement-missing-in-ledger"]],
    ["a row that the statement lacks", [of([])], ["statement-missing-in-statement"]],
    ["another amount", [of([line({ amount: 1 })])], ["statement-amount-differs"]],
    ["a line that is there twice", [of([line(), line()])], ["statement-duplicate-line"]],
    [
      "nothing where the provider books on the day after, and both days are here",
      [of([]), of([line()], "2026-11-24", [])],
      [],
    ],
    [
      "what is not of the same provider",
      [of([line()]), { ...of([line()]), provider: "momo", rows: [] }],
      ["statement-missing-in-ledger"],
    ],
  ])("finds %s", (_, days, found) => {
    expect(checkStatements(days).map(({ kind }) => kind)).toEqual(found);
  });

  it("reads two weeks, its own day as the last", () => {
    const days = daysChecked("2026-11-23T19:30:00.000Z");
    expect([days.length, days[0], days.at(-1)]).toEqual([14, "2026-11-11", "2026-11-24"]);
  });
});
