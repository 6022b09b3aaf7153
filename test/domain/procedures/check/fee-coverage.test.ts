import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkFile } from "../../../../shared/domain/procedures/check/check-file.ts";
import { type Bounds, holds, type Test, type Way } from "../../../../shared/domain/procedures/when.ts";
import { AROUND, CLEAN_NAME, cleanFile } from "./clean-file.ts";

const MOST = 12;

const ranges = fc.array(
  fc
    .record({ min: fc.integer({ min: 0, max: 13 }), max: fc.integer({ min: 0, max: 13 }) }, { requiredKeys: [] })
    .filter(({ min, max }) => min !== undefined || max !== undefined),
  { minLength: 1, maxLength: 4 },
);

/** A file whose one fee is asked by these tiers; faults of the tiers alone. */
const faultsOf = (tests: Test[], spoil: (file: ReturnType<typeof cleanFile>) => void) => {
  const file = cleanFile();
  file.procedure.channels.pop();
  const [channel] = file.procedure.channels;
  const [first] = channel?.fees ?? [];
  if (channel && first) channel.fees = tests.map((test, at) => ({ ...first, id: `tier-${at}`, when: [test] }));
  spoil(file);
  const { faults } = checkFile(CLEAN_NAME, file, AROUND);
  return new Set(faults.map(({ code }) => code).filter((code) => code.startsWith("fee-")));
};

/** What going through every answer finds: some that nothing is asked of, some that two are, a tier of nobody. */
const expected = (tests: Test[], answers: unknown[]) => {
  const filed = (answer: unknown) => ({
    channel: "online" as Way,
    case: "new",
    applicant: null,
    form: answer === undefined ? {} : { rooms: answer, songs: answer },
  });
  const met = answers.map((answer) => tests.map((test) => holds([test], filed(answer))));
  const counts = met.map((row) => row.filter(Boolean).length);
  return new Set([
    ...(counts.some((count) => count === 0) ? ["fee-gap"] : []),
    ...(counts.some((count) => count > 1) ? ["fee-overlap"] : []),
    ...(tests.some((_, at) => met.every((row) => !row[at])) ? ["fee-never"] : []),
  ]);
};

describe("tiers of a fee", () => {
  it("over whole numbers are held to every number that the form allows", () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 0, max: 3 }), fc.boolean(), (bounds: Bounds[], least, required) => {
        const tests = bounds.map((range): Test => ({ formField: "rooms", range }));
        const found = faultsOf(tests, ({ procedure: { form } }) => {
          Object.assign(form.properties.rooms, { minimum: least, maximum: MOST });
          if (!required) form.required = form.required.filter((name: string) => name !== "rooms");
        });
        const numbers = Array.from({ length: MOST - least + 1 }, (_, at) => least + at);
        expect(found).toEqual(expected(tests, required ? numbers : [undefined, ...numbers]));
      }),
    );
  });

  it("over a list are held to every length that the form allows, nothing listed among them", () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 1, max: 3 }), fc.boolean(), (bounds: Bounds[], least, required) => {
        const tests = bounds.map((count): Test => ({ formField: "songs", count }));
        const found = faultsOf(tests, ({ procedure: { form } }) => {
          Object.assign(form.properties.songs, { minItems: least, maxItems: MOST });
          if (required) form.required.push("songs");
        });
        const lists = Array.from({ length: MOST - least + 1 }, (_, at) => new Array(least + at).fill(""));
        expect(found).toEqual(expected(tests, required ? lists : [undefined, ...lists]));
      }),
    );
  });

  it("over any numbers are held to those between them as well", () => {
    // Tiers that follow each other: without a seam, over one another in a point, or with a gap before the next.
    const seam = fc.constantFrom(
      (at: number) => [{ below: at }, { min: at }],
      (at: number) => [{ max: at }, { min: at }],
      (at: number) => [{ max: at }, { min: at + 0.5 }],
      (at: number) => [{ below: at }, { min: at + 0.5 }],
    );
    const cut = fc.tuple(fc.integer({ min: 2, max: 22 }), seam);
    const cuts = fc.uniqueArray(cut, { minLength: 1, maxLength: 3, selector: ([at]) => at });
    fc.assert(
      fc.property(cuts, (drawn) => {
        const ends = drawn.toSorted(([one], [other]) => one - other).map(([at, made]) => made(at / 2));
        const bounds: Bounds[] = [...ends, [{}, {}]].map(([own], at) => ({ ...own, ...ends[at - 1]?.[1] }));
        const tests = bounds.map((range): Test => ({ formField: "rooms", range }));
        const found = faultsOf(tests, ({ procedure: { form } }) => {
          Object.assign(form.properties.rooms, { type: "number", minimum: 1, maximum: MOST });
        });
        const numbers = Array.from({ length: (MOST - 1) * 4 + 1 }, (_, at) => 1 + at / 4);
        expect(found).toEqual(expected(tests, numbers));
      }),
    );
  });
});
