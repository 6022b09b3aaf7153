import { describe, expect, it } from "vitest";
import { CATALOGUE_RULES, checkCatalogue } from "../../../../shared/domain/procedures/check/check-catalogue.ts";
import { AROUND, cleanFile } from "./clean-file.ts";

type Version = { code?: string; id?: string; version?: number; validFrom?: string; name?: string };

const file = ({ code = "1.000001", id = "TTHC-001", version = 1, validFrom = "2021-01-01", name }: Version) => {
  const json = cleanFile();
  Object.assign(json.procedure, { code, id, version, validFrom });
  return { name: name ?? `${code}-v${version}.json`, json };
};

const FIRST = {};
const SECOND = { version: 2, validFrom: "2022-01-01" };
const THIRD = { version: 3, validFrom: "2023-01-01" };

const faultsOf = (versions: Version[], rules = CATALOGUE_RULES) =>
  checkCatalogue(versions.map(file), AROUND, rules).flatMap(({ name, faults }) =>
    faults.map(({ code, pointer, detail }) => ({ told: [name, code, pointer], detail })),
  );

const ROWS: [rule: string, what: string, versions: Version[], told: [string, string][]][] = [
  ["version-missing", "a third after a first", [FIRST, THIRD], [["1.000001-v3.json", "/procedure/version"]]],
  ["version-missing", "a second alone", [SECOND], [["1.000001-v2.json", "/procedure/version"]]],
  [
    "version-twice",
    "one number in two files",
    [FIRST, { name: "1.000001-v1.json" }],
    [
      ["1.000001-v1.json", "/procedure/version"],
      ["1.000001-v1.json", "/procedure/version"],
    ],
  ],
  [
    "version-not-later",
    "a second from the day of the first",
    [FIRST, { ...SECOND, validFrom: "2021-01-01" }],
    [["1.000001-v2.json", "/procedure/validFrom"]],
  ],
  [
    "id-of-two-codes",
    "one id for two procedures",
    [FIRST, { code: "1.000002" }],
    [
      ["1.000001-v1.json", "/procedure/id"],
      ["1.000002-v1.json", "/procedure/id"],
    ],
  ],
  [
    "id-of-two-codes",
    "two ids for one procedure",
    [FIRST, { ...SECOND, id: "TTHC-002" }],
    [
      ["1.000001-v1.json", "/procedure/id"],
      ["1.000001-v2.json", "/procedure/id"],
    ],
  ],
];

describe("files published together", () => {
  it("have no fault where versions follow each other, in any order", () => {
    expect(faultsOf([THIRD, FIRST, SECOND, { code: "1.000002", id: "TTHC-002" }])).toEqual([]);
  });

  it.each(ROWS)("%s: %s", (rule, _, versions, places) => {
    const faults = faultsOf(versions);
    expect(faults.map(({ told }) => told)).toEqual(places.map(([name, pointer]) => [name, rule, pointer]));
    const remedy = CATALOGUE_RULES.find(({ code }) => code === rule)?.remedy;
    for (const { detail } of faults) {
      expect(detail.vi.endsWith(` ${remedy?.vi}`)).toBe(true);
      expect(detail.en.endsWith(` ${remedy?.en}`)).toBe(true);
    }
    const others = CATALOGUE_RULES.filter(({ code }) => code !== rule);
    expect(faultsOf(versions, others)).toEqual([]);
  });

  it("are spoilt in every way there is a rule for", () => {
    expect(new Set(ROWS.map(([rule]) => rule))).toEqual(new Set(CATALOGUE_RULES.map(({ code }) => code)));
  });
});
