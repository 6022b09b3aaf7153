import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeDossier } from "../../../functions/dossiers/change-dossier.ts";
import { createDossier } from "../../../functions/dossiers/create-dossier.ts";
import { deleteDossier } from "../../../functions/dossiers/delete-dossier.ts";
import type { FilesDependencies } from "../../../functions/dossiers/dependencies.ts";
import { getDossier } from "../../../functions/dossiers/get-dossier.ts";
import { lookUpDossier } from "../../../functions/dossiers/look-up-dossier.ts";
import { submitDossier } from "../../../functions/dossiers/submit-dossier.ts";
import { makeMove } from "../../../functions/office/make-move.ts";
import { uploadDocument } from "../../../functions/office/upload-document.ts";
import type { PaymentsDependencies } from "../../../functions/payments/dependencies.ts";
import { receiveVnpayIpn } from "../../../functions/payments/receive-vnpay-ipn.ts";
import { startPayment } from "../../../functions/payments/start-payment.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { hmacUnder, sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { codeStore } from "../../../shared/adapters/dynamodb/code-store.ts";
import { dossierLists } from "../../../shared/adapters/dynamodb/dossier-lists.ts";
import { dossierStore } from "../../../shared/adapters/dynamodb/dossier-store.ts";
import { fileStore } from "../../../shared/adapters/dynamodb/file-store.ts";
import { noticesOf } from "../../../shared/adapters/dynamodb/notice-store.ts";
import { verdictStore } from "../../../shared/adapters/dynamodb/verdict-store.ts";
import type { DocumentStorage } from "../../../shared/domain/documents/document-storage.ts";
import { lookupSecretOf, trackingTokenOf, trackingUrlOf } from "../../../shared/domain/dossiers/dossier-secrets.ts";
import type { MoveRequest } from "../../../shared/domain/dossiers/moves/move-request.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import type { ProviderNotice } from "../../../shared/domain/payments/judge-notice.ts";
import { calendar, fullContent, MONDAY, procedure, terms } from "../../builders/dossier.ts";
import { emulatedTable } from "../../contracts/emulated-table.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";

type Emulated = Awaited<ReturnType<typeof emulatedTable>>;
type Body = Record<string, unknown>;

const storage: DocumentStorage = {
  upload: async () => ({ method: "PUT", url: "http://gate", headers: {}, expiresAt: MONDAY }),
  arrived: async () => new Set(),
  download: async () => "http://gate",
};
const hmac = hmacUnder("a key of the test");
const links = {
  of: async (dossier: { id: string; linkVersion: number }) => ({
    lookupSecret: lookupSecretOf(dossier, hmac),
    trackingToken: trackingTokenOf(dossier, hmac),
    trackingUrl: trackingUrlOf("http://localhost:3000", dossier, hmac),
  }),
};

let emulated: Emulated;
let dossiers: FilesDependencies;
let payments: PaymentsDependencies;
let notice: ProviderNotice;
const sent: { name: string; units: number }[] = [];

/** Capacity that the table says it took, in write units; reads are not counted here. */
const unitsOf = (output: unknown): number => {
  const capacity = (output as { ConsumedCapacity?: unknown }).ConsumedCapacity;
  return [capacity ?? []]
    .flat()
    .reduce((sum: number, one) => sum + ((one as { CapacityUnits?: number }).CapacityUnits ?? 0), 0);
};

beforeAll(async () => {
  emulated = await emulatedTable();
  emulated.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
        const result = await next(args);
        sent.push({ name: String(commandName), units: unitsOf(result.output) });
        return result;
      },
    { step: "initialize", priority: "high" },
  );
  const store = dossierStore(emulated);
  const catalogue = shippedCatalogue;
  const register = organisationRegister;
  dossiers = {
    store,
    lists: dossierLists(emulated),
    codes: codeStore(emulated),
    storage,
    links,
    catalogue,
    register,
    calendar,
    terms,
    digest: sha256,
  };
  payments = {
    store,
    catalogue,
    vnpay: {
      merchant: async () => "M",
      redirectUrl: async () => "http://pay",
      readNotice: async () => ({ valid: true, notice }),
    },
    calendar,
    digest: sha256,
    expiryMinutes: 15,
    origin: "http://localhost:3000",
  };
});
afterAll(() => emulated?.stop());
beforeEach(() => {
  sent.length = 0;
});

const WRITE = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;
const writes = (): string[] =>
  sent.filter(({ name }) => WRITE.test(name)).map(({ name }) => name.replace("Command", ""));
const reads = (): string[] =>
  sent.filter(({ name }) => !WRITE.test(name)).map(({ name }) => name.replace("Command", ""));
const units = (): number => sent.filter(({ name }) => WRITE.test(name)).reduce((sum, { units: some }) => sum + some, 0);

const officeOf = () => ({ ...dossiers, files: fileStore(emulated), notices: noticesOf(emulated) });

let keys = 0;
const common = () => ({
  query: undefined,
  headers: {},
  rawQuery: "",
  sourceIp: "127.0.0.1",
  language: "vi" as const,
  at: MONDAY,
  correlationId: "test",
  command: { id: `key-${++keys}`, bodyHash: "body" },
  ifMatch: undefined,
});
const citizen = { kind: "citizen" as const, sub: "citizen-lan", name: "Lan" };
const officerOf = (name: string) => {
  const found = organisationRegister.officer(`officer-${name}`);
  if (!found) throw new Error(`nobody is ${name}`);
  return { kind: "officer" as const, sub: found.sub, name: found.name, roles: found.roles };
};

const done = (reply: unknown): Body => {
  if (isRefusal(reply)) throw new Error(JSON.stringify(reply));
  return (reply as { body: Body }).body;
};

const drafted = async (code: "1.004623" | "1.004650"): Promise<string> => {
  const content = fullContent(await procedure(code));
  const request = { ...common(), identity: citizen, path: undefined, body: { ...content, procedure: code } };
  const body = done(await createDossier(request, dossiers));
  const verdicts = verdictStore(emulated);
  for (const { documentId } of body.uploads as { documentId: string }[]) {
    await verdicts.putVerdict({ documentId, state: "clean", at: MONDAY });
  }
  sent.length = 0;
  return String(body.id);
};
const submit = async (id: string): Promise<Body> =>
  done(await submitDossier({ ...common(), identity: citizen, path: { id }, body: {} }, dossiers));

const ACCEPT: [string, MoveRequest] = ["culture-receiver", { move: "accept" }];
const SUPPLEMENT: MoveRequest = {
  move: "request-supplement",
  items: [{ requirement: (await procedure("1.004650")).documents[0]?.id ?? "", reason: "Bản chụp bị mờ" }],
};

describe("what each command writes", () => {
  it("a draft: one transaction", async () => {
    const content = fullContent(await procedure("1.004650"));
    const request = { ...common(), identity: citizen, path: undefined, body: { ...content, procedure: "1.004650" } };
    done(await createDossier(request, dossiers));
    expect(writes()).toEqual(["TransactWriteItems"]);
    expect(reads()).toEqual([]);
  });

  it("a change and a deletion of a draft: one transaction each", async () => {
    const id = await drafted("1.004650");
    const request = { ...common(), command: undefined, identity: citizen, path: { id } };
    done(await changeDossier({ ...request, body: { language: "en" } }, dossiers));
    expect(writes()).toEqual(["TransactWriteItems"]);
    sent.length = 0;
    await deleteDossier({ ...request, body: undefined }, dossiers);
    expect(writes()).toEqual(["TransactWriteItems"]);
  });

  it("a submission: the number and the transaction, within 12 write units, after one read", async () => {
    const id = await drafted("1.004650");
    await submit(id);
    expect(writes()).toEqual(["UpdateItem", "TransactWriteItems"]);
    expect(reads()).toEqual(["Query"]);
    expect(units()).toBeLessThanOrEqual(12);
  });

  it("a refused submission, and a replayed one: nothing, and no number", async () => {
    const content = await procedure("1.004650");
    const request = {
      ...common(),
      identity: citizen,
      path: undefined,
      body: { ...fullContent(content), documents: [], procedure: "1.004650" },
    };
    const bare = done(await createDossier(request, dossiers));
    sent.length = 0;
    const refused = await submitDossier(
      { ...common(), identity: citizen, path: { id: String(bare.id) }, body: {} },
      dossiers,
    );
    expect(refused).toMatchObject({ refused: "dossier-incomplete" });
    expect(writes()).toEqual([]);

    const id = await drafted("1.004650");
    const twice = { ...common(), identity: citizen, path: { id }, body: {} };
    const first = done(await submitDossier(twice, dossiers));
    sent.length = 0;
    const second = await submitDossier(twice, dossiers);
    expect(second).toMatchObject({ replayed: true, body: first });
    expect(writes()).toEqual([]);
  });

  it("a payment begun, and a payment confirmed: one transaction each", async () => {
    const id = await drafted("1.004623");
    await submit(id);
    sent.length = 0;
    const started = done(
      await startPayment({ ...common(), identity: citizen, path: { id }, body: { provider: "vnpay" } }, payments),
    );
    expect(writes()).toEqual(["TransactWriteItems"]);
    sent.length = 0;
    notice = {
      provider: "vnpay",
      reference: String(started.reference),
      amountVnd: 650_000,
      merchant: "M",
      outcome: "success",
      transaction: "1",
      status: "00-00",
    };
    const ipn = { ...common(), command: undefined, identity: undefined, path: undefined, body: undefined };
    expect(done(await receiveVnpayIpn(ipn, payments))).toMatchObject({ RspCode: "00" });
    expect(writes()).toEqual(["TransactWriteItems"]);
    expect(reads()).toEqual(["Query"]);
    sent.length = 0;
    expect(done(await receiveVnpayIpn(ipn, payments))).toMatchObject({ RspCode: "02" });
    expect(writes()).toEqual([]);
  });

  /** What each move writes, in write units: a transaction counts twice, an index once where an entry changes. */
  const MOVES: [who: string, body: MoveRequest, units: number][] = [
    ["culture-receiver", { move: "accept" }, 8],
    ["culture-receiver", { move: "complete-step" }, 7],
    ["culture-specialist", { move: "send-back", reason: "Thiếu bản gốc" }, 8],
    ["culture-receiver", { move: "complete-step", note: "Đã đủ" }, 8],
    ["culture-division-head", { move: "assign", officer: "officer-culture-specialist" }, 6],
    ["culture-leader", { move: "extend", newDueAt: "2026-12-30T09:00:00.000Z", reason: "Cần xác minh" }, 10],
    ["culture-specialist", { move: "complete-step" }, 6],
    ["culture-leader", { move: "decide", outcome: "granted" }, 7],
    ["culture-receiver", { move: "return-result", method: "counter" }, 7],
  ];

  it("every move of an officer: one transaction, within 8 write units where nothing is written beside it", async () => {
    const id = await drafted("1.004650");
    const { version } = await submit(id);
    const office = officeOf();
    let seen = Number(version);
    const counted: [string, number][] = [];
    for (const [who, body] of MOVES) {
      sent.length = 0;
      const request = { ...common(), identity: officerOf(who), path: { id }, body, ifMatch: seen };
      seen = Number(done(await makeMove(request, office)).version);
      expect([body.move, writes()]).toEqual([body.move, ["TransactWriteItems"]]);
      counted.push([body.move, units()]);
    }
    expect(counted).toEqual(MOVES.map(([, { move }, count]) => [move, count]));
  });

  /** Moves that take a dossier out of its place in the worklist; with a reason, two units more. */
  const ENDS: [moves: [string, MoveRequest][], units: number][] = [
    [[["culture-receiver", { move: "refuse", reason: "Sai thẩm quyền" }]], 9],
    [[["culture-receiver", SUPPLEMENT]], 10],
    [[ACCEPT, ["culture-receiver", { move: "request-payment", items: [{ name: "Phí", kind: "fee", amount: 9 }] }]], 8],
    [[ACCEPT, ["culture-leader", { move: "stop", reason: "Không đủ điều kiện" }]], 9],
  ];

  it.each(ENDS)("%j: %i write units", async (moves, count) => {
    const id = await drafted("1.004650");
    let seen = Number((await submit(id)).version);
    for (const [who, body] of moves) {
      sent.length = 0;
      const request = { ...common(), identity: officerOf(who), path: { id }, body, ifMatch: seen };
      seen = Number(done(await makeMove(request, officeOf())).version);
    }
    expect([writes(), units()]).toEqual([["TransactWriteItems"], count]);
  });

  it("an upload of an officer: one transaction", async () => {
    const id = await drafted("1.004650");
    await submit(id);
    sent.length = 0;
    const file = {
      purpose: "working" as const,
      fileName: "a.pdf",
      contentType: "application/pdf",
      size: 10,
      sha256: "c".repeat(64),
    };
    const request = { ...common(), identity: officerOf("culture-receiver"), path: { id }, body: file };
    done(await uploadDocument(request, officeOf()));
    expect(writes()).toEqual(["TransactWriteItems"]);
  });
});

describe("many copies of one command at once", () => {
  it("begin one payment, and all are shown the one that was stored", async () => {
    const id = await drafted("1.004623");
    await submit(id);
    const once = common();
    const request = { ...once, identity: citizen, path: { id }, body: { provider: "vnpay" as const } };
    const instants = ["2026-11-23T01:30:00.000Z", "2026-11-23T01:31:00.000Z", "2026-11-23T01:32:00.000Z"];
    const replies = await Promise.all(instants.map((at) => startPayment({ ...request, at }, payments)));
    const shown = replies.map((reply) => done(reply).expiresAt);
    const stored = (await payments.store.read(id))?.intents ?? [];
    expect(stored).toHaveLength(1);
    expect(new Set(shown).size).toBe(1);
    expect(Date.parse(String(shown[0]))).toBe(Date.parse(stored[0]?.expiresAt ?? ""));
  });

  it("upload one officer's file", async () => {
    const id = await drafted("1.004650");
    await submit(id);
    const office = officeOf();
    const file = {
      purpose: "working" as const,
      fileName: "a.pdf",
      contentType: "application/pdf",
      size: 10,
      sha256: "c".repeat(64),
    };
    const request = { ...common(), identity: officerOf("culture-receiver"), path: { id }, body: file };
    const replies = await Promise.all([1, 2, 3].map(() => uploadDocument(request, office)));
    expect(new Set(replies.map((reply) => done(reply).documentId)).size).toBe(1);
    expect((await payments.store.read(id))?.files).toHaveLength(1);
  });
});

describe("what each view reads", () => {
  it("a lookup by code: one query, and nothing is written", async () => {
    const { code, lookupSecret } = await submit(await drafted("1.004650"));
    sent.length = 0;
    const request = { ...common(), command: undefined, identity: undefined, path: undefined };
    const view = done(
      await lookUpDossier({ ...request, body: { code: String(code), secret: String(lookupSecret) } }, dossiers),
    );
    expect(view).toMatchObject({ code, state: "submitted" });
    expect([reads(), writes()]).toEqual([["Query"], []]);
  });

  it("one's own dossier: its partition and its events", async () => {
    const id = await drafted("1.004650");
    await submit(id);
    sent.length = 0;
    done(
      await getDossier({ ...common(), command: undefined, identity: citizen, path: { id }, body: undefined }, dossiers),
    );
    expect([reads(), writes()]).toEqual([["Query", "Query"], []]);
  });
});
