import { describe, expect, it } from "vitest";
import { approveRefund } from "../../../functions/office/approve-refund.ts";
import { completeRefund } from "../../../functions/office/complete-refund.ts";
import { listRefunds } from "../../../functions/office/list-refunds.ts";
import { rejectRefund } from "../../../functions/office/reject-refund.ts";
import { requestRefund } from "../../../functions/office/request-refund.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import { opened } from "../../../shared/domain/dossiers/words.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import type { Officer } from "../../../shared/domain/organisation/officer.ts";
import type { OrganisationRegister } from "../../../shared/domain/organisation/register.ts";
import type { Role } from "../../../shared/domain/organisation/role.ts";
import type { PaymentIntent } from "../../../shared/domain/payments/intent.ts";
import type { RefundList } from "../../../shared/domain/payments/refund-entry.ts";
import { MONDAY } from "../../builders/dossier.ts";
import { mustRead, PAID, paidDossier } from "../../builders/refund.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";
import { MemoryRefunds } from "../../fakes/refund-store.ts";

const ROLES: Role[] = ["receiver", "specialist", "division-head", "leader", "cashier", "admin", "auditor"];

/** A desk over one paid dossier, with officers of every role in its unit, and some elsewhere. */
const aDesk = async (intent: Partial<PaymentIntent> = {}, due = false) => {
  const store = new MemoryDossiers();
  const { id, payment, unit } = await paidDossier(store, intent, due);
  const officers = new Map<string, Officer>();
  const hire = (sub: string, roles: Role[], of = unit) =>
    officers.set(sub, { sub, name: sub, title: sub, unit: of, roles, email: null });
  for (const role of ROLES) hire(role, [role]);
  hire("both", ["cashier", "leader"]);
  hire("foreign", ["cashier", "leader"], "elsewhere");
  for (let nth = 0; nth < 20; nth += 1) hire(`leader-${nth}`, ["leader"]);
  const register = { officer: (sub: string) => officers.get(sub) } as OrganisationRegister;
  const dependencies = { store, register, digest: sha256, sealing, refunds: new MemoryRefunds(store) } as never;
  let keys = 0;
  const request = (sub: string, more: object) => ({
    identity: { kind: "officer" as const, sub, name: sub, roles: officers.get(sub)?.roles ?? ROLES },
    command: { id: `command-of-the-desk-${++keys}`, bodyHash: "body" },
    query: undefined,
    ifMatch: undefined,
    headers: {},
    rawQuery: "",
    sourceIp: "127.0.0.1",
    language: "vi" as const,
    at: MONDAY,
    correlationId: "test",
    ...more,
  });
  const said = (reply: unknown): Record<string, unknown> =>
    isRefusal(reply) ? { ...reply } : { ...(reply as { body: object }).body, ...(reply as object) };
  const at = (refundId: string) => ({ path: { id: payment, refundId } });
  return {
    store,
    id,
    payment,
    ask: async (sub: string, amount = PAID, more: object = {}) =>
      said(
        await requestRefund(
          request(sub, { path: { id: payment }, body: { amount, reason: "Thu thừa của bà Lan" }, ...more }) as never,
          dependencies,
        ),
      ),
    approve: async (sub: string, refund: unknown, more: object = {}) =>
      said(await approveRefund(request(sub, { ...at(String(refund)), body: {}, ...more }) as never, dependencies)),
    reject: async (sub: string, refund: unknown) =>
      said(
        await rejectRefund(
          request(sub, { ...at(String(refund)), body: { reason: "Đã thu đúng" } }) as never,
          dependencies,
        ),
      ),
    complete: async (sub: string, refund: unknown) =>
      said(
        await completeRefund(
          request(sub, { ...at(String(refund)), body: { method: "cash", reference: "PC 9" } }) as never,
          dependencies,
        ),
      ),
    list: async (sub: string, state: RefundList, more: object = {}) =>
      said(await listRefunds(request(sub, { query: { state, limit: 20, ...more } }) as never, dependencies)),
    words: async () => {
      const record = await mustRead(store, id);
      return opened(await store.readEvents(id), record.person, sealing);
    },
  };
};

describe("a refund at the office", () => {
  it("is asked for by a cashier, approved by a leader and handed out by a cashier", async () => {
    const desk = await aDesk({ provider: "cash", recordedBy: "somebody" });
    const asked = await desk.ask("cashier", 1000);
    expect(asked).toMatchObject({ status: 201, state: "requested", payment: desk.payment, requestedBy: "cashier" });
    expect(await desk.approve("leader", asked.id)).toMatchObject({
      status: 200,
      state: "by-hand",
      approvedBy: "leader",
    });
    expect(await desk.complete("cashier", asked.id)).toMatchObject({
      state: "refunded",
      method: "cash",
      transaction: "PC 9",
      completedBy: "cashier",
      refundedAt: "2026-11-23T08:30:00+07:00",
    });
    expect((await mustRead(desk.store, desk.id)).intents).toMatchObject([{ reserved: 1000, refunded: 1000 }]);
  });

  it("shows the officers why, and keeps that out of everything in clear", async () => {
    const desk = await aDesk();
    const asked = await desk.ask("cashier");
    await desk.reject("leader", asked.id);
    const events = (await desk.words()).slice(-2);
    expect(events.map(({ what, words }) => [what, words.reason])).toEqual([
      ["refund-requested", "Thu thừa của bà Lan"],
      ["refund-rejected", "Đã thu đúng"],
    ]);
    const { records, events: chain, refunds } = desk.store;
    const { refunds: stored } = records.get(desk.id) ?? {};
    expect(JSON.stringify([stored, [...chain.values()], refunds, desk.store.ledger])).not.toContain("Thu thừa");
  });

  it.each(ROLES)("gives a %s only what the role may", async (role) => {
    const desk = await aDesk({ provider: "cash" });
    const asks = role === "cashier" ? { status: 201 } : { refused: "role-missing" };
    expect(await desk.ask(role, 1000)).toMatchObject(asks);
    const [first, second] = [await desk.ask("both", 1000), await desk.ask("both", 1000)];
    const decides = role === "leader" ? { status: 200 } : { refused: "role-missing" };
    expect(await desk.approve(role, first.id)).toMatchObject(decides);
    expect(await desk.reject(role, second.id)).toMatchObject(decides);
    if (role !== "leader") await desk.approve("leader", first.id);
    expect(await desk.complete(role, first.id)).toMatchObject(
      role === "cashier" ? { status: 200 } : { refused: "role-missing" },
    );
    const lists = role === "cashier" || role === "leader" ? { status: 200 } : { refused: "role-missing" };
    expect(await desk.list(role, "requested")).toMatchObject(lists);
  });

  it("is unknown to another unit, as is a payment that there is not", async () => {
    const desk = await aDesk();
    const asked = await desk.ask("cashier");
    const unknown = { refused: "payment-not-found" };
    expect(await desk.ask("foreign")).toMatchObject(unknown);
    for (const act of [desk.approve, desk.reject, desk.complete])
      expect(await act("foreign", asked.id)).toMatchObject(unknown);
    expect(await desk.list("foreign", "requested")).toMatchObject({ items: [] });
    for (const id of [`${desk.id}bbbbbb`, "x", "aaaaaaaaaaaaaaaaaaaaaa"])
      expect(await desk.ask("cashier", 1, { path: { id } })).toMatchObject(unknown);
    expect(await desk.approve("leader", "none")).toMatchObject(unknown);
  });

  it("needs two people, whatever roles one has", async () => {
    const desk = await aDesk({ provider: "cash" });
    const asked = await desk.ask("both");
    expect(await desk.approve("both", asked.id)).toMatchObject({ refused: "duties-not-separated" });
    await desk.approve("leader", asked.id);
    expect(await desk.approve("leader-1", asked.id)).toMatchObject({ refused: "refund-not-open" });
    const other = await aDesk({ provider: "cash" });
    const again = await other.ask("cashier");
    await other.approve("both", again.id);
    expect(await other.complete("both", again.id)).toMatchObject({ refused: "duties-not-separated" });
  });

  it("is never decided by who took the money", async () => {
    const desk = await aDesk({ provider: "cash", recordedBy: "both" });
    const asked = await desk.ask("cashier");
    expect(await desk.approve("both", asked.id)).toMatchObject({ refused: "duties-not-separated" });
  });

  it("is one refund however often the same command comes, and shows what became of it", async () => {
    const desk = await aDesk();
    const command = { id: "the-same", bodyHash: "body" };
    const first = await desk.ask("cashier", PAID, { command });
    await desk.approve("leader", first.id);
    const again = await desk.ask("cashier", PAID, { command });
    expect(again).toMatchObject({ status: 201, replayed: true, id: first.id, state: "approved" });
    expect(await desk.ask("cashier", PAID, { command: { ...command, bodyHash: "another" } })).toMatchObject({
      refused: "idempotency-key-reused",
    });
    expect((await mustRead(desk.store, desk.id)).refunds).toHaveLength(1);
  });

  it("asked for by two cashiers at once is the whole once, and the other is told that nothing is left", async () => {
    const desk = await aDesk();
    const both = await Promise.all([desk.ask("cashier"), desk.ask("both")]);
    expect(both.map(({ status, refused }) => refused ?? status).sort()).toEqual([201, "refund-amount-refused"]);
    expect((await mustRead(desk.store, desk.id)).refunds).toHaveLength(1);
  });

  it("is approved once by twenty leaders at once", async () => {
    const desk = await aDesk();
    const asked = await desk.ask("cashier");
    const all = await Promise.all(Array.from({ length: 20 }, (_, nth) => desk.approve(`leader-${nth}`, asked.id)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(all.flatMap(({ refused }) => refused ?? []))).toEqual(new Set(["refund-not-open"]));
    expect((await desk.words()).filter(({ what }) => what === "refund-approved")).toHaveLength(1);
  });
});

describe("the lists of refunds", () => {
  it("show a task, then what was asked for, each in its place", async () => {
    const desk = await aDesk({}, true);
    const dossier = { id: desk.id, code: expect.stringMatching(/^H42/) };
    expect(await desk.list("cashier", "due")).toMatchObject({
      items: [
        {
          since: "2026-11-23T08:30:00+07:00",
          amount: PAID,
          dossier,
          payment: desk.payment,
          refund: null,
          cause: "not-owed",
        },
      ],
      next: null,
    });
    const asked = await desk.ask("cashier");
    expect(await desk.list("cashier", "due")).toMatchObject({ items: [] });
    expect(await desk.list("leader", "requested")).toMatchObject({
      items: [{ amount: PAID, refund: asked.id, cause: null }],
    });
  });

  it("come in pages, and refuse a cursor that they never gave", async () => {
    const desk = await aDesk();
    const ids = [await desk.ask("cashier", 1), await desk.ask("cashier", 2), await desk.ask("cashier", 3)].map(
      ({ id }) => id,
    );
    const first = (await desk.list("leader", "requested", { limit: 2 })) as {
      items: { refund: string }[];
      next: string;
    };
    const rest = (await desk.list("leader", "requested", { limit: 2, cursor: first.next })) as typeof first;
    expect([...first.items, ...rest.items].map(({ refund }) => refund).sort()).toEqual(ids.sort());
    expect(rest.next).toBeNull();
    const forged = Buffer.from("2026-11-23T01:30:00.000Z#zzzz").toString("base64url");
    expect(await desk.list("leader", "requested", { cursor: forged })).toMatchObject({ refused: "cursor-invalid" });
  });
});
