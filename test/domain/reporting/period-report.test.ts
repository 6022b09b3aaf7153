import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { halfYearAt } from "../../../shared/domain/reporting/half-year.ts";
import type { Metric } from "../../../shared/domain/reporting/life.ts";
import { otherFields } from "../../../shared/domain/reporting/period-report.ts";
import { dayBefore, endOf } from "../../../shared/domain/reporting/report-days.ts";
import { balanceTable, fieldsTable } from "../../../shared/domain/reporting/report-tables.ts";
import { articleReport, busyReport, reportOf } from "../../builders/period-report.ts";

const FLOWS: Metric[] = [
  "received.online",
  "received.counter",
  "received.post",
  "settled.early",
  "settled.onTime",
  "settled.late",
  "returned.online",
  "returned.counter",
  "returned.post",
  "rated",
  "satisfied",
];

const anyMonth = fc.dictionary(
  fc.constantFrom("du-lich", "van-hoa-co-so"),
  fc.dictionary(fc.constantFrom(...FLOWS), fc.nat(50), { noNullPrototype: true }),
  { noNullPrototype: true },
);
const anyMonths = fc.dictionary(fc.constantFrom("01", "02", "03", "04", "05", "06"), anyMonth, {
  noNullPrototype: true,
});

describe("half a year", () => {
  it("ends on its last day, or today while it is under way, by the province's clock", () => {
    expect(halfYearAt("2021-1", "2021-07-01T02:00:00.000Z")).toEqual({
      half: "2021-1",
      year: "2021",
      isFirst: true,
      period: { from: "2021-01-01", to: "2021-06-30" },
      isOver: true,
    });
    expect(halfYearAt("2021-1", "2021-06-30T16:59:59.000Z")).toMatchObject({ isOver: false });
    expect(halfYearAt("2021-1", "2021-06-30T17:00:00.000Z")).toMatchObject({ isOver: true });
    expect(halfYearAt("2021-2", "2021-08-15T02:00:00.000Z")).toMatchObject({
      period: { from: "2021-07-01", to: "2021-08-15" },
      isOver: false,
    });
  });

  it("is not told before it begins", () => {
    expect(halfYearAt("2021-2", "2021-06-30T16:59:59.999Z")).toBeUndefined();
    expect(halfYearAt("2021-2", "2021-06-30T17:00:00.000Z")?.period.to).toBe("2021-07-01");
  });

  it("knows the day before it, and the last instant of a day", () => {
    expect(dayBefore("2021-01-01")).toBe("2020-12-31");
    expect(dayBefore("2024-03-01")).toBe("2024-02-29");
    expect(endOf("2021-06-30")).toBe("2021-06-30T16:59:59.999Z");
  });
});

describe("the figures of a period", () => {
  it("are those of the article, and its months add up to them", () => {
    const { report } = articleReport();
    const { received, returned, settled, satisfaction } = report.summary;
    expect(received).toMatchObject({ total: 94, online: 94, onlineRate: 1 });
    expect(received.byField.map(({ name, count }) => `${name} ${count}`)).toEqual([
      "Du lịch 4",
      "Thể dục thể thao 1",
      "Văn hóa cơ sở 89",
    ]);
    expect(returned).toMatchObject({ total: 94, post: 83, online: 11 });
    expect(settled).toMatchObject({ total: 94, late: 0, onTimeRate: 1 });
    expect(satisfaction).toEqual({ responses: 40, responseRate: 0.4255, satisfied: 40, rate: 1 });
    expect(report.months.map(({ received: { total } }) => total)).toEqual([9, 7, 20, 22, 18, 18]);
  });

  it("go as far as the period does, an empty month among them", () => {
    const { report } = busyReport();
    expect(report.months.map(({ month }) => month)).toEqual(["2021-01", "2021-02", "2021-03"]);
    expect(report.months[1]).toMatchObject({
      received: { total: 0 },
      settled: { total: 0 },
      ratings: { responses: 0 },
    });
  });

  it("leave out what came before, and what is of another month", () => {
    const { report } = busyReport();
    expect(report.summary.received).toMatchObject({ online: 12_345, carriedOver: 7 });
    const again = reportOf({ "07": { "du-lich": { "received.online": 9 } } });
    expect(again.report.months.every(({ received }) => received.total === 0)).toBe(true);
  });

  it("of the months are together those of the period, whatever happened", () => {
    fc.assert(
      fc.property(anyMonths, (months) => {
        const { summary, months: told } = reportOf(months).report;
        const sum = (of: (month: (typeof told)[number]) => number): number =>
          told.reduce((all, one) => all + of(one), 0);
        for (const way of ["online", "counter", "post", "total"] as const) {
          expect(sum(({ received }) => received[way])).toBe(summary.received[way]);
          expect(sum(({ returned }) => returned[way])).toBe(summary.returned[way]);
        }
        expect(sum(({ settled }) => settled.total)).toBe(summary.settled.total);
        expect(sum(({ settled }) => settled.late)).toBe(summary.settled.late);
        expect(sum(({ ratings }) => ratings.responses)).toBe(summary.satisfaction.responses);
        expect(sum(({ ratings }) => ratings.satisfied)).toBe(summary.satisfaction.satisfied);
      }),
    );
  });

  it("count in their table also what is of a field without a name", () => {
    const { report } = reportOf({ "01": { lạ: { "received.post": 1 }, "du-lich": { "received.post": 3 } } });
    expect(otherFields(report.summary)).toBe(1);
    expect(fieldsTable(report).rows).toEqual([
      ["Du lịch", "3", "75%"],
      ["Lĩnh vực khác", "1", "25%"],
      ["Tổng số", "4", "100%"],
    ]);
  });

  it("balance in their table: what there was is what became of it", () => {
    const { rows } = balanceTable(busyReport().report);
    expect(rows.map(([, count]) => count)).toEqual(["7", "14.712", "14.719", "11.242", "3.408", "42", "27", "14.719"]);
  });
});
