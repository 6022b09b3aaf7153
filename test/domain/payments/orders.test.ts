import { describe, expect, it } from "vitest";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { demandStanding } from "../../../shared/domain/dossiers/demand.ts";
import type { DossierRecord } from "../../../shared/domain/dossiers/dossier-record.ts";
import { recordPayment, startPayment } from "../../../shared/domain/dossiers/payment.ts";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import { judgeNotice, noticeKeyOf, type ProviderNotice } from "../../../shared/domain/payments/judge-notice.ts";
import { act, calendar, expectDone, LAN, MONDAY, procedure, submitted } from "../../builders/dossier.ts";

const card = await procedure("1.004623");
const LATE = instantOf(millisOf(MONDAY) + 20 * 60_000);
const VNPAY = { kind: "provider", id: "vnpay" } as const;

const with_ = (record: DossierRecord, key: string, at: string): DossierRecord => {
  const wanted = { provider: "vnpay", merchant: "M", expiryMinutes: 15 } as const;
  const change = expectDone(startPayment(record, card, wanted, { ...act(LAN, at), commandId: key }, sha256));
  return {
    ...record,
    dossier: change.after as DossierRecord["dossier"],
    intents: [...record.intents, change.intent],
  };
};
/** A dossier with two payments of one demand: the second begun when the first had expired. */
const FIRST = with_(with_(submitted(card), "first", MONDAY), "second", LATE);
const [one, two] = FIRST.intents;

const told = (reference: string, outcome: ProviderNotice["outcome"], transaction: string): ProviderNotice => ({
  provider: "vnpay",
  reference,
  amountVnd: 650_000,
  merchant: "M",
  outcome,
  transaction,
  status: `${outcome}-${transaction}`,
});
const first = one?.reference ?? "";
const EVENTS: Record<string, ProviderNotice> = {
  success: told(first, "success", "1"),
  "second transaction": told(first, "success", "2"),
  failure: told(first, "failed", "0"),
  suspicion: told(first, "suspect", "1"),
  "not settled": told(first, "unsettled", "0"),
  "the other payment": told(two?.reference ?? "", "success", "3"),
};

type World = { record: DossierRecord; ledger: number; tasks: number; applied: ReadonlySet<string> };

const hear = (world: World, notice: ProviderNotice): World => {
  const { record } = world;
  const intents = record.intents.filter(({ reference }) => reference === notice.reference);
  const demand = demandStanding(record, card, intents[0]);
  const secondId = `${record.dossier.id}more${notice.transaction}`;
  const { change } = judgeNotice({ notice, intents, demand, at: LATE, secondId });
  if (!change || world.applied.has(noticeKeyOf(notice))) return world;
  const made = recordPayment(record, change, { version: card, calendar }, act(VNPAY, LATE), sha256);
  const { intent = change.intent } = made;
  return {
    record: {
      ...record,
      dossier: made.after as DossierRecord["dossier"],
      intents: [...record.intents.filter(({ id }) => id !== intent.id), intent].sort((a, b) =>
        a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? -1 : 1,
      ),
    },
    ledger: world.ledger + (made.ledger ?? []).reduce((sum, { amount }) => sum + amount, 0),
    tasks: world.tasks + (made.refunds?.put?.length ?? 0),
    applied: new Set([...world.applied, noticeKeyOf(notice)]),
  };
};

/** What is left at the end, whichever of the payments it was that met the demand. */
const ending = ({ record, ledger, tasks }: World) => ({
  dossier: record.dossier.state,
  states: record.intents
    .map(({ state }) => (state === "late-paid" ? "paid" : state))
    .sort()
    .join(" "),
  receipts: record.intents.filter(({ receipt }) => receipt !== undefined).length,
  ledger,
  tasks,
});

const orders = (length: number): string[][] =>
  length === 0 ? [[]] : orders(length - 1).flatMap((head) => Object.keys(EVENTS).map((name) => [...head, name]));

describe("what a provider says, in every order of up to four", () => {
  it("leads to one end: 1,554 orders of 209 bags of notices", () => {
    const ends = new Map<string, string>();
    let counted = 0;
    for (const length of [1, 2, 3, 4]) {
      for (const order of orders(length)) {
        counted += 1;
        const start: World = { record: FIRST, ledger: 0, tasks: 0, applied: new Set() };
        const world = order.reduce((current, name) => hear(current, EVENTS[name] as ProviderNotice), start);
        const end = JSON.stringify(ending(world));
        const bag = order.toSorted().join(", ");
        expect([bag, order, end]).toEqual([bag, order, ends.get(bag) ?? end]);
        ends.set(bag, end);
        const paid = new Set(order.filter((name) => /success|transaction|other/.test(name))).size;
        expect([order, world.ledger, world.tasks]).toEqual([order, paid * 650_000, Math.max(0, paid - 1)]);
        const doubles = world.record.intents.filter(({ state }) => state === "duplicate-paid").length;
        expect([order, doubles]).toEqual([order, Math.max(0, paid - 1)]);
      }
    }
    expect([counted, ends.size]).toEqual([1554, 209]);
  });
});
