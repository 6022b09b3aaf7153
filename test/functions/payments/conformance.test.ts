import { beforeEach, describe, expect, it, vi } from "vitest";
import { http } from "../../../functions/boundary/http.ts";
import type { PaymentsDependencies } from "../../../functions/payments/dependencies.ts";
import { spec as momoSpec, receiveMomoIpn } from "../../../functions/payments/receive-momo-ipn.ts";
import { spec as payosSpec, receivePayosWebhook } from "../../../functions/payments/receive-payos-webhook.ts";
import { receiveVnpayIpn, spec as vnpaySpec } from "../../../functions/payments/receive-vnpay-ipn.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import { momoProvider } from "../../../shared/adapters/momo/provider.ts";
import { payosProvider } from "../../../shared/adapters/payos/provider.ts";
import { vnpayProvider } from "../../../shared/adapters/vnpay/provider.ts";
import type { DossierRecord } from "../../../shared/domain/dossiers/dossier-record.ts";
import { startPayment } from "../../../shared/domain/dossiers/payment.ts";
import { withdrawDossier } from "../../../shared/domain/dossiers/withdraw-dossier.ts";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import type { CallbackVerdict } from "../../../shared/domain/payments/callback.ts";
import type { IntentState, PaymentIntent } from "../../../shared/domain/payments/intent.ts";
import { act, calendar, expectDone, LAN, MONDAY, procedure, submitted } from "../../builders/dossier.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";
import { CALLERS, type Caller, genuine, type Members, type Told, type Wire } from "../../builders/provider-calls.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";
import { MemoryPayments } from "../../fakes/payment-store.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";
import { aVault } from "../../fakes/vault.ts";

const card = await procedure("1.004623");
const IN_TIME = instantOf(millisOf(MONDAY) + 5 * 60_000);
const LATE = instantOf(millisOf(MONDAY) + 20 * 60_000);

type Word = "recorded" | "already-confirmed" | "order-unknown" | "amount-mismatch" | "checksum-failed" | "fault";

/** Each provider's own words, as its documents have them. */
const ANSWERS: Record<keyof typeof CALLERS, Record<Word, { status: number; body?: unknown }>> = {
  vnpay: {
    recorded: { status: 200, body: { RspCode: "00", Message: "Confirm Success" } },
    "already-confirmed": { status: 200, body: { RspCode: "02", Message: "Order already confirmed" } },
    "order-unknown": { status: 200, body: { RspCode: "01", Message: "Order not found" } },
    "amount-mismatch": { status: 200, body: { RspCode: "04", Message: "Invalid amount" } },
    "checksum-failed": { status: 200, body: { RspCode: "97", Message: "Fail checksum" } },
    fault: { status: 200, body: { RspCode: "99", Message: "Unknown error" } },
  },
  payos: {
    recorded: { status: 200, body: { success: true } },
    "already-confirmed": { status: 200, body: { success: true } },
    "order-unknown": { status: 200, body: { success: true } },
    "amount-mismatch": { status: 200, body: { success: true } },
    "checksum-failed": { status: 400, body: { success: false } },
    fault: { status: 500, body: { success: false } },
  },
  momo: {
    recorded: { status: 204 },
    "already-confirmed": { status: 204 },
    "order-unknown": { status: 204 },
    "amount-mismatch": { status: 204 },
    "checksum-failed": { status: 400 },
    fault: { status: 500 },
  },
};

/** A service with one dossier that waits for its money, and a payment of it begun with this provider. */
const aService = async (caller: Caller) => {
  const store = new MemoryDossiers();
  const payments = new MemoryPayments(store);
  const vault = aVault({ AWSCURRENT: caller.secret(caller.key) });
  const { secrets } = vault;
  const options = { secretId: "s", origin: "http://localhost:3000", apiUrl: "http://127.0.0.1:1" };
  const dependencies: PaymentsDependencies = {
    store,
    payments,
    catalogue: shippedCatalogue,
    providers: {
      vnpay: vnpayProvider(secrets, { ...options, payUrl: "http://localhost:3000/pay" }),
      payos: payosProvider(secrets, options),
      momo: momoProvider(secrets, options),
    },
    calendar: async () => calendar,
    digest: sha256,
    expiryMinutes: 15,
    origin: options.origin,
  };
  const handlers = {
    vnpay: http(vnpaySpec, () => dependencies, receiveVnpayIpn),
    payos: http(payosSpec, () => dependencies, receivePayosWebhook),
    momo: http(momoSpec, () => dependencies, receiveMomoIpn),
  };
  const first = submitted(card);
  const { id } = first.dossier;
  store.records.set(id, first);
  const begin = async (key: string, at: string = MONDAY): Promise<PaymentIntent> => {
    const record = (await store.read(id)) as DossierRecord;
    const wanted = { provider: caller.provider, merchant: caller.merchant, expiryMinutes: 15 };
    const change = expectDone(startPayment(record, card, wanted, { ...act(LAN, at), commandId: key }, sha256));
    expect(await store.commit(change)).toBe("committed");
    return change.intent;
  };
  const intent = await begin("pay");
  const call = async ({ query, body }: Wire, at: string = IN_TIME) => {
    vi.setSystemTime(at);
    const event = {
      ...httpEvent({ method: caller.provider === "vnpay" ? "GET" : "POST" }),
      rawQueryString: query,
      queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
      ...(body === "" ? {} : { body }),
    };
    const reply = await handlers[caller.provider as keyof typeof handlers](event, NO_CONTEXT);
    return {
      status: reply.statusCode,
      ...(reply.body === undefined ? {} : { body: JSON.parse(reply.body) }),
    };
  };
  const told = (changes: Partial<Told> = {}): Told => ({
    reference: intent.reference,
    amount: intent.amount,
    merchant: caller.merchant,
    outcome: "success",
    transaction: "14980726",
    at: IN_TIME,
    ...changes,
  });
  /** All that is stored of money, in one line: states of the payments, the dossier's, and the count of each. */
  const stored = () => {
    const record = store.records.get(id) as DossierRecord;
    return {
      states: record.intents.map(({ state }) => state).sort(),
      dossier: record.dossier.state,
      ledger: store.ledger.reduce((sum, { amount }) => sum + amount, 0) / intent.amount,
      tasks: store.refunds.length,
    };
  };
  const withdraw = async () => {
    const record = (await store.read(id)) as DossierRecord;
    const change = withdrawDossier(record, "Không làm nữa", { ...act(LAN, IN_TIME), commandId: "w" }, sha256, sealing);
    expect(await store.commit(expectDone(change))).toBe("committed");
  };
  return { store, payments, vault, intent, call, told, stored, withdraw, begin };
};

const UNTOUCHED = { states: ["pending"], dossier: "payment-due", ledger: 0, tasks: 0 };
const PAID = { states: ["paid"], dossier: "submitted", ledger: 1, tasks: 0 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
  return () => vi.useRealTimers();
});

type Hostile = (caller: Caller, members: Members, signature: string) => Wire[];
const without = (members: Members, index: number): Members => members.filter((_, place) => place !== index);

/** Calls that were altered on their way, each refused as badly signed, with nothing stored but the call itself. */
const ALTERED: Record<string, Hostile> = {
  "a wrong key": (caller, members) => [caller.wire(members, caller.sign(members, "KHOACUAKEKHAC"))],
  "an empty key": (caller, members) => [caller.wire(members, caller.sign(members, " "))],
  "a flipped bit in any place of the signature": (caller, members, signature) =>
    [...signature].map((_, place) => {
      const other = signature[place] === "a" ? "b" : "a";
      return caller.wire(members, `${signature.slice(0, place)}${other}${signature.slice(place + 1)}`);
    }),
  "a flipped bit in any member": (caller, members, signature) =>
    members.flatMap(([name, value], index) => {
      const inner = value.startsWith('"') ? 1 : 0;
      const places = Array.from({ length: value.length - 2 * inner }, (_, place) => place + inner);
      return places.map((place) => {
        const digit = String.fromCharCode(value.charCodeAt(place) ^ 1);
        const altered = `${value.slice(0, place)}${digit}${value.slice(place + 1)}`;
        return caller.wire(
          members.map((one, at) => (at === index ? [name, altered] : one)),
          signature,
        );
      });
    }),
  "a member dropped, whichever": (caller, members, signature) =>
    members.flatMap(([, value], index) =>
      value === "" || value === '""' ? [] : [caller.wire(without(members, index), signature)],
    ),
  "a member doubled, whichever": (caller, members, signature) =>
    members.map((member) => caller.wire([...members, member], signature)),
  "an empty signature": (caller, members) => [caller.wire(members, "")],
  "no signature": (caller, members) => [caller.wire(members, undefined)],
  "the signature in capitals": (caller, members, signature) => [caller.wire(members, signature.toUpperCase())],
  "a signature cut short": (caller, members, signature) => [caller.wire(members, signature.slice(0, -2))],
  "nothing at all": () => [{ query: "", body: "" }],
};

/** Ways to write the same that a provider does not use, of the one provider that has them. */
const REENCODED: Record<string, (caller: Caller, wire: Wire) => Wire[]> = {
  "a + written as %20": (_, { query, body }) =>
    query.includes("+") ? [{ query: query.replace("+", "%20"), body }] : [],
  "the hexadecimal of an escape in small letters": (_, { query, body }) =>
    /%[0-9A-F]{2}/.test(query)
      ? [{ query: query.replaceAll(/%[0-9A-F]{2}/g, (coded) => coded.toLowerCase()), body }]
      : [],
  "a plain letter escaped": (_, { query, body }) =>
    query === "" ? [] : [{ query: query.replace("vnp_BankCode=N", "vnp_BankCode=%4E"), body }],
  "a disguised name": (_, { query, body }) =>
    query === "" ? [] : [{ query: query.replace("vnp_Amount", "vnp%5FAmount"), body }],
  "a number with a fraction, an exponent or a zero before it": (_, { query, body }) =>
    body === ""
      ? []
      : [/"amount":(\d+)/, /"amount":(\d+)/, /"amount":(\d+)/].map((amount, way) => ({
          query,
          body: body.replace(
            amount,
            (_all, digits: string) =>
              `"amount":${["", "0"][way % 2] ?? ""}${digits}${way === 1 ? "" : way === 0 ? ".0" : "e0"}`,
          ),
        })),
  "an amount as text of another form": (_, { query, body }) =>
    body === "" ? [] : [{ query, body: body.replace(/"amount":(\d+)/, '"amount":" $1"') }],
  "trailing garbage": (_, { query, body }) => (body === "" ? [] : [{ query, body: `${body}x` }]),
};

describe.each(Object.values(CALLERS))("a call of $provider", (caller: Caller) => {
  const answer = (word: Word) => ANSWERS[caller.provider as keyof typeof ANSWERS][word];
  const badlySigned = async (wires: readonly Wire[]) => {
    const { call, stored, payments } = await aService(caller);
    for (const wire of wires) expect([wire, await call(wire)]).toEqual([wire, answer("checksum-failed")]);
    expect(stored()).toEqual(UNTOUCHED);
    expect(payments.counted("bad-signature")).toBe(wires.length);
  };

  it.each(Object.keys(ALTERED))("with %s is refused, and kept", async (name) => {
    const { told } = await aService(caller);
    const members = caller.members(told());
    const wires = ALTERED[name]?.(caller, members, caller.sign(members, caller.key)) ?? [];
    expect(wires.length).toBeGreaterThan(0);
    await badlySigned(wires);
  });

  it.each(Object.keys(REENCODED))("with %s is refused where the provider has such a thing", async (name) => {
    const { told } = await aService(caller);
    await badlySigned(REENCODED[name]?.(caller, genuine(caller, told())) ?? []);
  });

  it("with the right signature of another order is refused", async () => {
    const { call, told, stored, begin } = await aService(caller);
    const other = await begin("other", LATE);
    const members = caller.members(told());
    const stolen = caller.sign(caller.members(told({ reference: other.reference })), caller.key);
    expect(await call(caller.wire(members, stolen), LATE)).toEqual(answer("checksum-failed"));
    expect(stored()).toEqual({ ...UNTOUCHED, states: ["pending", "pending"] });
  });

  it("with its members in another order is the same call", async () => {
    const { call, told, stored } = await aService(caller);
    const members = caller.members(told());
    const wire = caller.wire(members.toReversed(), caller.sign(members, caller.key));
    expect(await call(wire)).toEqual(answer("recorded"));
    expect(stored()).toEqual(PAID);
  });

  it("with a member that is not signed is believed without it, or not at all", async () => {
    const { call, told, stored } = await aService(caller);
    const { query, body } = genuine(caller, told());
    const added =
      caller.provider === "vnpay"
        ? { query: `${query}&utm_source=x&amount=1`, body }
        : { query: "amount=1", body: body.replace(/^\{/, '{"extra":"1","amountVnd":1,') };
    expect(await call(added)).toEqual(answer("recorded"));
    expect(stored()).toEqual(PAID);
  });

  it("with a member added to what is signed is refused, where all of that is signed", async () => {
    if (caller.provider === "momo") return;
    const { told } = await aService(caller);
    const members = caller.members(told());
    const name = caller.provider === "vnpay" ? "vnp_Extra" : "extra";
    await badlySigned([caller.wire([...members, [name, "1"]], caller.sign(members, caller.key))]);
  });

  it.each<[string, Partial<Told>]>([
    ["one đồng less", { amount: 649_999 }],
    ["one đồng more", { amount: 650_001 }],
    ["a hundredth", { amount: 6_500 }],
    ["no amount", { amount: 0 }],
    ["a negative amount", { amount: -650_000 }],
    ["more than there is", { amount: 9_007_199_254_740_991 }],
    ["another merchant", { merchant: "KEKHAC01" }],
  ])("rightly signed, with %s, changes nothing and is kept as mismatched", async (_, changes) => {
    const { call, told, stored, payments } = await aService(caller);
    expect(await call(genuine(caller, told(changes)))).toEqual(answer("amount-mismatch"));
    expect(stored()).toEqual(UNTOUCHED);
    expect(payments.counted("mismatched")).toBe(1);
  });

  it("rightly signed, in another currency, changes nothing", async () => {
    if (caller.provider === "momo") return;
    const { call, told, stored } = await aService(caller);
    expect(await call(genuine(caller, told({ currency: "USD" })))).toEqual(answer("amount-mismatch"));
    expect(stored()).toEqual(UNTOUCHED);
  });

  it("of an order that nobody knows is answered so and kept", async () => {
    const { call, told, stored, payments } = await aService(caller);
    const known = ["123", "abcdefgh234567aab7k2q9", "9007199254740991"];
    for (const reference of caller.provider === "payos" ? ["123", "9007199254740991"] : known)
      expect(await call(genuine(caller, told({ reference })))).toEqual(answer("order-unknown"));
    expect(stored()).toEqual(UNTOUCHED);
    expect(payments.counted("unknown")).toBe(caller.provider === "payos" ? 2 : 3);
  });

  it("of a success, ten times over, has one effect", async () => {
    const { call, told, stored, payments } = await aService(caller);
    const wire = genuine(caller, told());
    const answers = [];
    for (let copy = 0; copy < 10; copy += 1) answers.push(await call(wire));
    expect(answers).toEqual([answer("recorded"), ...Array.from({ length: 9 }, () => answer("already-confirmed"))]);
    expect(stored()).toEqual(PAID);
    expect([payments.counted("valid"), payments.counted("duplicate")]).toEqual([1, 9]);
  });

  it("of a success, ten at once, has one effect", async () => {
    const { call, told, stored } = await aService(caller);
    const wire = genuine(caller, told());
    const answers = await Promise.all(Array.from({ length: 10 }, () => call(wire)));
    const recorded = answers.filter((one) => JSON.stringify(one) === JSON.stringify(answer("recorded")));
    expect(recorded.length).toBeGreaterThanOrEqual(1);
    expect(stored()).toEqual(PAID);
  });

  it("of a success after a failure is recorded and applied", async () => {
    const { call, told, stored } = await aService(caller);
    expect(await call(genuine(caller, told({ outcome: "failed", transaction: "1" })))).toEqual(answer("recorded"));
    expect(stored()).toEqual({ ...UNTOUCHED, states: ["failed"] });
    expect(await call(genuine(caller, told()))).toEqual(answer("recorded"));
    expect(stored()).toEqual(PAID);
  });

  it("of a failure after the success changes nothing", async () => {
    const { call, told, stored } = await aService(caller);
    expect(await call(genuine(caller, told()))).toEqual(answer("recorded"));
    expect(await call(genuine(caller, told({ outcome: "failed" })))).toEqual(answer("already-confirmed"));
    expect(stored()).toEqual(PAID);
  });

  it("of a success after the expiry is recorded as late, and meets a demand that is still open", async () => {
    const { call, told, stored, payments } = await aService(caller);
    expect(await call(genuine(caller, told({ at: LATE })), LATE)).toEqual(answer("recorded"));
    expect(stored()).toEqual({ ...PAID, states: ["late-paid"] });
    expect(payments.counted("late")).toBe(1);
  });

  it("of a success after the withdrawal is recorded, and is to be given back", async () => {
    const { call, told, stored, withdraw } = await aService(caller);
    await withdraw();
    expect(await call(genuine(caller, told()))).toEqual(answer("recorded"));
    expect(stored()).toEqual({ states: ["late-paid"], dossier: "withdrawn", ledger: 1, tasks: 1 });
  });

  it("of a second payment of the same demand is recorded, and is to be given back", async () => {
    const { call, told, stored, begin } = await aService(caller);
    const second = await begin("second", LATE);
    const more = told({ reference: second.reference, transaction: "14980999", at: LATE });
    expect(await call(genuine(caller, more), LATE)).toEqual(answer("recorded"));
    expect(await call(genuine(caller, told({ at: LATE })), LATE)).toEqual(answer("recorded"));
    expect(stored()).toEqual({ states: ["duplicate-paid", "paid"], dossier: "submitted", ledger: 2, tasks: 1 });
  });

  it("of more money under a paid reference is recorded as money that nobody owed, once", async () => {
    const { call, told, stored } = await aService(caller);
    expect(await call(genuine(caller, told()))).toEqual(answer("recorded"));
    const more = genuine(caller, told({ transaction: "14980999" }));
    for (let copy = 0; copy < 3; copy += 1) expect(await call(more)).toEqual(answer("already-confirmed"));
    expect(stored()).toEqual({ states: ["duplicate-paid", "paid"], dossier: "submitted", ledger: 2, tasks: 1 });
  });

  it("of suspicion is recorded and pays nothing; a success after it does", async () => {
    if (!caller.outcomes.includes("suspect")) return;
    const { call, told, stored } = await aService(caller);
    const held: IntentState = caller.provider === "vnpay" ? "held" : "pending";
    for (const word of ["recorded", "already-confirmed"] as const)
      expect(await call(genuine(caller, told({ outcome: "suspect" })))).toEqual(answer(word));
    expect(stored()).toEqual({ ...UNTOUCHED, states: [held] });
    expect(await call(genuine(caller, told()))).toEqual(answer("recorded"));
    expect(stored()).toEqual(PAID);
  });

  it.each(["reads", "commits", "keeps calls"])(
    "is not confirmed while the database no longer %s, and is when it does",
    async (which) => {
      const { call, told, stored, store, payments } = await aService(caller);
      const down = () => Promise.reject(new Error("the database is down"));
      const wire = which === "keeps calls" ? genuine(caller, told({ amount: 1 })) : genuine(caller, told());
      const { read, commit } = store;
      const { keepCallback } = payments;
      if (which === "reads") store.read = down;
      if (which === "commits") store.commit = down;
      if (which === "keeps calls") payments.keepCallback = down;
      expect(await call(wire)).toEqual(answer("fault"));
      expect(stored()).toEqual(UNTOUCHED);
      Object.assign(store, { read, commit });
      payments.keepCallback = keepCallback;
      expect(await call(wire)).toEqual(answer(which === "keeps calls" ? "amount-mismatch" : "recorded"));
    },
  );

  it("whose commit went through though its answer was lost is answered as confirmed, once", async () => {
    const { call, told, stored, store } = await aService(caller);
    const { commit } = store;
    store.commit = async (change) => {
      await commit(change);
      throw new Error("the connection is gone");
    };
    expect(await call(genuine(caller, told()))).toEqual(answer("fault"));
    store.commit = commit;
    expect(await call(genuine(caller, told()))).toEqual(answer("already-confirmed"));
    expect(stored()).toEqual(PAID);
  });

  it("under the next key is believed while the rotation is under way, and under the old one too", async () => {
    const { call, told, stored, vault } = await aService(caller);
    const next = "KHOAMOIKHOAMOIKHOAMOIKHOAMOIKHOA";
    const wire = genuine(caller, told({ outcome: "failed", transaction: "1" }), next);
    expect(await call(wire)).toEqual(answer("checksum-failed"));
    vault.versions.AWSPENDING = caller.secret(next);
    vault.clock.now += 20_000;
    expect(await call(wire)).toEqual(answer("recorded"));
    expect(await call(genuine(caller, told()))).toEqual(answer("recorded"));
    expect(stored()).toEqual(PAID);
  });

  it("is kept with a verdict, and within bounds where it is not signed", async () => {
    const { call, payments } = await aService(caller);
    const forged = (number: number): Wire =>
      caller.provider === "vnpay"
        ? { query: `vnp_TxnRef=${number}&vnp_SecureHash=${"a".repeat(128)}&x=${"y".repeat(9000)}`, body: "" }
        : { query: "", body: `{"signature":"${"a".repeat(64)}","n":${number},"x":"${"y".repeat(9000)}"}` };
    for (let number = 0; number < 2_000; number += 1) await call(forged(number));
    const kept = [...payments.callbacks.values()];
    expect(kept.length).toBeLessThanOrEqual(512);
    expect(kept.reduce((sum, { copies }) => sum + copies, 0)).toBe(2_000);
    expect(Math.max(...kept.map(({ rawQuery, rawBody }) => rawQuery.length + rawBody.length))).toBeLessThanOrEqual(
      8192,
    );
    expect(kept.every(({ verdict, cut }) => verdict === ("bad-signature" satisfies CallbackVerdict) && cut)).toBe(true);
  });
});
