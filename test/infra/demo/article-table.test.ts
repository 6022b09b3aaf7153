import { describe, expect, it } from "vitest";
import type { Summary } from "../../../infra/local/demo/article/summary.ts";
import { rowsOf, tableOf } from "../../../infra/local/demo/article/table.ts";

const ARTICLE: Summary = {
  period: { from: "2021-01-01", to: "2021-06-30" },
  procedures: { total: 140, byLevel: { "1": 0, "2": 5, "3": 11, "4": 124 }, level4Rate: 0.8857 },
  received: {
    total: 94,
    onlineRate: 1,
    byField: [
      { id: "du-lich", name: "Du lịch", count: 4 },
      { id: "the-duc-the-thao", name: "Thể dục thể thao", count: 1 },
      { id: "van-hoa-co-so", name: "Văn hóa cơ sở", count: 89 },
    ],
  },
  settled: { total: 94, early: 80, onTime: 14, onTimeRate: 1 },
  returned: { total: 94, online: 11, post: 83 },
  satisfaction: { responses: 94, satisfied: 94, rate: 1 },
};

const figures = (summary: Summary): string[] => rowsOf(summary).map(([, figure]) => figure);

describe("the article's table", () => {
  it("is printed from the summary as the article has it", () => {
    expect(figures(ARTICLE)).toEqual(["124/140 (88,57%)", "94 (4/1/89)", "100%", "83/94", "11/94", "100%", "100%"]);
    const [heading, ...lines] = tableOf(ARTICLE).split("\n");
    expect(heading).toContain("01/01/2021 đến 30/06/2021");
    expect(lines[1]).toMatch(/^ {2}Hồ sơ tiếp nhận +94 \(4\/1\/89\) +Du lịch \/ Thể dục thể thao \/ Văn hóa cơ sở$/);
  });

  it("says what another summary says", () => {
    const other: Summary = {
      ...ARTICLE,
      procedures: { total: 1200, byLevel: { "4": 3 }, level4Rate: 0.0025 },
      received: { total: 12_345, onlineRate: 0.9341, byField: [{ id: "x", name: "X", count: 12_345 }] },
      settled: { total: 10, early: 2, onTime: 7, onTimeRate: 0.9 },
      returned: { total: 9, online: 4, post: 2 },
      satisfaction: { responses: 3, satisfied: 2, rate: 0.6667 },
    };
    expect(figures(other)).toEqual(["3/1.200 (0,25%)", "12.345 (12.345)", "93,41%", "2/9", "4/9", "90%", "66,67%"]);
    expect(rowsOf(other).map(([, , basis]) => basis)).toEqual([
      "thủ tục",
      "X",
      "12.345 hồ sơ tiếp nhận",
      "kết quả đã trả",
      "kết quả đã trả",
      "9/10 hồ sơ đã giải quyết",
      "2/3 đánh giá, trên 9 kết quả đã trả",
    ]);
  });

  it("has a dash for what is not there or has nothing to be a share of, never a zero", () => {
    expect(figures({ period: ARTICLE.period })).toEqual(["–/– (–)", "– (–)", "–", "–/–", "–/–", "–", "–"]);
    const nothing = { ...ARTICLE, settled: { total: 0, early: 0, onTime: 0, onTimeRate: null } };
    expect(figures(nothing)[5]).toBe("–");
  });
});
