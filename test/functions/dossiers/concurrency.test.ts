import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDossier } from "../../../functions/dossiers/create-dossier.ts";
import type { FilesDependencies } from "../../../functions/dossiers/dependencies.ts";
import { submitDossier } from "../../../functions/dossiers/submit-dossier.ts";
import { withdrawDossier } from "../../../functions/dossiers/withdraw-dossier.ts";
import type { OfficeDependencies } from "../../../functions/office/dependencies.ts";
import { makeMove } from "../../../functions/office/make-move.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { hmacUnder, sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import { codeStore } from "../../../shared/adapters/dynamodb/code-store.ts";
import { dossierLists } from "../../../shared/adapters/dynamodb/dossier-lists.ts";
import { dossierStore } from "../../../shared/adapters/dynamodb/dossier-store.ts";
import { fileStore } from "../../../shared/adapters/dynamodb/file-store.ts";
import { toldOf } from "../../../shared/adapters/dynamodb/notice-store.ts";
import { verdictStore } from "../../../shared/adapters/dynamodb/verdict-store.ts";
import type { DocumentStorage } from "../../../shared/domain/documents/document-storage.ts";
import { lookupSecretOf, trackingTokenOf, trackingUrlOf } from "../../../shared/domain/dossiers/dossier-secrets.ts";
import type { MoveRequest } from "../../../shared/domain/dossiers/moves/move-request.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import type { Officer } from "../../../shared/domain/organisation/officer.ts";
import type { OrganisationRegister } from "../../../shared/domain/organisation/register.ts";
import { calendar, fullContent, procedure, terms } from "../../builders/dossier.ts";
import { type Emulated, emulatedTable } from "../../contracts/emulated-table.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";

/** Twenty of each, where the sample's register has one: a crowd at one desk. */
const CROWD = 20;
const crowd = new Map<string, Officer>();
for (let nth = 0; nth < CROWD; nth += 1) {
  for (const role of ["receiver", "specialist", "leader", "division-head"] as const) {
    const sub = `${role}-${nth}`;
    crowd.set(sub, { sub, name: sub, title: role, unit: "culture", roles: [role], email: null });
  }
  const sub = `both-${nth}`;
  crowd.set(sub, {
    sub,
    name: sub,
    title: "both",
    unit: "culture",
    roles: ["specialist", "leader", "receiver"],
    email: null,
  });
}
const register: OrganisationRegister = {
  ...organisationRegister,
  officer: (sub) => crowd.get(sub) ?? organisationRegister.officer(sub),
};

const storage: DocumentStorage = {
  upload: async () => ({ method: "PUT", url: "http://gate", headers: {}, expiresAt: "" }),
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

let table: Emulated;
let dossiers: FilesDependencies;
let office: OfficeDependencies;

beforeAll(async () => {
  table = await emulatedTable();
  const common = {
    store: dossierStore(table),
    lists: dossierLists(table),
    links,
    catalogue: shippedCatalogue,
    register,
    calendar: async () => calendar,
    terms,
    digest: sha256,
    sealing,
  };
  dossiers = { ...common, codes: codeStore(table), storage };
  office = { ...common, files: fileStore(table), told: toldOf(table) };
});
afterAll(() => table?.stop());

let keys = 0;
const nextKey = () => ({ id: `key-${++keys}`, bodyHash: "body" });
const common = (at: string) => ({
  query: undefined,
  headers: {},
  rawQuery: "",
  sourceIp: "127.0.0.1",
  language: "vi" as const,
  at,
  correlationId: "test",
  ifMatch: undefined,
});
/** A day of its own for each test, so that its numbers begin at 1. */
const dayOf = (day: number): string => `2026-03-${String(day).padStart(2, "0")}T02:00:00.000Z`;
const citizen = { kind: "citizen" as const, sub: "citizen-lan", name: "Lan" };

type Body = Record<string, unknown>;
const done = (reply: unknown): Body => {
  if (isRefusal(reply)) throw new Error(JSON.stringify(reply));
  return (reply as { body: Body }).body;
};

const content = fullContent(await procedure("1.004650"));
const create = (at: string, command = nextKey()) =>
  createDossier(
    { ...common(at), command, identity: citizen, path: undefined, body: { ...content, procedure: "1.004650" } },
    dossiers,
  );
const drafted = async (at: string): Promise<string> => {
  const { id, uploads } = done(await create(at)) as { id: string; uploads: { documentId: string }[] };
  await Promise.all(
    uploads.map(({ documentId }) => verdictStore(table).putVerdict({ documentId, state: "clean", at })),
  );
  return id;
};
const submit = (id: string, at: string, command = nextKey()) =>
  submitDossier({ ...common(at), command, identity: citizen, path: { id }, body: {} }, dossiers);
const filed = async (at: string): Promise<{ id: string; version: number }> => {
  const id = await drafted(at);
  return { id, version: Number(done(await submit(id, at)).version) };
};
const move = (sub: string, id: string, version: number, body: MoveRequest, at: string) => {
  const found = register.officer(sub);
  const identity = { kind: "officer" as const, sub, name: sub, roles: found?.roles ?? [] };
  return makeMove({ ...common(at), command: nextKey(), identity, path: { id }, body, ifMatch: version }, office);
};

/** Works through a list, so many at a time. */
const each = async <T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
};

const count = (length: number): number[] => Array.from({ length }, (_, index) => index);
const refusedAs = (reply: unknown): string => (isRefusal(reply) ? reply.refused : "done");

describe("copies of one command at once", { timeout: 60_000 }, () => {
  it("20 posts with one key make one dossier", async () => {
    const key = nextKey();
    const replies = await Promise.all(count(20).map(() => create(dayOf(2), key)));
    const ids = replies.filter((reply) => !isRefusal(reply)).map((reply) => done(reply).id);
    expect(new Set(ids).size).toBe(1);
    expect(replies.map(refusedAs).filter((code) => code !== "done" && code !== "request-in-flight")).toEqual([]);
    const first = replies.filter((reply) => !isRefusal(reply) && !(reply as { replayed?: boolean }).replayed);
    expect(first).toHaveLength(1);
  });

  it("20 submissions with one key give one code, and burn one number", async () => {
    const at = dayOf(3);
    const id = await drafted(at);
    const key = nextKey();
    const replies = await Promise.all(count(20).map(() => submit(id, at, key)));
    const codes = replies.filter((reply) => !isRefusal(reply)).map((reply) => String(done(reply).code));
    expect(new Set(codes).size).toBe(1);
    expect(codes[0]).toMatch(/-0001$/);
    expect(String(done(await submit(await drafted(at), at)).code)).toMatch(/-0002$/);
  });

  it("20 submissions with keys of their own file one dossier, and burn one number", async () => {
    const at = dayOf(4);
    const id = await drafted(at);
    const replies = await Promise.all(count(20).map(() => submit(id, at)));
    expect(replies.filter((reply) => !isRefusal(reply))).toHaveLength(1);
    expect(new Set(replies.map(refusedAs))).toEqual(new Set(["done", "move-not-allowed"]));
    expect(String(done(await submit(await drafted(at), at)).code)).toMatch(/-0002$/);
  });
});

describe("a crowd", { timeout: 120_000 }, () => {
  it("of 200 submissions gets 200 codes, ascending and without a gap", async () => {
    const at = dayOf(5);
    const ids = await each(count(200), 20, () => drafted(at));
    const replies = await Promise.all(ids.map((id) => submit(id, at)));
    const numbers = replies.map((reply) => Number(String(done(reply).code).slice(-4))).sort((a, b) => a - b);
    expect(numbers).toEqual(count(200).map((index) => index + 1));
  });

  it("of 20 officers on each of 200 dossiers makes one move each, and the rest are told that theirs is stale", async () => {
    const at = dayOf(6);
    const files = await each(count(200), 20, () => filed(at));
    const outcomes = await each(files, 10, async ({ id, version }) => {
      const replies = await Promise.all(
        count(CROWD).map((nth) => move(`receiver-${nth}`, id, version, { move: "accept" }, at)),
      );
      return replies.map(refusedAs).sort();
    });
    const one = ["done", ...Array.from({ length: CROWD - 1 }, () => "version-stale")];
    expect(outcomes.filter((outcome) => outcome.join() !== one.join())).toEqual([]);
  });

  it("of 500 races never lets an officer decide what they handled", async () => {
    const at = dayOf(9);
    const files = await each(count(100), 20, () => filed(at));
    let decided = 0;
    const selfDecided: string[] = [];
    await each(files, 10, async ({ id, version }) => {
      const sub = "both-0";
      const accepted = done(await move("receiver-0", id, version, { move: "accept" }, at));
      const handedOn = done(await move("receiver-0", id, Number(accepted.version), { move: "complete-step" }, at));
      const seen = Number(handedOn.version);
      // Five races a dossier: hand the step on and decide at once, by the same officer, from both versions.
      const races: unknown[] = [];
      for (let race = 0; race < 5; race += 1) {
        races.push(move(sub, id, seen, { move: "complete-step" }, at));
        races.push(move(sub, id, seen + (race % 2), { move: "decide", outcome: "granted" }, at));
      }
      await Promise.all(races);
      const after = await office.store.read(id);
      if (after?.dossier.state === "resolved") {
        decided += 1;
        if (after.dossier.handledBy.includes(after.dossier.decision.by)) selfDecided.push(id);
      }
      const last = await move(sub, id, after?.dossier.version ?? 0, { move: "decide", outcome: "granted" }, at);
      expect(refusedAs(last)).toBe("duties-not-separated");
      const other = await move("leader-1", id, after?.dossier.version ?? 0, { move: "decide", outcome: "granted" }, at);
      expect(refusedAs(other)).toBe("done");
    });
    expect([decided, selfDecided]).toEqual([0, []]);
  });

  it("of a withdrawal and a decision lets one of the two be, and tells the other", async () => {
    const at = dayOf(10);
    const files = await each(count(50), 20, () => filed(at));
    const ends = await each(files, 10, async ({ id, version }) => {
      const withdrawal = { ...common(at), command: nextKey(), identity: citizen, path: { id }, body: { reason: "x" } };
      const [refusal, withdrawn] = await Promise.all([
        move("receiver-2", id, version, { move: "refuse", reason: "x" }, at),
        withdrawDossier(withdrawal, dossiers),
      ]);
      const state = (await office.store.read(id))?.dossier.state;
      return [state, refusedAs(refusal), refusedAs(withdrawn)].join(" ");
    });
    for (const end of ends) {
      expect([
        "refused done move-not-allowed",
        "withdrawn version-stale done",
        "withdrawn move-not-allowed done",
      ]).toContain(end);
    }
  });
});
