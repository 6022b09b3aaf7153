import { describe, expect, it } from "vitest";
import type { ProcedureVersion } from "../../../../shared/domain/procedures/procedure-version.ts";
import { changesOf } from "../../../../shared/domain/procedures/publication/changes.ts";
import { draftedOf, draftVersion } from "../../../../shared/domain/procedures/publication/draft-version.ts";
import { impactOf, unitsOf } from "../../../../shared/domain/procedures/publication/impact.ts";
import type {
  DraftRequest,
  ProcedureRecord,
  VersionDraft,
} from "../../../../shared/domain/procedures/publication/version-draft.ts";
import { act, expectDone, MONDAY, officer, procedure, SOUND, submitted } from "../../../builders/dossier.ts";

const card = await procedure("1.004623");
const changes = (after: Partial<ProcedureVersion>, before: Partial<ProcedureVersion> = {}) =>
  changesOf({ ...card, ...before }, { ...card, ...after });
const [online, ...otherWays] = card.channels;
if (!online) throw new Error("not filed online");
const [rule] = online.fees;
if (!rule) throw new Error("free");
const [paper] = card.documents;
if (!paper) throw new Error("no paper");
const { fullName } = card.form.properties;
if (!fullName) throw new Error("no name");
const offered = (more: Partial<typeof online>) => ({ channels: [{ ...online, ...more }, ...otherWays] });

describe("what a draft changes", () => {
  it("is nothing where nothing differs, also where members stand in another order", () => {
    const reversed = Object.fromEntries(Object.entries(card).reverse()) as ProcedureVersion;
    expect(changes(reversed)).toEqual([]);
    expect(changes({ documents: [...card.documents].reverse() })).toEqual([]);
    expect(changes({ legalBases: ["Luật khác"] })).toEqual([]);
  });

  it.each([
    ["its name", { name: "Tên mới" }, "/name", card.name, "Tên mới"],
    ["its mode", { onlineMode: "partial" as const }, "/onlineMode", "full", "partial"],
    ["its level", { level: 3 as const }, "/level", 4, 3],
    [
      "a limit",
      offered({ timeLimit: { value: 10, unit: "working-day" } }),
      "/channels/online/timeLimit",
      online.timeLimit,
      { value: 10, unit: "working-day" },
    ],
    [
      "a limit of a case",
      offered({ caseLimits: [{ case: "again", timeLimit: { value: 1, unit: "working-day" } }] }),
      "/channels/online/caseLimits/again",
      null,
      { value: 1, unit: "working-day" },
    ],
    [
      "a fee",
      offered({ fees: [{ ...rule, amount: 700_000 }] }),
      `/channels/online/fees/${rule.id}`,
      rule,
      { ...rule, amount: 700_000 },
    ],
    ["a fee that falls away", offered({ fees: [] }), `/channels/online/fees/${rule.id}`, rule, null],
    ["a way of filing that ends", { channels: otherWays }, "/channels/online", online, null],
    [
      "a paper that is asked for no more",
      { documents: card.documents.slice(1) },
      `/documents/${paper.id}`,
      { name: paper.name, required: true },
      null,
    ],
    [
      "a paper that need not come any more",
      { documents: [{ ...paper, required: false }, ...card.documents.slice(1)] },
      `/documents/${paper.id}`,
      { name: paper.name, required: true },
      { name: paper.name, required: false },
    ],
    ["the route", { steps: card.steps.slice(1) }, "/steps", card.steps, card.steps.slice(1)],
    [
      "a field of the form that is new",
      { form: { ...card.form, properties: { ...card.form.properties, another: fullName } } },
      "/form/properties/another",
      null,
      { title: fullName.title, required: false },
    ],
    [
      "a field that need not be filled in any more",
      { form: { ...card.form, required: card.form.required.filter((name) => name !== "fullName") } },
      "/form/properties/fullName",
      { title: fullName.title, required: true },
      { title: fullName.title, required: false },
    ],
  ])("is %s", (_what, after, pointer, was, is) => {
    expect(changes(after as Partial<ProcedureVersion>)).toEqual([{ pointer, before: was, after: is }]);
  });
});

describe("the impact of a draft", () => {
  const published: ProcedureRecord = {
    publications: [
      { procedure: card },
      { procedure: { ...card, version: 2, steps: card.steps.map((step) => ({ ...step, unit: "culture" })) } },
    ],
    drafts: [],
  };
  const draftOf = (request: DraftRequest): VersionDraft =>
    expectDone(draftVersion(published, request, act(officer("officer-culture-admin")))).after;
  const { dossier } = submitted(card);
  if (dossier.state === "draft") throw new Error("nothing filed");
  const open = (id: string, owner: string, unit = "tourism", state = dossier.state) => ({
    id,
    owner,
    state,
    step: { ...dossier.step, unit },
  });
  const dossiers = [
    open("a", "citizen:lan"),
    open("b", "citizen:lan", "culture", "submitted"),
    open("c", "unit:tourism"),
    open("d", "unit:tourism"),
  ];
  const impact = (request: DraftRequest, cut = false) =>
    impactOf(published, draftOf(request), { dossiers, cut }, MONDAY, SOUND);

  it("looks for dossiers at every unit that any version names", () => {
    expect(unitsOf(published)).toEqual(["culture", "tourism"]);
  });

  it("counts open dossiers by state and unit, and applicants once each", () => {
    expect(impact({ code: card.code })).toEqual({
      openDossiers: {
        total: 4,
        atLeast: false,
        byState: { [dossier.state]: 3, submitted: 1 },
        byUnit: { tourism: 3, culture: 1 },
        draftsCounted: false,
      },
      changes: [],
      findings: [],
      tell: { applicants: 3, units: ["culture", "tourism"] },
      keepVersion: true,
    });
    expect(impact({ code: card.code }, true).openDossiers.atLeast).toBe(true);
  });

  it("compares with the version before, and shows what the check finds", () => {
    const found = { pointer: "/name", code: "x", detail: { vi: "x", en: "x" } };
    const draft = draftOf({ procedure: { ...draftedOf(card), name: "Tên mới" } });
    const { changes: shown, findings } = impactOf(published, draft, { dossiers, cut: false }, MONDAY, {
      check: () => [found],
      holder: "9.000009",
    });
    expect(shown.map(({ pointer }) => pointer)).toEqual(["/name", "/steps"]);
    expect(findings).toEqual([
      expect.objectContaining({ pointer: "/procedure/id", code: "id-taken" }),
      { ...found, pointer: "/procedure/name" },
    ]);
  });

  it("of a withdrawal is the end, told to the units that hold dossiers", () => {
    const { changes: shown, tell } = impact({ code: card.code, withdrawal: { fileAt: "x" } });
    expect(shown).toEqual([{ pointer: "/withdrawn", before: false, after: true }]);
    expect(tell).toEqual({ applicants: 3, units: ["culture", "tourism"] });
  });

  it("of a first version changes nothing that was", () => {
    const first = { ...draftOf({ procedure: draftedOf(card) }), number: 1 };
    const nothing = { publications: [], drafts: [first] };
    expect(impactOf(nothing, first, { dossiers: [], cut: false }, MONDAY, SOUND).changes).toEqual([]);
  });
});
