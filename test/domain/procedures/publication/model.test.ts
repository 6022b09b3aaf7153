import fc from "fast-check";
import { expect, it } from "vitest";
import { instantOf, millisOf, provinceDate } from "../../../../shared/domain/foundation/instant.ts";
import { isRefusal, type Refusal } from "../../../../shared/domain/foundation/refusal.ts";
import { factsOf, standingOf } from "../../../../shared/domain/procedures/catalogue.ts";
import { changeDraft, type Unchanged } from "../../../../shared/domain/procedures/publication/change-draft.ts";
import { discardDraft } from "../../../../shared/domain/procedures/publication/discard-draft.ts";
import { draftedOf, draftVersion } from "../../../../shared/domain/procedures/publication/draft-version.ts";
import { publishVersion } from "../../../../shared/domain/procedures/publication/publish-version.ts";
import { draftOf, type VersionChange } from "../../../../shared/domain/procedures/publication/version-draft.ts";
import { act, MONDAY, officer, procedure, SOUND } from "../../../builders/dossier.ts";
import { MemoryVersions } from "../../../fakes/version-store.ts";

const RUNS = 200;
const LENGTH = 30;
const DAY = 24 * 3_600_000;

const card = await procedure("1.004623");
const { code } = card;
const ADMIN = officer("officer-culture-admin");
const dayAfter = (millis: number, days: number): string => provinceDate(instantOf(millis + days * DAY));

type Command =
  | { does: "draft"; as: "copy" | "whole" | "end" }
  | { does: "change"; name: string; of: number }
  | { does: "publish"; of: number; decided: number; begins: number }
  | { does: "discard"; of: number; sees: boolean }
  | { does: "wait"; days: number };

/** Which draft is meant: mostly the open one, sometimes one beside it. */
const of = fc.constantFrom(0, 0, 0, 0, 0, 0, 0, -1, 1);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant("draft" as const), as: fc.constantFrom("copy", "whole", "end") }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant("change" as const), name: fc.constantFrom("A", "B", "C"), of }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant("publish" as const),
      of,
      decided: fc.constantFrom(0, 0, 0, -30, 1),
      begins: fc.constantFrom(0, 0, 0, 1, 10, -1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("discard" as const), of, sees: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("wait" as const), days: fc.integer({ min: 0, max: 60 }) }) },
);

/** What the contract says, told again in the plainest way. `null` is an end. */
type Model = {
  now: number;
  published: { name: string | null; from: string }[];
  open: { name: string | null } | null;
  /** Of the draft that is open, or was last discarded under the number that comes next. */
  revision: number;
};

/** What a command must come to: a code of refusal, or nothing where it is done. */
const expected = (model: Model, one: Command): string | undefined => {
  const { published, open } = model;
  const ends = published.at(-1)?.name === null;
  const lasting = published.findLast(({ name }) => name !== null)?.name;
  const number = published.length + 1;
  if (one.does === "wait") {
    model.now += one.days * DAY;
    return undefined;
  }
  if (one.does === "draft") {
    if (open) return "version-draft-open";
    if (one.as !== "whole" && lasting === undefined) return "procedure-not-found";
    if (one.as === "end" && ends) return "procedure-withdrawn";
    model.open = { name: one.as === "end" ? null : one.as === "whole" ? card.name : (lasting ?? null) };
    model.revision += 1;
    return undefined;
  }
  if (number + one.of <= published.length) return "version-published";
  if (!open || one.of !== 0) return "version-draft-not-found";
  if (one.does === "change") {
    if (open.name !== one.name) model.revision += 1;
    open.name = one.name;
    return undefined;
  }
  if (one.does === "discard") {
    model.open = null;
    model.revision += 1;
    return undefined;
  }
  const from = dayAfter(model.now, one.begins);
  const decided = dayAfter(model.now, one.decided);
  const today = dayAfter(model.now, 0);
  if (decided > today || from < decided || from < today || from < (published.at(-1)?.from ?? ""))
    return "publication-refused";
  published.push({ name: open.name, from });
  model.open = null;
  model.revision = 0;
  return undefined;
};

const attempted = async (
  store: MemoryVersions,
  model: Model,
  one: Command,
): Promise<VersionChange | Unchanged | Refusal | undefined> => {
  const record = await store.read(code);
  const number = (of: number) => ({ code, number: model.published.length + 1 + of, seen: undefined });
  const deed = act(ADMIN, instantOf(model.now));
  switch (one.does) {
    case "wait":
      return undefined;
    case "draft": {
      const content = {
        copy: { code },
        whole: { procedure: draftedOf(card) },
        end: { code, withdrawal: { fileAt: "x" } },
      };
      return draftVersion(record, content[one.as], deed);
    }
    case "change":
      return changeDraft(record, number(one.of), { procedure: { name: one.name } }, deed);
    case "discard":
      return discardDraft(record, { ...number(one.of), seen: one.sees ? model.revision : undefined }, deed);
    case "publish": {
      const decision = { number: "1/QĐ", date: dayAfter(model.now, one.decided) };
      const terms = { decision, validFrom: dayAfter(model.now, one.begins) };
      return publishVersion(record, number(one.of), terms, deed, SOUND);
    }
  }
};

it(`any ${LENGTH} commands leave versions without a gap, whose bytes never change: ${RUNS} lives of a procedure`, async () => {
  let published = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: LENGTH, minLength: LENGTH, size: "max" }), async (commands) => {
      const store = new MemoryVersions();
      const model: Model = { now: millisOf(MONDAY), published: [], open: null, revision: 0 };
      const bytes: string[] = [];
      for (const one of commands) {
        const outcome = await attempted(store, model, one);
        const given = outcome && "after" in outcome ? outcome : undefined;
        const refused = expected(model, one);
        expect([one, outcome && isRefusal(outcome) ? outcome.refused : undefined]).toEqual([one, refused]);
        if (given) expect(await store.commit(given)).toBe("committed");
        if (given) expect(await store.commit({ ...given, event: { ...given.event, commandId: "late" } })).toBe("stale");

        const record = await store.read(code);
        const open = draftOf(record, model.published.length + 1);
        const named = open && ("procedure" in open.content ? open.content.procedure.name : null);
        expect([named, open?.revision]).toEqual(
          model.open ? [model.open.name, model.revision] : [undefined, undefined],
        );
        const { publications } = record;
        const inOrder = publications.toSorted((a, b) => factsOf(a).version - factsOf(b).version);
        expect(inOrder.map((each) => factsOf(each).version)).toEqual(model.published.map((_, index) => index + 1));
        inOrder.forEach((each, index) => {
          const written = JSON.stringify(each);
          bytes[index] ??= written;
          expect(written).toBe(bytes[index]);
          const name = "procedure" in each ? each.procedure.name : null;
          expect([name, factsOf(each).validFrom]).toEqual([model.published[index]?.name, model.published[index]?.from]);
        });
        const begun = model.published.findLast(({ from }) => from <= provinceDate(instantOf(model.now)));
        const standing = standingOf(publications, instantOf(model.now));
        if (begun) expect(standing.is).toBe(begun.name === null ? "withdrawn" : "in-force");
        if (standing.is === "in-force") expect(standing.version.name).toBe(begun?.name);
      }
      published += bytes.length;
    }),
    { numRuns: RUNS },
  );
  // Lives that publish nothing would show nothing.
  expect(published).toBeGreaterThan(RUNS);
}, 60_000);
