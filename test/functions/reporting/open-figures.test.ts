import { describe, expect, it } from "vitest";
import type { OpenFiguresDependencies } from "../../../functions/reporting/dependencies.ts";
import { getOpenFigures } from "../../../functions/reporting/get-open-figures.ts";
import { fields } from "../../../shared/adapters/catalogue/fields.ts";
import { unitRegister } from "../../../shared/adapters/catalogue/unit-register.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { type DayRoot, dayRoots, rootOf } from "../../../shared/domain/reporting/day-root.ts";
import { type Figures, rowsOf } from "../../../shared/domain/reporting/figures.ts";
import type { Delta, Life, Metric } from "../../../shared/domain/reporting/life.ts";
import { OpenMonth } from "../../../shared/domain/reporting/open-figures.ts";
import { anEvent } from "../../builders/notice.ts";
import { statisticsStores } from "../../fakes/statistics-stores.ts";

const PLACE = { unit: "culture", field: "van-hoa-co-so", procedure: "1.004650" };

/** A month's figures as if one dossier had done all of it. */
const aMonth = async (
  deltas: readonly (readonly [day: string, metric: Metric, by: number])[],
  roots: DayRoot[] = [],
  place = PLACE,
) => {
  const { projection, figures } = statisticsStores();
  const changes: Delta[] = deltas.map(([day, metric, by]) => ({ day, metric, by }));
  const life = { dossierId: "d", version: 1 } as Life;
  await projection.count(1, undefined, life, rowsOf([{ place, deltas: changes }]));
  const dependencies: OpenFiguresDependencies = {
    figures,
    fields,
    units: unitRegister,
    roots: { ofMonth: async () => roots, keep: async () => undefined },
    publicOrigin: "https://dvc.example.vn",
  };
  const asked = (month: string, format: "json" | "csv", at = "2021-02-10T01:00:00.000Z") =>
    getOpenFigures(
      {
        path: { month },
        query: { format },
        at,
        headers: {},
        identity: undefined,
        body: undefined,
        command: undefined,
        ifMatch: undefined,
        rawQuery: "",
        sourceIp: "127.0.0.1",
        language: "vi",
        correlationId: "test",
      },
      dependencies,
    );
  return asked;
};

const bodyOf = (reply: unknown) => OpenMonth.parse((reply as { body: unknown }).body);

describe("GET /v1/reports/open-data/{month}", () => {
  it("gives what happened in the month, and what stood at its end", async () => {
    const asked = await aMonth([
      ["2020-12-30", "received.online", 3],
      ["2020-12-30", "open", 3],
      ["2021-01-04", "received.online", 2],
      ["2021-01-04", "open", 2],
      ["2021-01-31", "settled.early", 1],
      ["2021-01-31", "open", -1],
      ["2021-01-31", "rated", 1],
      ["2021-02-01", "settled.late", 4],
    ]);
    const { rows, until, ratings } = bodyOf(await asked("2021-01", "json"));
    expect(until).toBe("2021-01-31");
    expect(rows).toMatchObject([
      {
        unit: { id: "culture" },
        field: { id: "van-hoa-co-so", name: "Văn hóa cơ sở" },
        procedure: "1.004650",
        received: { online: 2, counter: 0, post: 0 },
        settled: { early: 1, onTime: 0, late: 0 },
        open: 4,
        rated: 1,
      },
    ]);
    expect(ratings).toEqual({ responses: 1, satisfied: 0 });
  });

  it("goes no further than today in a month under way, and refuses one to come", async () => {
    const asked = await aMonth([
      ["2021-02-01", "open", 1],
      ["2021-02-20", "openLate", 1],
    ]);
    expect(bodyOf(await asked("2021-02", "json")).until).toBe("2021-02-10");
    expect(await asked("2021-03", "json")).toMatchObject({ refused: "report-not-found" });
  });

  it("gives the same as a table, a line for each row of the JSON", async () => {
    const asked = await aMonth([["2021-01-04", "received.online", 2]]);
    const { text = "" } = (await asked("2021-01", "csv")) as { text?: string };
    const [heads = "", line = "", ...rest] = text.split("\r\n");
    expect(heads.startsWith("\u{feff}Tháng,Mã đơn vị,Đơn vị")).toBe(true);
    expect(line.split(",").slice(3, 7)).toEqual(["van-hoa-co-so", "Văn hóa cơ sở", "1.004650", "2"]);
    expect(line.split(",")).toHaveLength(heads.split(",").length);
    expect(rest).toEqual([""]);
  });

  it("calls a unit that was dissolved since what it was called", async () => {
    const asked = await aMonth([["2021-01-04", "received.online", 2]], [], { ...PLACE, unit: "inspectorate" });
    const [row] = bodyOf(await asked("2021-01", "json", "2026-02-10T01:00:00.000Z")).rows;
    expect(row?.unit).toEqual({ id: "inspectorate", name: unitRegister.unitAt("inspectorate", "2021-01-04")?.name });
  });

  it("says what each day's events are known by", async () => {
    const root = { day: "2021-01-04", events: 2, root: "abc" };
    const asked = await aMonth([["2021-01-04", "open", 1]] satisfies [string, keyof Figures, number][], [root]);
    expect(bodyOf(await asked("2021-01", "json")).roots).toEqual([root]);
  });
});

describe("the root of a day", () => {
  const events = [1, 2, 3].map((version) =>
    anEvent({ version, at: "2021-01-04T01:00:00.000Z", hash: Buffer.from(`hash ${version}`).toString("base64") }),
  );

  it("is the same in whatever order its events are read, and another where one is changed, added or left out", () => {
    const hashes = events.map(({ hash }) => hash);
    const root = rootOf(hashes, sha256);
    expect(rootOf([...hashes].reverse(), sha256)).toBe(root);
    const others = [hashes.slice(1), [...hashes, "more"], [...hashes.slice(1), "changed"], [hashes.join("")]];
    for (const other of others) expect(rootOf(other, sha256)).not.toBe(root);
  });

  it("is of the province's day, and of no draft", () => {
    const days = dayRoots(sha256);
    const { code: _, ...draft } = events[0] ?? anEvent({});
    days.add([...events, anEvent({ version: 4, at: "2021-01-04T17:00:00.000Z" }), draft]);
    expect(days.upTo("2021-01-31").map(({ day, events: count }) => [day, count])).toEqual([
      ["2021-01-04", 3],
      ["2021-01-05", 1],
    ]);
    expect(days.upTo("2021-01-04")).toHaveLength(1);
  });
});
