import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayRootStore } from "../../shared/adapters/dynamodb/day-roots.ts";
import type { DayRootStore } from "../../shared/domain/reporting/day-root.ts";
import { dayRootsFake } from "../fakes/day-roots.ts";
import { type Emulated, emulatedTable } from "./emulated-table.ts";

/** The laws of a store of roots, for whatever keeps them. */
const laws = (open: () => DayRootStore) => {
  it("keeps a day's root once, and says what was there where another comes", async () => {
    const store = open();
    const root = { day: "2021-03-04", events: 3, root: "one" };
    expect(await store.keep(root)).toBeUndefined();
    expect(await store.keep(root)).toBeUndefined();
    expect(await store.keep({ ...root, events: 4, root: "two" })).toEqual({ was: root });
    expect(await store.ofMonth("2021-03")).toEqual([root]);
  });

  it("gives the days of a month alone, in their order", async () => {
    const store = open();
    for (const day of ["2021-05-31", "2021-05-02", "2021-06-01", "2021-04-30"])
      await store.keep({ day, events: 1, root: day });
    const days = (await store.ofMonth("2021-05")).map(({ day }) => day);
    expect([...days].sort()).toEqual(["2021-05-02", "2021-05-31"]);
    expect(await store.ofMonth("2021-07")).toEqual([]);
  });
};

describe("roots of days in memory", () => {
  const store = dayRootsFake();
  laws(() => store);
});

describe("roots of days in the table", () => {
  let table: Emulated;
  beforeAll(async () => {
    table = await emulatedTable({ stream: false });
  });
  afterAll(() => table?.stop());
  laws(() => dayRootStore(table));
});
