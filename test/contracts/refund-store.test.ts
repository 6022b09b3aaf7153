import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { refundStore } from "../../shared/adapters/dynamodb/refund-store.ts";
import { type ChangeSet, changeOf } from "../../shared/domain/dossiers/change-set.ts";
import type { DossierRecord, DossierStore } from "../../shared/domain/dossiers/dossier-record.ts";
import type { RefundList } from "../../shared/domain/payments/refund-entry.ts";
import type { RefundStore } from "../../shared/domain/payments/refund-store.ts";
import { completeRefund } from "../../shared/domain/payments/refunds/complete-refund.ts";
import { approveRefund } from "../../shared/domain/payments/refunds/decide-refund.ts";
import { handOver, settleRefund } from "../../shared/domain/payments/refunds/settle-refund.ts";
import { act, expectDone, MONDAY, officer } from "../builders/dossier.ts";
import { asked, CASHIER, LEADER, must, mustRead, PAID, paidDossier, refundOf } from "../builders/refund.ts";
import { MemoryDossiers } from "../fakes/dossier-store.ts";
import { MemoryRefunds } from "../fakes/refund-store.ts";
import { emulatedTable } from "./emulated-table.ts";

type Stores = { store: DossierStore; refunds: RefundStore };

const LATER = "2026-11-23T02:30:00.000Z";
const PROVIDER = { kind: "provider", id: "vnpay" } as const;
const approve = (record: DossierRecord, by = LEADER) => expectDone(approveRefund(refundOf(record), act(by), sha256));
const expectChange = (change: ChangeSet | null): ChangeSet => {
  if (change === null) throw new Error("nothing to change");
  return change;
};

/** A record as somebody saw it who did not see what was written since, but for the dossier's own version. */
const seenEarlier = async (store: DossierStore, earlier: DossierRecord): Promise<DossierRecord> => ({
  ...earlier,
  dossier: (await mustRead(store, earlier.dossier.id)).dossier,
});

const laws = (name: string, open: () => Stores) =>
  describe(`refunds, ${name}`, () => {
    const requested = async (amount = PAID, intent = {}) => {
      const stores = open();
      const { id, unit } = await paidDossier(stores.store, intent);
      const before = await mustRead(stores.store, id);
      const refund = await must(stores.store, id, (record) => asked(record, amount));
      return { ...stores, id, unit, before, refund };
    };
    const approved = async (intent = {}) => {
      const made = await requested(PAID, intent);
      await must(made.store, made.id, approve);
      return made;
    };
    /** The lists that a dossier's lines stand in. */
    const listsOf = async (refunds: RefundStore, id: string): Promise<string[]> => {
      const found: string[] = [];
      for (const list of ["due", "requested", "approved", "by-hand", "unanswered"] satisfies RefundList[]) {
        const { items } = await refunds.entries(list, { limit: 100, after: undefined });
        found.push(...items.flatMap((entry) => (entry.dossierId === id ? [list] : [])));
      }
      return found;
    };

    it("come back with their dossier, whole", async () => {
      const { store, id, refund } = await requested(1000);
      expect((await mustRead(store, id)).refunds).toEqual([
        {
          id: refund,
          intentId: `${id}aaaaaa`,
          dossierId: id,
          amount: 1000,
          state: "requested",
          since: MONDAY,
          requestedBy: "cashier",
          requestedAt: MONDAY,
        },
      ]);
    });

    it("are asked for once of two cashiers who want the whole at once", async () => {
      const { store } = open();
      const { id } = await paidDossier(store);
      const record = await mustRead(store, id);
      const changes = [CASHIER, officer("other")].map((by) => expectDone(asked(record, PAID, by)));
      const outcomes = await Promise.all(changes.map((change) => store.commit(change)));
      expect(outcomes.sort()).toEqual(["committed", "stale"]);
      expect((await mustRead(store, id)).intents[0]).toMatchObject({ reserved: PAID });
    });

    it("are not asked for beyond what was paid, also by who saw the payment as it was before", async () => {
      const { store, id, before } = await requested(PAID - 1000);
      const seen = await seenEarlier(store, before);
      expect(await store.commit(expectDone(asked(seen, 1001)))).toBe("stale");
      expect(await store.commit(expectDone(asked(seen, 1000)))).toBe("committed");
      expect((await mustRead(store, id)).refunds).toHaveLength(2);
    });

    it("are not approved by who asked for them, whatever was read of who that was", async () => {
      const { store, id } = await requested();
      const record = await mustRead(store, id);
      const seen = { ...record, refunds: record.refunds.map((one) => ({ ...one, requestedBy: "somebody" })) };
      expect(await store.commit(approve(seen, CASHIER))).toBe("stale");
      expect((await mustRead(store, id)).refunds).toMatchObject([{ state: "requested" }]);
      expect(await store.commit(approve(record, LEADER))).toBe("committed");
    });

    it("are not paid out by who approved them, whatever was read of who that was", async () => {
      const { store, id } = await approved({ provider: "cash" });
      const record = await mustRead(store, id);
      const seen = { ...record, refunds: record.refunds.map((one) => ({ ...one, approvedBy: "somebody" })) };
      const paid = (of: DossierRecord, by = LEADER) =>
        expectDone(completeRefund(refundOf(of), { method: "cash", reference: "7" }, act(by), sha256));
      expect(await store.commit(paid(seen))).toBe("stale");
      expect(await store.commit(paid(record, CASHIER))).toBe("committed");
    });

    it("take no step from a state that it does not start from, also of who saw an earlier one", async () => {
      const { store, id } = await requested();
      const before = await mustRead(store, id);
      await must(store, id, approve);
      expect(await store.commit(approve(await seenEarlier(store, before), officer("chief")))).toBe("stale");
      expect((await mustRead(store, id)).refunds).toMatchObject([{ state: "approved", approvedBy: "leader" }]);
    });

    it("are approved once of twenty leaders at once", async () => {
      const { store, id } = await requested();
      const record = await mustRead(store, id);
      const leaders = Array.from({ length: 20 }, (_, nth) => officer(`leader-${nth}`));
      const outcomes = await Promise.all(leaders.map((by) => store.commit(approve(record, by))));
      expect(outcomes.filter((outcome) => outcome === "committed")).toHaveLength(1);
      const events = await store.readEvents(id);
      expect(events.filter(({ what }) => what === "refund-approved")).toHaveLength(1);
    });

    it("stand in one list each, wherever they are", async () => {
      const { store, refunds } = open();
      const { id } = await paidDossier(store, {}, true);
      expect(await listsOf(refunds, id)).toEqual(["due"]);
      await must(store, id, (record) => asked(record, 1000));
      expect(await listsOf(refunds, id)).toEqual(["due", "requested"]);
      await must(store, id, (record) => asked(record, PAID - 1000));
      expect(await listsOf(refunds, id)).toEqual(["requested", "requested"]);
      await must(store, id, approve);
      expect((await listsOf(refunds, id)).sort()).toEqual(["approved", "requested"]);
      const refused = { answer: "refused", code: "95" } as const;
      const at = (await mustRead(store, id)).refunds.find(({ state }) => state === "approved")?.id;
      await must(store, id, (record) => settleRefund(refundOf(record, at), refused, act(PROVIDER), sha256));
      expect(await listsOf(refunds, id)).toEqual(["due", "requested"]);
    });

    it("have an attempt taken by one of many runs, the dossier's version as it was", async () => {
      const { store, refunds, id } = await approved();
      const record = await mustRead(store, id);
      const { refund } = refundOf(record);
      const taken = await Promise.all(Array.from({ length: 20 }, () => refunds.takeAttempt(refund, LATER)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const after = await mustRead(store, id);
      expect(after.refunds).toEqual([{ ...refund, attempts: 1, askedAt: LATER }]);
      expect(after.dossier).toEqual(record.dossier);
      expect(await refunds.takeAttempt(refund, LATER)).toBe(false);
      const second = () => refunds.takeAttempt(refundOf(after).refund, LATER);
      expect([await second(), await second()]).toEqual([true, false]);
    });

    it("have no attempt taken and nothing noted where they do not wait for their provider", async () => {
      const { store, refunds, id } = await requested();
      const record = await mustRead(store, id);
      expect(await refunds.takeAttempt(refundOf(record).refund, LATER)).toBe(false);
      await refunds.noteAnswer(refundOf(record).refund, { lastAnswer: "accepted", acceptedAt: LATER });
      expect((await mustRead(store, id)).refunds).toEqual(record.refunds);
    });

    it("keep what the provider said last, and when it said that the money is on its way", async () => {
      const { store, refunds, id } = await approved();
      const { refund } = refundOf(await mustRead(store, id));
      await refunds.noteAnswer(refund, { lastAnswer: "accepted", acceptedAt: LATER });
      await refunds.noteAnswer(refund, { lastAnswer: "timeout" });
      expect((await mustRead(store, id)).refunds).toEqual([{ ...refund, lastAnswer: "timeout", acceptedAt: LATER }]);
    });

    it("are left to a cashier's hand only where no run has asked, also of who did not see that one has", async () => {
      const { store, refunds, id } = await approved();
      const record = await mustRead(store, id);
      const left = () =>
        expectChange(handOver(refundOf(record), act({ kind: "schedule", id: "send-refunds" }), sha256));
      await refunds.takeAttempt(refundOf(record).refund, LATER);
      expect(await store.commit(left())).toBe("stale");
    });

    it("are listed oldest first, page by page, to the unit that holds the dossier now", async () => {
      const { store, refunds } = open();
      const made: string[] = [];
      for (let nth = 0; nth < 5; nth += 1) {
        const { id } = await paidDossier(store);
        await must(store, id, (record) => asked(record, 1000, CASHIER, `2026-01-0${5 - nth}T00:00:00.000Z`));
        made.unshift(id);
      }
      const moved = await mustRead(store, String(made[2]));
      const { dossier } = moved;
      if (dossier.state === "draft") throw new Error("not filed");
      const handed = { ...dossier, step: { ...dossier.step, unit: "elsewhere" } };
      await must(store, dossier.id, () => changeOf(dossier, handed, { what: "dossier-assigned" }, act(LEADER), sha256));
      const oldest = (lines: { dossierId: string; at: string }[]) =>
        lines.flatMap((line) => (line.at < "2026-02" ? [line.dossierId] : []));
      const first = await refunds.lines("requested", dossier.step.unit, { limit: 2, after: undefined });
      expect(oldest(first.items)).toEqual([made[0], made[1]]);
      expect(first.items[0]).toMatchObject({ code: expect.stringMatching(/^H42\.77-/), amount: 1000 });
      expect(first.next).not.toBeNull();
      const second = await refunds.lines("requested", dossier.step.unit, { limit: 2, after: first.next ?? "" });
      expect(oldest(second.items)).toEqual([made[3], made[4]]);
      const other = await refunds.lines("requested", "elsewhere", { limit: 2, after: undefined });
      expect(oldest(other.items)).toEqual([made[2]]);
      expect(other.next).toBeNull();
    });
  });

laws("in memory", () => {
  const store = new MemoryDossiers();
  return { store, refunds: new MemoryRefunds(store) };
});

let emulated: Awaited<ReturnType<typeof emulatedTable>>;
beforeAll(async () => {
  emulated = await emulatedTable();
});
afterAll(() => emulated?.stop());
laws("in the emulator", () => ({ store: dossierStore(emulated), refunds: refundStore(emulated) }));
