import { describe, expect, it } from "vitest";
import type { Summary } from "../../../infra/local/demo/article/summary.ts";
import { count, differencesOf, type Tally } from "../../../infra/local/demo/article/tally.ts";

/** Two dossiers received and one of them settled, returned and rated; the catalogue has one procedure. */
const done = (): Tally => {
  const tally: Tally = new Map();
  count(tally, "procedures.total", "procedures.byLevel.4");
  for (const field of ["a", "b"]) count(tally, "received.total", "received.online", `received.byField.${field}`);
  count(tally, "open.total", "open.inTime", "settled.total", "settled.onTime", "returned.total", "returned.post");
  count(tally, "satisfaction.responses");
  return tally;
};

const told = {
  period: { from: "2021-01-01", to: "2021-06-30" },
  procedures: { total: 1, byLevel: { "1": 0, "2": 0, "3": 0, "4": 1 }, level4Rate: 1, oneStop: 1, oneStopRate: 1 },
  received: {
    ...{ total: 2, carriedOver: 0, online: 2, counter: 0, post: 0, onlineRate: 1 },
    byField: [
      { id: "a", name: "A", count: 1 },
      { id: "b", name: "B", count: 1 },
    ],
  },
  settled: { total: 1, early: 0, onTime: 1, late: 0, onTimeRate: 1 },
  open: { total: 1, inTime: 1, late: 0 },
  paused: 0,
  ended: { withdrawn: 0, stopped: 0 },
  notReceived: { refused: 0, withdrawn: 0, stopped: 0 },
  returned: { total: 1, online: 0, counter: 0, post: 1 },
  satisfaction: { responses: 1, satisfied: 0, rate: 0 },
  asOf: "2021-06-30T14:00:00+07:00",
} satisfies Summary;

describe("what was done beside what the summary says", () => {
  it("differs in nothing where the summary tells the truth", () => {
    expect(differencesOf(done(), told)).toEqual([]);
  });

  it("is named wherever a figure is another, is missing, or speaks of what nobody did", () => {
    const wrong = {
      ...told,
      received: { ...told.received, online: 1, byField: [...told.received.byField, { id: "c", name: "C", count: 1 }] },
      settled: { ...told.settled, early: 1, onTime: 0 },
      returned: { total: 1, online: 0, counter: 0 },
      satisfaction: { ...told.satisfaction, rate: null },
    };
    expect(differencesOf(done(), wrong)).toEqual([
      "received.online: làm / done 2, báo cáo / summary 1",
      "settled.early: làm / done 0, báo cáo / summary 1",
      "settled.onTime: làm / done 1, báo cáo / summary 0",
      "returned.post: làm / done 1, báo cáo / summary –",
      "satisfaction.rate: làm / done 0, báo cáo / summary –",
      "received.byField.c: làm / done 0, báo cáo / summary 1",
    ]);
  });
});
