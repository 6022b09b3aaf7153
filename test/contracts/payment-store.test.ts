import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { paymentStore } from "../../shared/adapters/dynamodb/payment-store.ts";
import { queryAll } from "../../shared/adapters/dynamodb/query-all.ts";
import { demandStanding } from "../../shared/domain/dossiers/demand.ts";
import type { DossierRecord, DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import { recordPayment, startPayment } from "../../shared/domain/dossiers/payment.ts";
import type { KeptCallback } from "../../shared/domain/payments/callback.ts";
import type { PaymentIntent, PaymentProvider } from "../../shared/domain/payments/intent.ts";
import { judgeNotice, type ProviderNotice } from "../../shared/domain/payments/judge-notice.ts";
import type { PaymentStore } from "../../shared/domain/payments/payment-store.ts";
import { act, calendar, expectDone, LAN, MONDAY, procedure, submitted } from "../builders/dossier.ts";
import { MemoryDossiers } from "../fakes/dossier-store.ts";
import { MemoryPayments } from "../fakes/payment-store.ts";
import { emulatedTable } from "./emulated-table.ts";

type Stores = { dossiers: DossierStore; payments: PaymentStore };

const card = await procedure("1.004623");

const keptOf = (changes: Partial<KeptCallback> = {}): KeptCallback => ({
  id: "abc234",
  provider: "vnpay",
  day: "2026-11-23",
  verdict: "unknown",
  rawQuery: "vnp_TxnRef=x",
  rawBody: new TextEncoder().encode("{}"),
  cut: false,
  at: MONDAY,
  ...changes,
});

/** A dossier that waits for its money, with a payment begun, as the stores have them. */
const begun = async ({ dossiers }: Stores, provider: PaymentProvider, id: string): Promise<PaymentIntent> => {
  const before = submitted(card);
  const record = { ...before, dossier: { ...before.dossier, id, version: 1 } } as DossierRecord;
  const birth = { before: null, after: record.dossier, move: null, person: record.person };
  const event = { ...act(LAN), dossierId: id, version: 1, what: "dossier-submitted" as const, from: null, to: "draft" };
  const rest = { facts: {}, changed: {}, previousHash: "", hash: "AAAA" };
  const born = { ...event, ...rest, to: record.dossier.state };
  expect(await dossiers.commit({ ...birth, event: { ...born, commandId: `born-${id}` } })).toBe("committed");
  const wanted = { provider, merchant: "M", expiryMinutes: 15 };
  const change = expectDone(startPayment(record, card, wanted, { ...act(LAN), commandId: `start-${id}` }, sha256));
  expect(await dossiers.commit(change)).toBe("committed");
  return change.intent;
};

const laws = (name: string, open: () => Stores) =>
  describe(`payment stores, ${name}`, () => {
    it("lead from a provider's reference to its dossier, by itself or, for payOS, by what was written with it", async () => {
      const stores = open();
      const vnpay = await begun(stores, "vnpay", "aaaaaaaaaaaaaaaa");
      const payos = await begun(stores, "payos", "bbbbbbbbbbbbbbbb");
      expect(vnpay.reference).toBe(vnpay.id);
      expect(payos.reference).toMatch(/^[1-9]\d{0,15}$/);
      expect(await stores.payments.dossierOf("vnpay", vnpay.reference)).toBe("aaaaaaaaaaaaaaaa");
      expect(await stores.payments.dossierOf("payos", payos.reference)).toBe("bbbbbbbbbbbbbbbb");
      for (const hostile of ["123", "0", "-1", "1e5", "", "9".repeat(400), "x#y", payos.id])
        expect(await stores.payments.dossierOf("payos", hostile)).toBeUndefined();
    });

    it("keep the first of equal calls and count the rest", async () => {
      const { payments } = open();
      await payments.keepCallback(keptOf());
      const later = "2026-11-23T05:00:00.000Z";
      await Promise.all([1, 2, 3].map(() => payments.keepCallback(keptOf({ at: later, rawQuery: "other" }))));
      const kept = await payments.readCallback(keptOf());
      expect(kept).toEqual({ ...keptOf(), copies: 4, lastAt: later });
      expect(new TextDecoder().decode(kept?.rawBody)).toBe("{}");
      expect(await payments.readCallback(keptOf({ id: "other" }))).toBeUndefined();
    });

    it("list a day of one provider, by verdict or all that was signed, page by page", async () => {
      const { payments } = open();
      const day = "2026-12-01";
      for (const id of ["a", "b", "c"]) await payments.keepCallback(keptOf({ id, day }));
      await payments.keepCallback(keptOf({ id: "a", day, verdict: "bad-signature" }));
      await payments.keepCallback(keptOf({ id: "a", day, provider: "momo" }));
      const whole = await payments.listCallbacks({ provider: "vnpay", day }, { limit: 10, after: undefined });
      const forged = await payments.listCallbacks(
        { provider: "vnpay", day, verdict: "bad-signature" },
        { limit: 10, after: undefined },
      );
      expect(forged.items.map(({ id }) => id)).toEqual(["a"]);
      expect(whole.items.map(({ verdict, id }) => `${verdict} ${id}`)).toEqual(["unknown a", "unknown b", "unknown c"]);
      const of = { provider: "vnpay", day, verdict: "unknown" } as const;
      const first = await payments.listCallbacks(of, { limit: 2, after: undefined });
      expect(first.items.map(({ id }) => id)).toEqual(["a", "b"]);
      const second = await payments.listCallbacks(of, { limit: 2, after: first.next ?? undefined });
      expect([second.items.map(({ id }) => id), second.next]).toEqual([["c"], null]);
    });
  });

describe("what money leaves in the table", () => {
  it("is written in the transaction of the notice: ledger, receipt, call and the task to refund, each once", async () => {
    const table = await emulatedTable();
    try {
      const stores = { dossiers: dossierStore(table), payments: paymentStore(table) };
      const intent = await begun(stores, "vnpay", "cccccccccccccccc");
      const notice: ProviderNotice = {
        provider: "vnpay",
        reference: intent.reference,
        amountVnd: intent.amount,
        merchant: "M",
        outcome: "success",
        transaction: "14000001",
        status: "00-00",
        paidAt: "2026-11-23T01:40:00.000Z",
      };
      const told = async (transaction: string) => {
        const record = (await stores.dossiers.read("cccccccccccccccc")) as DossierRecord;
        const { change } = judgeNotice({
          notice: { ...notice, transaction },
          intents: record.intents,
          demand: demandStanding(record, card, record.intents[0]),
          at: MONDAY,
          secondId: "ccccccccccccccccsecond",
        });
        if (!change) throw new Error("nothing changes");
        const by = { ...act({ kind: "provider", id: "vnpay" }), commandId: `told-${transaction}` };
        const made = recordPayment(record, change, { version: card, calendar }, by, sha256);
        return stores.dossiers.commit({ ...made, callback: keptOf({ id: transaction, verdict: "valid" }) });
      };
      expect(await told("14000001")).toBe("committed");
      expect(await told("14000002")).toBe("committed");
      expect(await told("14000002").catch(() => "nothing changes")).not.toBe("committed");
      const money: Record<string, unknown>[] = [];
      for (let shard = 0; shard < 16; shard += 1)
        money.push(...(await queryAll(table, null, "pk", `DAYBOOK#2026-11-23#${shard}`)));
      expect(money.map(({ sk }) => sk).sort()).toEqual([
        `MONEY#payment#vnpay#${intent.reference}#14000001#`,
        `MONEY#payment#vnpay#${intent.reference}#14000002#`,
        `OPENED#${intent.id}`,
      ]);
      const tasks = await queryAll(table, null, "pk", "REFUNDS#due");
      expect(tasks).toMatchObject([{ intentId: "ccccccccccccccccsecond", amount: intent.amount }]);
      const calls = await queryAll(table, null, "pk", "CALLBACKS#vnpay#2026-11-23");
      expect(calls.map(({ sk, expiresAt }) => [sk, typeof expiresAt])).toEqual([
        ["valid#14000001", "number"],
        ["valid#14000002", "number"],
      ]);
      const record = await stores.dossiers.read("cccccccccccccccc");
      const code = record?.dossier.state === "submitted" ? record.dossier.code : "";
      expect(record?.intents.map(({ state, receipt }) => [state, receipt]).sort()).toEqual([
        ["duplicate-paid", `${code}/BL2`],
        ["paid", `${code}/BL1`],
      ]);
    } finally {
      await table.stop();
    }
  });
});

laws("in memory", () => {
  const dossiers = new MemoryDossiers();
  return { dossiers, payments: new MemoryPayments(dossiers) };
});

describe("on the emulator", () => {
  let table: Awaited<ReturnType<typeof emulatedTable>>;
  beforeAll(async () => {
    table = await emulatedTable();
  });
  afterAll(() => table?.stop());
  laws("on the emulator", () => ({ dossiers: dossierStore(table), payments: paymentStore(table) }));
});
