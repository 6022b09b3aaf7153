import { describe, expect, it } from "vitest";
import { cancelOfficePayment } from "../../../functions/payments/cancel-office-payment.ts";
import { cancelPayment } from "../../../functions/payments/cancel-payment.ts";
import { inquirePayment } from "../../../functions/payments/inquire-payment.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import { wordsOf } from "../../../shared/domain/dossiers/words.ts";
import { minutesAfter, moneyWorld } from "../../builders/money-world.ts";

type World = ReturnType<typeof moneyWorld>;

let keys = 0;
const common = (minutes: number, key?: string) => {
  keys += 1;
  return {
    query: undefined,
    headers: {},
    rawQuery: "",
    sourceIp: "127.0.0.1",
    language: "vi" as const,
    at: minutesAfter(minutes),
    correlationId: "test",
    command: { id: key ?? `end-${keys}`, bodyHash: "body" },
    ifMatch: undefined,
  };
};
const officerOf = (name: string) => {
  const found = organisationRegister.officer(`officer-${name}`);
  if (!found) throw new Error(`nobody is ${name}`);
  return { kind: "officer" as const, sub: found.sub, name: found.name, roles: found.roles };
};

const one = async () => {
  const world = moneyWorld();
  const { dossier } = await world.owing();
  if (dossier.state === "draft") throw new Error("not filed");
  return { world, id: dossier.id, unit: dossier.step.unit, intent: await world.begin(dossier.id) };
};

const payerEnds = (world: World, id: string, paymentId: string, minutes = 5, sub = "citizen-lan", key?: string) =>
  cancelPayment(
    {
      ...common(minutes, key),
      identity: { kind: "citizen", sub, name: "" },
      path: { id, paymentId },
      body: {},
    },
    world.dependencies,
  );
const cashierEnds = (world: World, id: string, who: string, key?: string) =>
  cancelOfficePayment(
    { ...common(5, key), identity: officerOf(who), path: { id }, body: { reason: "Người nộp trả tiền mặt." } },
    world.dependencies,
  );
const asks = (world: World, id: string, who: string, minutes = 20) =>
  inquirePayment({ ...common(minutes), identity: officerOf(who), path: { id }, body: {} }, world.dependencies);

describe("a payer's cancellation", () => {
  it("ends a pending payment, so that another provider can be chosen", async () => {
    const { world, id, intent } = await one();
    expect(await payerEnds(world, id, intent.id)).toMatchObject({ status: 200, body: { state: "cancelled" } });
    const other = await world.begin(id, minutesAfter(6), "momo");
    expect(other).toMatchObject({ provider: "momo", state: "pending" });
    expect((await world.store.readEvents(id)).map(({ what }) => what)).toContain("payment-cancelled");
  });

  it("is answered alike when it is sent again, and happens once", async () => {
    const { world, id, intent } = await one();
    const first = await payerEnds(world, id, intent.id, 5, "citizen-lan", "same");
    const again = await payerEnds(world, id, intent.id, 6, "citizen-lan", "same");
    expect(again).toEqual({ ...first, replayed: true });
    const ended = (await world.store.readEvents(id)).filter(({ what }) => what === "payment-cancelled");
    expect(ended).toHaveLength(1);
  });

  it("leaves alone what is held, paid or over, and says what it is", async () => {
    const { world, id, intent } = await one();
    expect(await payerEnds(world, id, intent.id, 15)).toMatchObject({ members: { payment: { state: "expired" } } });
    await world.calls(intent, { outcome: "suspect", status: "07-07" });
    expect(await payerEnds(world, id, intent.id)).toMatchObject({
      refused: "payment-not-open",
      members: { payment: { state: "held" } },
    });
    await world.calls(intent);
    expect(await payerEnds(world, id, intent.id)).toMatchObject({ members: { payment: { state: "paid" } } });
  });

  it("knows nobody else's payments", async () => {
    const { world, id, intent } = await one();
    const other = await one();
    expect(await payerEnds(world, id, intent.id, 5, "citizen-minh")).toMatchObject({ refused: "dossier-not-found" });
    expect(await payerEnds(world, id, other.intent.id)).toMatchObject({ refused: "payment-not-found" });
    expect(world.intentOf(intent.id).state).toBe("pending");
  });

  it("and money that comes in after it are both kept: late, and it meets what is still due", async () => {
    const { world, id, intent } = await one();
    await payerEnds(world, id, intent.id);
    await world.calls(intent, {}, minutesAfter(7));
    expect(world.intentOf(intent.id)).toMatchObject({ state: "late-paid" });
    expect(world.recordOf(id).dossier.state).toBe("submitted");
    expect(world.store.ledger).toHaveLength(1);
  });
});

describe("a cashier's cancellation", () => {
  it("ends a payment that the provider holds, with its reason sealed, and stays ended when it holds it again", async () => {
    const { world, id, unit, intent } = await one();
    await world.calls(intent, { outcome: "suspect", status: "07-07" });
    const reply = await cashierEnds(world, intent.id, `${unit}-cashier`);
    expect(reply).toMatchObject({ status: 200, body: { state: "cancelled" } });
    const event = (await world.store.readEvents(id)).find(({ what }) => what === "payment-cancelled");
    if (!event) throw new Error("no event");
    expect(JSON.stringify(event)).not.toContain("tiền mặt");
    expect(wordsOf(event, world.recordOf(id).person, sealing)).toEqual({ reason: "Người nộp trả tiền mặt." });
    await world.calls(intent, { outcome: "suspect", status: "07-07" });
    expect(world.intentOf(intent.id).state).toBe("cancelled");
    expect(await world.begin(id, minutesAfter(8))).toMatchObject({ state: "pending" });
  });

  it("is a cashier's alone, of the unit that holds the dossier", async () => {
    const { world, unit, intent } = await one();
    const elsewhere = unit === "culture" ? "tourism" : "culture";
    expect(await cashierEnds(world, intent.id, `${unit}-leader`)).toMatchObject({ refused: "role-missing" });
    expect(await cashierEnds(world, intent.id, `${elsewhere}-cashier`)).toMatchObject({ refused: "payment-not-found" });
    expect(await cashierEnds(world, "none", `${unit}-cashier`)).toMatchObject({ refused: "payment-not-found" });
    expect(world.intentOf(intent.id).state).toBe("pending");
  });

  it("replayed answers as the payment stands, though it is settled by then", async () => {
    const { world, unit, intent } = await one();
    await cashierEnds(world, intent.id, `${unit}-cashier`, "again");
    await world.calls(intent, {}, minutesAfter(7));
    expect(await cashierEnds(world, intent.id, `${unit}-cashier`, "again")).toMatchObject({
      replayed: true,
      body: { state: "late-paid" },
    });
  });
});

describe("an inquiry on demand", () => {
  it("stores what the provider says as if it had called, and shows the payment", async () => {
    const { world, id, unit, intent } = await one();
    world.tells(intent, { paidAt: minutesAfter(5) });
    for (const who of ["leader", "cashier"]) {
      const reply = await asks(world, intent.id, `${unit}-${who}`);
      expect(reply).toMatchObject({ status: 200, body: { id: intent.id, state: "paid" } });
    }
    expect(world.asked).toHaveLength(1);
    expect(world.store.ledger).toHaveLength(1);
    expect(world.recordOf(id).dossier.state).toBe("submitted");
  });

  it("of a payment that nobody opened shows it as it is; without an answer it says so", async () => {
    const { world, unit, intent } = await one();
    expect(await asks(world, intent.id, `${unit}-cashier`)).toMatchObject({ body: { state: "expired" } });
    world.says.set(intent.reference, { answer: "unreachable", why: "timeout" });
    expect(await asks(world, intent.id, `${unit}-cashier`)).toMatchObject({
      refused: "payment-inquiry-unanswered",
      retryAfterSeconds: 60,
    });
  });

  it("is made by a cashier or a leader of the unit that holds the dossier", async () => {
    const { world, unit, intent } = await one();
    const elsewhere = unit === "culture" ? "tourism" : "culture";
    expect(await asks(world, intent.id, `${unit}-receiver`)).toMatchObject({ refused: "role-missing" });
    expect(await asks(world, intent.id, `${elsewhere}-leader`)).toMatchObject({ refused: "payment-not-found" });
    expect(world.asked).toEqual([]);
  });
});
