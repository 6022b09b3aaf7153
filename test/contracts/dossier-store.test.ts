import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { codeStore } from "../../shared/adapters/dynamodb/code-store.ts";
import { dossierLists } from "../../shared/adapters/dynamodb/dossier-lists.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { fileStore } from "../../shared/adapters/dynamodb/file-store.ts";
import type { OfficeFile } from "../../shared/domain/documents/declared-document.ts";
import { type ChangeSet, hashOfEvent } from "../../shared/domain/dossiers/change-set.ts";
import type { CodeStore, DossierLists, DossierStore, FileStore } from "../../shared/domain/dossiers/dossier-record.ts";
import { createDraft, deleteDraft } from "../../shared/domain/dossiers/draft.ts";
import type { MoveName } from "../../shared/domain/dossiers/moves/moves.ts";
import { startPayment } from "../../shared/domain/dossiers/payment.ts";
import { admitSubmission, submitDossier } from "../../shared/domain/dossiers/submit-dossier.ts";
import { withdrawDossier } from "../../shared/domain/dossiers/withdraw-dossier.ts";
import { opened } from "../../shared/domain/dossiers/words.ts";
import { act, calendar, expectDone, fullContent, LAN, MONDAY, procedure, terms } from "../builders/dossier.ts";
import { MemoryDossiers } from "../fakes/dossier-store.ts";
import { emulatedTable } from "./emulated-table.ts";

type Stores = DossierStore & FileStore & DossierLists & CodeStore;

const card = await procedure("1.004623");
const notice = await procedure("1.004650");

/** What a lookup reads of a withdrawal: nothing that was written, not even sealed. */
const TRACKED = ["actor", "at", "changed", "code", "commandId", "dossierId", "step", "to", "unit", "version", "what"];

let people = 0;
const drafted = (owner = `citizen:person-${++people}`, at: string = MONDAY) =>
  expectDone(
    createDraft(
      {
        version: notice,
        channel: "online",
        submitter: { kind: "citizen", sub: "lan" },
        owner,
        content: fullContent(notice),
        wordsKey: sealing.newKey(),
      },
      act(LAN, at),
      sha256,
    ),
  );

const must = async <T>(value: Promise<T | undefined>): Promise<T> => {
  const found = await value;
  if (found === undefined) throw new Error("nothing there");
  return found;
};

const filing = async (stores: Stores, id: string, code: string, version = notice): Promise<ChangeSet> => {
  const record = await must(stores.read(id));
  const verdicts = record.documents.map((file) => ({ documentId: file.id, state: "clean" as const, at: MONDAY }));
  const ready = { ...record, verdicts, person: { ...record.person, form: fullContent(version).form ?? {} } };
  const admission = expectDone(admitSubmission(ready, version, new Set(), { calendar, terms }, MONDAY));
  return submitDossier(admission, code, act(LAN), sha256);
};

const filed = async (stores: Stores, code: string) => {
  const draft = drafted();
  await stores.commit(draft);
  const change = await filing(stores, draft.after.id, code);
  expect(await stores.commit(change)).toBe("committed");
  return { id: draft.after.id, change };
};

const laws = (name: string, open: () => Stores) =>
  describe(`dossier stores, ${name}`, () => {
    let codes = 0;
    const nextCode = () => `H42.12-261123-${String(++codes).padStart(4, "0")}`;

    it("gives back what was committed, whole", async () => {
      const stores = open();
      const change = drafted();
      expect(await stores.commit(change)).toBe("committed");
      const record = await stores.read(change.after.id);
      expect(record).toEqual({
        dossier: change.after,
        person: change.person,
        documents: change.documents,
        files: [],
        verdicts: [],
        intents: [],
        refunds: [],
      });
      expect(await stores.readEvent(change.after.id, change.event.commandId)).toEqual(change.event);
      expect(await stores.readEvents(change.after.id)).toEqual([change.event]);
    });

    it("knows nothing of a dossier that is not there", async () => {
      const stores = open();
      expect(await stores.read("aaaaaaaaaaaaaaaa")).toBeUndefined();
      expect(await stores.readEvent("aaaaaaaaaaaaaaaa", "x")).toBeUndefined();
      expect(await stores.readEvents("aaaaaaaaaaaaaaaa")).toEqual([]);
    });

    it("commits a command once: its copy is `repeated` and changes nothing", async () => {
      const stores = open();
      const change = drafted();
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => stores.commit(change)));
      expect(outcomes.filter((outcome) => outcome === "committed")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "repeated")).toHaveLength(3);
    });

    it("lets one of two writers win who saw the same version", async () => {
      const stores = open();
      const draft = drafted();
      await stores.commit(draft);
      const changes = await Promise.all([1, 2, 3, 4, 5].map(() => filing(stores, draft.after.id, nextCode())));
      const outcomes = await Promise.all(changes.map((change) => stores.commit(change)));
      expect(outcomes.filter((outcome) => outcome === "committed")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "stale")).toHaveLength(4);
      expect(await stores.readEvents(draft.after.id)).toHaveLength(2);
    });

    it("never gives one code to two dossiers", async () => {
      const stores = open();
      const code = nextCode();
      await filed(stores, code);
      const draft = drafted();
      await stores.commit(draft);
      expect(await stores.commit(await filing(stores, draft.after.id, code))).toBe("stale");
      expect((await stores.read(draft.after.id))?.dossier.state).toBe("draft");
    });

    it("writes a move only over a state that the table of moves lets it start from", async () => {
      const stores = open();
      const { id, change } = await filed(stores, nextCode());
      const { after } = change;
      if (!after) throw new Error("nothing filed");
      const moved = (move: MoveName) => ({
        before: after,
        after: { ...after, version: 3 },
        move,
        event: { ...change.event, version: 3, commandId: `${id}-3` },
      });
      expect(await stores.commit(moved("decide"))).toBe("stale");
      expect(await stores.commit(moved("accept"))).toBe("committed");
    });

    it("finds what waited for its applicant until before an instant, first to lapse first, page by page", async () => {
      const stores = open();
      const unit = `unit-${nextCode().slice(-4)}`;
      const waiting = async (until: string) => {
        const { id, change } = await filed(stores, nextCode());
        const { after } = change;
        if (!after || after.state === "draft") throw new Error("nothing filed");
        const waits = { ...after, state: "payment-due", payBy: until, version: 3, step: { ...after.step, unit } };
        const event = { ...change.event, version: 3, commandId: `${id}-3` };
        await stores.commit({ before: after, after: waits as never, move: null, event });
        return id;
      };
      const late = await waiting("2026-12-03T00:00:00.000Z");
      const first = await waiting("2026-12-01T00:00:00.000Z");
      const second = await waiting("2026-12-02T00:00:00.000Z");
      const at = "2026-12-02T12:00:00.000Z";
      const page = await stores.waitedUntil(unit, at, { limit: 1, after: undefined });
      expect(page.items.map(({ id }) => id)).toEqual([first]);
      const rest = await stores.waitedUntil(unit, at, { limit: 5, after: page.next ?? undefined });
      expect([rest.items.map(({ id }) => id), rest.next]).toEqual([[second], null]);
      const all = await stores.byUnit(unit, { limit: 9, after: undefined }, () => true);
      expect(all.items.map(({ id }) => id)).toEqual([first, second, late]);
    });

    it("keeps an officer who handled it from deciding, in the write itself", async () => {
      const stores = open();
      const { id, change } = await filed(stores, nextCode());
      const { after } = change;
      if (!after) throw new Error("nothing filed");
      const handledBy = ["officer-a"];
      const accepted = {
        ...change,
        before: after,
        after: { ...after, version: 3, handledBy },
        move: null,
        event: { ...change.event, version: 3, commandId: `${id}-3` },
      };
      expect(await stores.commit(accepted)).toBe("committed");
      const decision = (by: string) => ({
        ...accepted,
        before: accepted.after,
        after: { ...accepted.after, version: 4 },
        event: { ...change.event, version: 4, commandId: `${id}-4` },
        notHandledBy: by,
      });
      expect(await stores.commit(decision("officer-a"))).toBe("stale");
      expect(await stores.commit(decision("officer-b"))).toBe("committed");
    });

    it("keeps what an officer wrote in its event, as it was sealed, and the chain holds", async () => {
      const stores = open();
      const { id, change } = await filed(stores, nextCode());
      const record = await must(stores.read(id));
      const withdrawn = expectDone(withdrawDossier(record, "của bà Lan", act(LAN), sha256, sealing));
      expect(await stores.commit(withdrawn)).toBe("committed");
      const { person } = await must(stores.read(id));
      const events = await stores.readEvents(id);
      expect(events.at(-1)).toEqual(withdrawn.event);
      expect(opened(events, person, sealing).map(({ words }) => words)).toEqual([{}, {}, { reason: "của bà Lan" }]);
      for (const { hash, ...unhashed } of events) expect(hashOfEvent(unhashed, sha256)).toBe(hash);
      const looked = await stores.readByCode(change.event.code ?? "");
      expect(Object.keys(looked.events.at(-1) ?? {}).sort()).toEqual(TRACKED);
    });

    it("forgets the person of a deleted draft and keeps that there was one", async () => {
      const stores = open();
      const draft = drafted();
      await stores.commit(draft);
      const record = await must(stores.read(draft.after.id));
      expect(await stores.commit(expectDone(deleteDraft(record, act(LAN), sha256)))).toBe("committed");
      expect(await stores.read(draft.after.id)).toBeUndefined();
      expect((await stores.readEvents(draft.after.id)).map(({ what }) => what)).toEqual([
        "dossier-drafted",
        "draft-deleted",
      ]);
    });

    it("puts an intent beside the dossier that asked for it", async () => {
      const stores = open();
      const draft = drafted();
      await stores.commit(draft);
      await stores.commit(await filing(stores, draft.after.id, nextCode()));
      const record = await must(stores.read(draft.after.id));
      const demand = {
        id: "submission",
        due: "submission",
        amount: 650_000,
        items: [{ id: "fee", name: "Phí", kind: "fee", amount: 650_000 }],
      } as const;
      const due = { ...record.dossier, state: "payment-due", demand: { ...demand, items: [...demand.items] } } as never;
      const payment = expectDone(
        startPayment(
          { ...record, dossier: due },
          notice,
          { provider: "vnpay", merchant: "M", expiryMinutes: 15 },
          act(LAN),
          sha256,
        ),
      );
      expect(await stores.commit({ ...payment, before: record.dossier })).toBe("committed");
      expect((await stores.read(draft.after.id))?.intents).toEqual([payment.intent]);
    });

    it("numbers an agency's day from 1, each number once, also for many at a time", async () => {
      const stores = open();
      const reserve = (_: unknown, index: number) => stores.reserveNumber("H42.99", "261123", `dossier-${index}`);
      const numbers = await Promise.all(Array.from({ length: 20 }, reserve));
      expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(await stores.reserveNumber("H42.99", "261124", "dossier-0")).toBe(1);
    });

    it("gives a dossier that asks again the number it has", async () => {
      const stores = open();
      const asked = (id: string) => stores.reserveNumber("H42.98", "261123", id);
      const copies = await Promise.all(Array.from({ length: 20 }, () => asked("dossier-a")));
      expect(new Set(copies)).toEqual(new Set([1]));
      expect(await asked("dossier-b")).toBe(2);
      expect(await asked("dossier-a")).toBe(1);
      expect(await asked("dossier-c")).toBe(3);
    });

    it("finds a dossier, its events and its wrong guesses by code in one read", async () => {
      const stores = open();
      const code = nextCode();
      const { change } = await filed(stores, code);
      const { from, facts, bodyHash, previousHash, hash, ...tracked } = change.event;
      expect(await stores.readByCode(code)).toEqual({ events: [tracked], guesses: undefined });
      const counts = [];
      for (let guess = 1; guess <= 3; guess += 1) counts.push(await stores.countWrongGuess(code, MONDAY));
      expect(counts).toEqual([1, 2, 3]);
      expect((await stores.readByCode(code)).guesses).toEqual({ count: 3, lastAt: MONDAY });
    });

    it("begins the count of wrong guesses anew once, where the earlier ones are forgotten", async () => {
      const stores = open();
      const code = nextCode();
      for (let guess = 1; guess <= 3; guess += 1) await stores.countWrongGuess(code, MONDAY);
      const later = "2026-11-25T01:30:00.000Z";
      const forgetting = { count: 3, lastAt: MONDAY };
      const counts = await Promise.all([1, 2, 3].map(() => stores.countWrongGuess(code, later, forgetting)));
      expect(counts.sort()).toEqual([1, 2, 3]);
    });

    it("counts guesses on a code that does not exist alike", async () => {
      const stores = open();
      await stores.countWrongGuess("H42.12-000000-0000", MONDAY);
      expect(await stores.readByCode("H42.12-000000-0000")).toEqual({
        dossier: undefined,
        events: [],
        guesses: { count: 1, lastAt: MONDAY },
      });
    });

    it("lists one's own dossiers, newest first, page by page, and nobody else's", async () => {
      const stores = open();
      const owner = `citizen:pages-${++people}`;
      const days = [1, 2, 3, 4, 5].map((day) => `2026-11-0${day}T01:00:00.000Z`);
      const ids = [];
      for (const day of days) {
        const draft = drafted(owner, day);
        await stores.commit(draft);
        ids.unshift(draft.after.id);
      }
      await stores.commit(drafted());
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await stores.byOwner(owner, { limit: 2, after });
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map(({ id }) => id));
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(seen).toEqual(ids);
    });

    it("lists a unit's open dossiers, soonest due first, as wanted", async () => {
      const stores = open();
      const { id, change } = await filed(stores, nextCode());
      if (change.after?.state !== "submitted") throw new Error("nothing filed");
      const unit = `unit-${id}`;
      const at = (version: number, acceptBy: string, newId: string) =>
        ({
          before: null,
          after: {
            ...change.after,
            id: newId,
            version,
            acceptBy,
            step: { ...(change.after as { step: object }).step, unit },
          },
          event: { ...change.event, dossierId: newId, commandId: `${newId}-${version}` },
        }) as ChangeSet;
      const later = at(1, "2026-11-25T01:30:00.000Z", `${id.slice(1)}a`);
      const sooner = at(1, "2026-11-24T01:30:00.000Z", `${id.slice(1)}b`);
      await stores.commit(later);
      await stores.commit(sooner);
      const list = async (limit: number, after?: string) => stores.byUnit(unit, { limit, after }, () => true);
      expect((await list(10)).items.map(({ id: found }) => found.at(-1))).toEqual(["b", "a"]);
      const first = await list(1);
      expect(first.next).not.toBeNull();
      expect((await list(1, first.next ?? "")).items.map(({ id: found }) => found.at(-1))).toEqual(["a"]);
      expect((await stores.byUnit(unit, { limit: 10, after: undefined }, () => false)).items).toEqual([]);
    });

    it("names applicants for a page", async () => {
      const stores = open();
      const draft = drafted();
      await stores.commit(draft);
      expect(await stores.applicantNames([draft.after.id])).toEqual(new Map([[draft.after.id, "Nguyễn Thị Lan"]]));
    });

    it("puts an officer's file beside the dossier without a new version", async () => {
      const stores = open();
      const { id } = await filed(stores, nextCode());
      const record = await must(stores.read(id));
      const file: OfficeFile = {
        id: `${id}-aaaaaaaaaaaa`,
        purpose: "result",
        fileName: "kq.pdf",
        contentType: "application/pdf",
        size: 10,
        sha256: "b".repeat(64),
        by: "o",
        at: MONDAY,
      };
      const events = await stores.readEvents(id);
      const last = events.at(-1);
      if (!last) throw new Error("no event");
      const note = { ...last, commandId: `upload-${id}`, hash: "", previousHash: "" };
      const outcomes = [
        await stores.putFile({ dossier: record.dossier, file, event: note }),
        await stores.putFile({ dossier: record.dossier, file, event: note }),
      ];
      expect(outcomes).toEqual(["committed", "repeated"]);
      expect((await stores.read(id))?.files).toEqual([file]);
      expect((await stores.read(id))?.dossier.version).toBe(record.dossier.version);
      expect(await stores.readEvents(id)).toEqual(events);
      expect(await stores.readEvent(id, note.commandId)).toEqual(note);
    });
  });

laws("in memory", () => new MemoryDossiers());

let emulated: Awaited<ReturnType<typeof emulatedTable>>;
beforeAll(async () => {
  emulated = await emulatedTable();
});
afterAll(() => emulated?.stop());
laws("in the emulator", () => ({
  ...dossierStore(emulated),
  ...fileStore(emulated),
  ...dossierLists(emulated),
  ...codeStore(emulated),
}));

// The fee-bearing procedure is part of the shipped catalogue; the laws above use the free one.
it("has a procedure with a fee to speak of", () => expect(card.channels[0]?.fees[0]?.amount).toBe(650_000));
