import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { procedureStore } from "../../shared/adapters/dynamodb/procedure-store.ts";
import { publish, readLines } from "../../shared/adapters/dynamodb/publications.ts";
import { versionStore } from "../../shared/adapters/dynamodb/version-store.ts";
import { changeDraft } from "../../shared/domain/procedures/publication/change-draft.ts";
import { discardDraft } from "../../shared/domain/procedures/publication/discard-draft.ts";
import { draftVersion } from "../../shared/domain/procedures/publication/draft-version.ts";
import { publishVersion } from "../../shared/domain/procedures/publication/publish-version.ts";
import { PROCEDURES, type VersionStore } from "../../shared/domain/procedures/publication/version-draft.ts";
import { act, expectChange, expectDone, officer, procedure, SOUND } from "../builders/dossier.ts";
import { MemoryVersions } from "../fakes/version-store.ts";
import { type Emulated, emulatedTable } from "./emulated-table.ts";

const card = await procedure("1.004623");
const ADMIN = officer("officer-culture-admin");
const TERMS = { decision: { number: "12/QĐ-UBND", date: "2026-11-20" }, validFrom: "2026-12-01" };

let codes = 0;
/** A procedure of its own for each law: version 1 is published as a deployment would. */
const fresh = () => {
  codes += 1;
  return { ...card, id: `TTHC-${9000 + codes}`, code: `9.${String(codes).padStart(6, "0")}` };
};

type Opened = { versions: VersionStore; lay: (one: typeof card) => Promise<unknown> };

const laws = (name: string, open: () => Opened) =>
  describe(`version stores, ${name}`, () => {
    const laid = async () => {
      const { versions, lay } = open();
      const one = fresh();
      await lay(one);
      return { versions, code: one.code, first: one };
    };
    const drafted = async () => {
      const { versions, code, first } = await laid();
      const change = expectDone(draftVersion(await versions.read(code), { code }, act(ADMIN)));
      expect(await versions.commit(change)).toBe("committed");
      return { versions, code, first, change };
    };

    it("know nothing of a procedure that is not there", async () => {
      const { versions } = open();
      expect(await versions.read("9.999999")).toEqual({ publications: [], drafts: [] });
      expect(await versions.readEvent(PROCEDURES, "nobody's")).toBeUndefined();
    });

    it("give back what was published and what was drafted, whole", async () => {
      const { versions, code, first, change } = await drafted();
      expect(await versions.read(code)).toEqual({ publications: [{ procedure: first }], drafts: [change.after] });
      expect(await versions.readEvent(PROCEDURES, change.event.commandId)).toEqual(change.event);
    });

    it("let one of several begin the next version", async () => {
      const { versions, code } = await laid();
      const record = await versions.read(code);
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => versions.commit(expectDone(draftVersion(record, { code }, act(ADMIN))))),
      );
      expect(outcomes.sort()).toEqual(["committed", "stale", "stale"]);
    });

    it("write a command once: its copy is `repeated` and changes nothing", async () => {
      const { versions, code } = await laid();
      const change = expectDone(draftVersion(await versions.read(code), { code }, act(ADMIN)));
      const outcomes = await Promise.all([1, 2, 3].map(() => versions.commit(change)));
      expect(outcomes.sort()).toEqual(["committed", "repeated", "repeated"]);
    });

    it("take a command of another procedure for the same where its id is the same", async () => {
      const { versions, change } = await drafted();
      const other = fresh();
      await open().lay(other);
      const copy = draftVersion(
        await versions.read(other.code),
        { code: other.code },
        { ...act(ADMIN), commandId: change.event.commandId },
      );
      expect(await versions.commit(expectDone(copy))).toBe("repeated");
    });

    it("let one of two publish, and a change that saw the draft before it loses", async () => {
      const { versions, code } = await drafted();
      const record = await versions.read(code);
      const at = { code, number: 2, seen: undefined };
      const published = () => expectDone(publishVersion(record, at, TERMS, act(ADMIN), SOUND));
      const late = expectChange(changeDraft(record, at, { procedure: { name: "Khác" } }, act(ADMIN)));
      const outcomes = await Promise.all([versions.commit(published()), versions.commit(published())]);
      expect(outcomes.sort()).toEqual(["committed", "stale"]);
      expect(await versions.commit(late)).toBe("stale");
      const { publications, drafts } = await versions.read(code);
      expect(publications).toHaveLength(2);
      expect(drafts).toMatchObject([{ number: 2, revision: 2, published: { by: "officer-culture-admin" } }]);
      expect(publications).toContainEqual(expect.objectContaining({ procedure: expect.objectContaining(TERMS) }));
    });

    it("let one of a publication and a discard win", async () => {
      const { versions, code } = await drafted();
      const record = await versions.read(code);
      const at = { code, number: 2, seen: undefined };
      const publication = expectDone(publishVersion(record, at, TERMS, act(ADMIN), SOUND));
      const discard = expectDone(discardDraft(record, at, act(ADMIN)));
      const outcomes = await Promise.all([versions.commit(publication), versions.commit(discard)]);
      expect(outcomes.toSorted()).toEqual(["committed", "stale"]);
      const { publications, drafts } = await versions.read(code);
      const published = outcomes[0] === "committed";
      expect([publications.length, "published" in (drafts[0] ?? {}), "discarded" in (drafts[0] ?? {})]).toEqual([
        published ? 2 : 1,
        published,
        !published,
      ]);
    });

    it("lay the next draft over one that was discarded, once", async () => {
      const { versions, code } = await drafted();
      const at = { code, number: 2, seen: undefined };
      const discard = expectDone(discardDraft(await versions.read(code), at, act(ADMIN)));
      expect(await versions.commit(discard)).toBe("committed");
      expect(await versions.readEvent(PROCEDURES, discard.event.commandId)).toEqual(discard.event);
      const record = await versions.read(code);
      const next = () => versions.commit(expectDone(draftVersion(record, { code }, act(ADMIN))));
      expect((await Promise.all([next(), next()])).sort()).toEqual(["committed", "stale"]);
      expect((await versions.read(code)).drafts).toMatchObject([{ number: 2, revision: 3 }]);
    });

    it("keep an id for one procedure: of two codes one is published under it, and its versions share it", async () => {
      const { versions } = open();
      const { id } = fresh();
      const begun = async () => {
        const { level: _, version: __, validFrom: ___, decision: ____, ...procedure } = { ...fresh(), id };
        const { code } = procedure;
        const draft = expectDone(draftVersion(await versions.read(code), { procedure }, act(ADMIN)));
        expect(await versions.commit(draft)).toBe("committed");
        const at = { code, number: 1, seen: undefined };
        return expectDone(publishVersion(await versions.read(code), at, TERMS, act(ADMIN), SOUND));
      };
      const rivals = [await begun(), await begun()];
      expect(await versions.codeOfId(id)).toBeUndefined();
      const outcomes = await Promise.all(rivals.map((one) => versions.commit(one)));
      expect(outcomes.toSorted()).toEqual(["committed", "stale"]);
      const [winner, loser] = [outcomes.indexOf("committed"), outcomes.indexOf("stale")].map(
        (place) => rivals[place]?.event.code ?? "",
      ) as [string, string];
      expect(await versions.codeOfId(id)).toBe(winner);
      expect((await versions.read(loser)).publications).toEqual([]);

      const next = expectDone(draftVersion(await versions.read(winner), { code: winner }, act(ADMIN)));
      expect(await versions.commit(next)).toBe("committed");
      const at = { code: winner, number: 2, seen: undefined };
      const second = expectDone(publishVersion(await versions.read(winner), at, TERMS, act(ADMIN), SOUND));
      expect(await versions.commit(second)).toBe("committed");
    });

    it("never write a version over another, also where a deployment laid it meanwhile", async () => {
      const { versions, code, first } = await drafted();
      const record = await versions.read(code);
      const second = { ...first, version: 2, name: "Của lần triển khai" };
      await open().lay(second);
      const late = publishVersion(record, { code, number: 2, seen: undefined }, TERMS, act(ADMIN), SOUND);
      expect(await versions.commit(expectDone(late))).toBe("stale");
      expect((await versions.read(code)).publications).toContainEqual({ procedure: second });
    });
  });

let memory: MemoryVersions;
beforeAll(() => {
  memory = new MemoryVersions();
});
laws("in memory", () => ({
  versions: memory,
  lay: async (one) => {
    const { publications, drafts } = await memory.read(one.code);
    memory.records.set(one.code, { publications: [...publications, { procedure: one }], drafts });
  },
}));

describe("in the table", () => {
  let table: Emulated;
  beforeAll(async () => {
    table = await emulatedTable();
  });
  afterAll(() => table?.stop());
  const lay = (one: typeof card) =>
    publish(table, { procedure: one }, { by: "deployment", at: "2026-11-01T00:00:00.000Z" });
  laws("in the table", () => ({ versions: versionStore(table), lay }));

  it("a deployment never lays an id under a second code, and says so", async () => {
    const one = fresh();
    const other = { ...fresh(), id: one.id };
    expect(await lay(one)).toBe(true);
    await expect(lay(other)).rejects.toThrow(`${one.id} of ${other.code}`);
    expect(await lay(one)).toBe(false);
    expect(await lay({ ...one, version: 2 })).toBe(true);
    expect(await versionStore(table).read(other.code)).toEqual({ publications: [], drafts: [] });
    expect((await readLines(table)).filter(({ code }) => code === other.code)).toEqual([]);
  });

  it("a publication is in the list, and in force from its day for those who file", async () => {
    const one = fresh();
    const versions = versionStore(table);
    await lay(one);
    const { code } = one;
    const seen = { code, number: 2, seen: undefined };
    await versions.commit(expectDone(draftVersion(await versions.read(code), { code }, act(ADMIN))));
    await versions.commit(expectDone(publishVersion(await versions.read(code), seen, TERMS, act(ADMIN), SOUND)));
    const lines = (await readLines(table)).filter((line) => line.code === code);
    expect(lines.map(({ version }) => version)).toEqual([1, 2]);
    const catalogue = procedureStore(table);
    const inForce = async (at: string) => (await catalogue.standing(code, at)) as { version: { version: number } };
    expect((await inForce("2026-11-30T16:59:59.000Z")).version.version).toBe(1);
    expect((await inForce("2026-11-30T17:00:00.000Z")).version.version).toBe(2);
    expect(await catalogue.version(code, 1)).toEqual(one);
  });
});
