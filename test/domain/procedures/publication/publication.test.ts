import { describe, expect, it } from "vitest";
import { fields } from "../../../../shared/adapters/catalogue/fields.ts";
import { units } from "../../../../shared/adapters/catalogue/units.ts";
import type { Fault } from "../../../../shared/domain/foundation/refusal.ts";
import { mistakesIn } from "../../../../shared/domain/procedures/check/check-procedure.ts";
import { changeDraft } from "../../../../shared/domain/procedures/publication/change-draft.ts";
import { discardDraft } from "../../../../shared/domain/procedures/publication/discard-draft.ts";
import { draftedOf, draftVersion } from "../../../../shared/domain/procedures/publication/draft-version.ts";
import { publishVersion } from "../../../../shared/domain/procedures/publication/publish-version.ts";
import {
  type DraftChange,
  DraftRequest,
  type ProcedureRecord,
  type VersionDraft,
} from "../../../../shared/domain/procedures/publication/version-draft.ts";
import { act, expectChange, expectDone, MONDAY, officer, procedure, SOUND } from "../../../builders/dossier.ts";
import { shipped } from "../../../fakes/procedure-catalogue.ts";

const card = await procedure("1.004623");
const { code } = card;
const ADMIN = officer("officer-culture-admin");
const TODAY = "2026-11-23";
const DECIDED = { number: "12/QĐ-UBND", date: "2026-11-20" };
const TERMS = { decision: DECIDED, validFrom: "2026-12-01" };
const WITHDRAWAL = { code, version: 2, decision: DECIDED, validFrom: "2026-12-01", fileAt: "Sở Du lịch" };
const NOTHING: ProcedureRecord = { publications: [], drafts: [] };
const PUBLISHED: ProcedureRecord = { publications: [{ procedure: card }], drafts: [] };
const WITHDRAWN: ProcedureRecord = { publications: [{ procedure: card }, { withdrawal: WITHDRAWAL }], drafts: [] };
const content = draftedOf(card);
const { id: _, ...contentWithoutId } = content;

const draftIn = (record: ProcedureRecord, request: DraftRequest): ProcedureRecord => ({
  ...record,
  drafts: [...record.drafts, expectDone(draftVersion(record, request, act(ADMIN))).after],
});
const OPEN = draftIn(PUBLISHED, { code });
const second = { code, number: 2, seen: undefined };
const changed = (change: DraftChange, record = OPEN, seen: number | undefined = undefined) =>
  changeDraft(record, { ...second, seen }, change, act(ADMIN));
const publishing = (
  terms: typeof TERMS,
  record = OPEN,
  check: (one: typeof card) => Fault[] = () => [],
  holder?: string,
) => publishVersion(record, second, terms, act(ADMIN), { check, holder });
const pointersOf = (outcome: unknown): string[] =>
  ((outcome as { faults?: Fault[] }).faults ?? []).map(({ pointer, code: why }) => `${pointer} ${why}`);

describe("a draft version", () => {
  it("copies the newest version under the next number", () => {
    const { after, event } = expectDone(draftVersion(PUBLISHED, { code }, act(ADMIN)));
    expect(after).toMatchObject({ code, number: 2, revision: 1, content: { procedure: content } });
    expect(after.content).not.toHaveProperty("procedure.decision");
    expect(event).toMatchObject({ what: "version-drafted", by: "officer-culture-admin", at: MONDAY, bodyHash: "body" });
  });

  it("copies the version before a withdrawal: a withdrawn procedure can come back", () => {
    expect(draftVersion(WITHDRAWN, { code }, act(ADMIN))).toMatchObject({
      after: { number: 3, content: { procedure: content } },
    });
  });

  it("of a new procedure is its first, and of a known one keeps its id", () => {
    const first = draftVersion(NOTHING, { procedure: content }, act(ADMIN));
    expect(first).toMatchObject({ after: { number: 1, content: { procedure: { id: card.id } } } });
    const next = draftVersion(PUBLISHED, { procedure: contentWithoutId }, act(ADMIN));
    expect(next).toMatchObject({ after: { number: 2, content: { procedure: { id: card.id } } } });
    const own = { ...contentWithoutId, code: "H40-TTHC-141" };
    expect(draftVersion(NOTHING, { procedure: own }, act(ADMIN))).toMatchObject({
      after: { content: { procedure: { id: "TTHC-141" } } },
    });
  });

  it.each([
    ["nothing is asked", PUBLISHED, {}, "version-draft-invalid", ["/code required"]],
    [
      "two things are asked",
      PUBLISHED,
      { procedure: content, withdrawal: { fileAt: "x" } },
      "version-draft-invalid",
      ["/withdrawal not-allowed"],
    ],
    [
      "the codes differ",
      PUBLISHED,
      { code: "1.000001", procedure: content },
      "version-draft-invalid",
      ["/procedure/code differs"],
    ],
    [
      "a new procedure has no id",
      NOTHING,
      { procedure: contentWithoutId },
      "version-draft-invalid",
      ["/procedure/id required"],
    ],
    [
      "a known procedure comes under another id",
      PUBLISHED,
      { procedure: { ...content, id: "TTHC-999" } },
      "version-draft-invalid",
      ["/procedure/id fixed"],
    ],
    ["there is nothing to copy", NOTHING, { code }, "procedure-not-found", []],
    ["there is nothing to withdraw", NOTHING, { code, withdrawal: { fileAt: "x" } }, "procedure-not-found", []],
    ["it is withdrawn already", WITHDRAWN, { code, withdrawal: { fileAt: "x" } }, "procedure-withdrawn", []],
    ["another is open", OPEN, { code }, "version-draft-open", []],
  ] as [string, ProcedureRecord, DraftRequest, string, string[]][])(
    "is refused where %s",
    (_why, record, request, refused, pointers) => {
      const outcome = draftVersion(record, request, act(ADMIN));
      expect(outcome).toMatchObject({ refused });
      expect(pointersOf(outcome)).toEqual(pointers);
    },
  );

  it("names the draft that stands in its way", () => {
    expect(draftVersion(OPEN, { code }, act(ADMIN))).toMatchObject({ members: { draft: 2 } });
  });

  it("takes every shipped procedure as its content", () => {
    const refused = shipped.flatMap((one) =>
      "procedure" in one && !DraftRequest.safeParse({ procedure: draftedOf(one.procedure) }).success ? [one] : [],
    );
    expect(refused).toEqual([]);
  });
});

describe("a change of a draft", () => {
  const after = (change: DraftChange, record = OPEN): VersionDraft => expectChange(changed(change, record)).after;

  it("replaces each member whole and leaves the others", () => {
    const channels = [{ channel: "online" as const, timeLimit: { value: 10, unit: "working-day" as const }, fees: [] }];
    const draft = after({ procedure: { name: "Tên mới", channels } });
    expect(draft).toMatchObject({ revision: 2 });
    expect(draft.content).toEqual({ procedure: { ...content, name: "Tên mới", channels } });
  });

  it("removes what need not be there where it is null, and nothing else", () => {
    const record = { ...PUBLISHED, drafts: [after({ procedure: { reason: "x", fileAt: "y" } })] };
    expect(after({ procedure: { reason: null } }, record).content).toEqual({ procedure: { ...content, fileAt: "y" } });
    const shown = { ...PUBLISHED, drafts: [after({ procedure: { guideVideoUrl: "https://example.vn/v" } })] };
    expect(after({ procedure: { guideVideoUrl: null } }, shown).content).toHaveProperty(
      "procedure.guideVideoUrl",
      null,
    );
  });

  it("turns the draft into the end of its procedure and back", () => {
    const ending = after({ withdrawal: { fileAt: "Sở Du lịch" } });
    expect(ending.content).toEqual({ withdrawal: { fileAt: "Sở Du lịch" } });
    const back = after({ procedure: { name: "Tên mới" } }, { ...PUBLISHED, drafts: [ending] });
    expect(back.content).toEqual({ procedure: { ...content, name: "Tên mới" } });
  });

  it.each([
    ["nothing at all", {}],
    ["a procedure without a member", { procedure: {} }],
    ["what stands there already", { procedure: { name: card.name, conditions: [...card.conditions] } }],
  ])("of %s is none: the draft stays under its revision", (_what, change) => {
    expect(changed(change)).toEqual({ unchanged: OPEN.drafts[0] });
  });

  it("of an end into the same end is none", () => {
    const ending = draftIn(PUBLISHED, { code, withdrawal: { fileAt: "Sở Du lịch" } });
    for (const change of [{ withdrawal: { fileAt: "Sở Du lịch" } }, {}])
      expect(changed(change, ending)).toEqual({ unchanged: ending.drafts[0] });
  });

  it.each([
    ["a published version", changed({}, WITHDRAWN), "version-published", []],
    [
      "a version that nobody published as a draft",
      changeDraft(PUBLISHED, { ...second, number: 1 }, {}, act(ADMIN)),
      "version-published",
      [],
    ],
    ["no draft", changed({}, PUBLISHED), "version-draft-not-found", []],
    ["another revision than was seen", changed({}, OPEN, 7), "version-stale", []],
    ["the code", changed({ procedure: { code: "1.000001" } }), "version-draft-invalid", ["/procedure/code fixed"]],
    [
      "the end of what never was",
      changed({ withdrawal: { fileAt: "x" } }, { publications: [], drafts: [{ ...(OPEN.drafts[0] as VersionDraft) }] }),
      "procedure-not-found",
      [],
    ],
  ])("does not reach %s", (_what, outcome, refused, pointers) => {
    expect(outcome).toMatchObject({ refused });
    expect(pointersOf(outcome)).toEqual(pointers);
  });
});

describe("a text of a draft", () => {
  const HIDING = ["\u0000", "\u0007", "\u001b[31m", "\u0085", "\u202e", "\u2066"];

  it.each(HIDING)("that holds %j is refused at once, with its pointer", (hidden) => {
    const text = `Thủ tục${hidden}cấp`;
    const properties = {
      ...content.form.properties,
      note: { type: "string" as const, title: text, "x-en": { title: "a" } },
    };
    const change: DraftChange = {
      procedure: { name: text, conditions: ["Rõ", text], form: { ...content.form, properties } },
    };
    const outcome = changed(change);
    expect(outcome).toMatchObject({ refused: "version-draft-invalid" });
    const pointers = ["/name", "/conditions/1", "/form/properties/note/title"].map((one) => `/procedure${one}`);
    expect(pointersOf(outcome)).toEqual(pointers.map((one) => `${one} hidden-character`));
    expect(pointersOf(changed({ withdrawal: { fileAt: text } }))).toEqual(["/withdrawal/fileAt hidden-character"]);
    const begun = draftVersion(PUBLISHED, { procedure: { ...content, name: text } }, act(ADMIN));
    expect(pointersOf(begun)).toEqual(["/procedure/name hidden-character"]);
  });

  it("may have lines", () => {
    expect(changed({ procedure: { name: "Dòng một\nDòng hai" } })).toHaveProperty("after");
  });
});

describe("a draft given up", () => {
  const discarded = (record = OPEN, seen?: number) => discardDraft(record, { ...second, seen }, act(ADMIN));
  const GIVEN_UP: ProcedureRecord = { ...PUBLISHED, drafts: [expectDone(discarded()).after] };

  it("is told who gave it up and when, under its next revision", () => {
    const { before, after, event, publication } = expectDone(discarded());
    expect([before, publication]).toEqual([OPEN.drafts[0], undefined]);
    expect(after).toMatchObject({ revision: 2, discarded: { by: "officer-culture-admin", at: MONDAY } });
    expect(event).toMatchObject({ what: "draft-discarded", code, number: 2, revision: 2, by: "officer-culture-admin" });
  });

  it("is no draft any more: it is neither changed, published nor given up again", () => {
    const outcomes = [
      changed({ procedure: { name: "x" } }, GIVEN_UP),
      publishing(TERMS, GIVEN_UP),
      discarded(GIVEN_UP),
    ];
    expect(outcomes).toMatchObject(outcomes.map(() => ({ refused: "version-draft-not-found" })));
  });

  it("leaves its number to the next, whose revision goes on: no ETag means two drafts", () => {
    const { before, after } = expectDone(draftVersion(GIVEN_UP, { code }, act(ADMIN)));
    expect([before, after.number, after.revision]).toEqual([GIVEN_UP.drafts[0], 2, 3]);
    expect(after).not.toHaveProperty("discarded");
  });

  it.each([
    ["a published version", discarded(WITHDRAWN), "version-published"],
    ["what never was", discarded(PUBLISHED), "version-draft-not-found"],
    ["what has changed since it was seen", discarded(OPEN, 7), "version-stale"],
  ])("is not %s", (_what, outcome, refused) => {
    expect(outcome).toMatchObject({ refused });
  });
});

describe("a publication", () => {
  it("is refused where another procedure has its id, and not where it has it itself", () => {
    expect(pointersOf(publishing(TERMS, OPEN, () => [], "9.000009"))).toEqual(["/procedure/id id-taken"]);
    expect(publishing(TERMS, OPEN, () => [], code)).toHaveProperty("publication");
  });

  it("fixes the draft under its number, by its decision, from its day", () => {
    const { publication, after, event } = expectDone(publishing(TERMS));
    expect(publication).toEqual({ procedure: { ...content, version: 2, ...TERMS, level: 4 } });
    expect(after).toMatchObject({ revision: 2, published: { by: "officer-culture-admin", at: MONDAY } });
    expect(event).toMatchObject({ what: "version-published", number: 2 });
  });

  it("may begin today, by the date of the province", () => {
    const today = { decision: { ...DECIDED, date: TODAY }, validFrom: TODAY };
    expect(publishing(today)).toHaveProperty("publication");
  });

  it.each([
    [
      "a decision of tomorrow",
      { decision: { ...DECIDED, date: "2026-11-24" }, validFrom: "2026-12-01" },
      ["/decision/date in-future"],
    ],
    [
      "a day before the decision",
      { decision: { ...DECIDED, date: TODAY }, validFrom: "2026-11-22" },
      ["/validFrom before-decision", "/validFrom retroactive"],
    ],
    [
      "a decision too long ago for any day that is left",
      { decision: { ...DECIDED, date: "2015-03-02" }, validFrom: "2026-12-01" },
      ["/decision/date long-ago"],
    ],
    ["a day that has passed", { decision: DECIDED, validFrom: "2026-11-22" }, ["/validFrom retroactive"]],
  ])("is refused with %s", (_what, terms, pointers) => {
    const outcome = publishing(terms);
    expect(outcome).toMatchObject({ refused: "publication-refused" });
    expect(pointersOf(outcome)).toEqual(pointers);
  });

  it("never begins before the version before it", () => {
    const later: ProcedureRecord = {
      publications: [{ procedure: card }, { procedure: { ...card, version: 2, validFrom: "2027-01-01" } }],
      drafts: [],
    };
    const record = draftIn(later, { code });
    const third = (validFrom: string) =>
      publishVersion(record, { ...second, number: 3 }, { decision: DECIDED, validFrom }, act(ADMIN), SOUND);
    expect(pointersOf(third("2026-12-31"))).toEqual(["/validFrom before-previous-version"]);
    expect(third("2027-01-01")).toHaveProperty("publication");
  });

  it("is told where in the terms that were sent the check finds something, beside the days it judges itself", () => {
    const found = (pointer: string) => ({ pointer, code: "x", detail: { vi: "x", en: "x" } });
    const check = () => ["/decision/number", "/decision/date", "/validFrom"].map(found);
    expect(pointersOf(publishing(TERMS, OPEN, check))).toEqual([
      "/decision/number x",
      "/decision/date x",
      "/validFrom x",
    ]);
    const past = { ...TERMS, validFrom: "2026-11-22" };
    expect(pointersOf(publishing(past, OPEN, check))).toEqual(["/validFrom retroactive", "/decision/number x"]);
  });

  it("of a decision with an empty number or a day too far off is refused by the shipped check", () => {
    const real = (one: typeof card) => mistakesIn(one, { units, fields });
    const unnumbered = { ...TERMS, decision: { ...DECIDED, number: " " } };
    expect(pointersOf(publishing(unnumbered, OPEN, real))).toEqual(["/decision/number text-untidy"]);
    expect(pointersOf(publishing({ ...TERMS, validFrom: "2032-12-01" }, OPEN, real))).toEqual([
      "/validFrom validity-out-of-range",
    ]);
    const old = { ...TERMS, decision: { ...DECIDED, date: "2015-03-02" } };
    expect(pointersOf(publishing(old, OPEN, real))).toEqual(["/decision/date long-ago"]);
  });

  it("waits for what the check finds, each with its pointer into the draft", () => {
    const found = { pointer: "/channels/0/fees", code: "x", detail: { vi: "x", en: "x" } };
    expect(pointersOf(publishing(TERMS, OPEN, () => [found]))).toEqual(["/procedure/channels/0/fees x"]);
  });

  it("of a withdrawal says where to go instead, and needs no check", () => {
    const record = draftIn(PUBLISHED, { code, withdrawal: { fileAt: "Sở Du lịch" } });
    const check = () => {
      throw new Error("there is nothing to check");
    };
    expect(expectDone(publishing(TERMS, record, check)).publication).toEqual({ withdrawal: WITHDRAWAL });
  });
});
