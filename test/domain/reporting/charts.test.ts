import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ticksTo } from "../../../shared/domain/reporting/charts/axis.ts";
import { channelsChart } from "../../../shared/domain/reporting/charts/channels.ts";
import { bar, type Drawing, INKS, type Shape, WIDTH } from "../../../shared/domain/reporting/charts/drawing.ts";
import { onTimeChart } from "../../../shared/domain/reporting/charts/on-time.ts";
import { receivedSettledChart } from "../../../shared/domain/reporting/charts/received-settled.ts";
import { satisfactionChart } from "../../../shared/domain/reporting/charts/satisfaction.ts";
import { svgOf } from "../../../shared/domain/reporting/charts/svg.ts";
import type { PeriodReport } from "../../../shared/domain/reporting/period-report.ts";
import { articleReport, busyReport, reportOf } from "../../builders/period-report.ts";

const CHARTS = { receivedSettledChart, onTimeChart, channelsChart, satisfactionChart };
const REPORTS = { article: articleReport().report, busy: busyReport().report, empty: reportOf({}).report };
const ALL = Object.entries(CHARTS).flatMap(([chart, draw]) =>
  Object.entries(REPORTS).map(([name, report]) => [`${chart} of ${name}`, draw(report)] as const),
);

const wordsOf = ({ shapes }: Drawing): string[] =>
  shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

type BoxShape = Extract<Shape, { kind: "box" }>;
/** Bars below the legend: the swatches of it are no figures. */
const barsOf = ({ shapes }: Drawing, stroke: BoxShape["stroke"]): BoxShape[] =>
  shapes.flatMap((shape) => (shape.kind === "box" && shape.stroke === stroke && shape.width !== 18 ? [shape] : []));

const channel = (hex: string): number => {
  const value = Number.parseInt(hex, 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
/** Against white, by WCAG 2.2. */
const contrast = (ink: string): number => {
  const [red = "", green = "", blue = ""] = ink.match(/[0-9a-f]{2}/g) ?? [];
  return 1.05 / (0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue) + 0.05);
};

describe("a chart", () => {
  it.each(ALL)("%s is a picture with a title and a description, without style or script", (_, drawing) => {
    const svg = svgOf(drawing);
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 320 [\d.]+" role="img" aria-labelledby="([a-z-]+)-title \1-desc"/);
    expect(svg).toMatch(/<title id="[a-z-]+-title">[^<]{10,}<\/title><desc id="[a-z-]+-desc">[^<]{20,}<\/desc>/);
    expect(svg).not.toMatch(/style=|<style|<script|href|NaN|Infinity|undefined/);
  });

  it.each(ALL)("%s stays within its edges", (_, { shapes, height }) => {
    for (const shape of shapes) {
      if (shape.kind === "box") {
        expect(shape.width).toBeGreaterThan(0);
        expect(shape.x).toBeGreaterThanOrEqual(0);
        expect(shape.x + shape.width).toBeLessThanOrEqual(WIDTH);
        expect(shape.y + shape.height).toBeLessThanOrEqual(height);
      }
      if (shape.kind === "text") expect(shape.y).toBeLessThanOrEqual(height - 3);
    }
  });

  it("writes in letters of 12 units at least, and in inks that stand 4.5:1 on white", () => {
    const sizes = ALL.flatMap(([, { shapes }]) =>
      shapes.flatMap((shape) => (shape.kind === "text" ? [shape.size] : [])),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
    for (const ink of Object.values(INKS)) expect(contrast(ink)).toBeGreaterThanOrEqual(4.5);
  });

  it("tells its bars apart by texture, not by colour alone", () => {
    const box = { x: 0, y: 0, width: 100, height: 10 };
    const [solid, hatched, striped] = (["solid", "hatched", "striped"] as const).map((one) =>
      bar(box, one).map((shape) =>
        shape.kind === "lines" ? shape.segments : shape.kind === "box" && shape.fill !== null,
      ),
    );
    expect(solid).toEqual([true]);
    expect(hatched?.[0]).not.toEqual(striped?.[0]);
    expect([hatched?.[1], striped?.[1]]).toEqual([false, false]);
  });

  it("cuts the lines of a texture at the edges of its bar", () => {
    const side = fc.double({ min: 0.1, max: 300, noNaN: true });
    fc.assert(
      fc.property(side, side, fc.constantFrom("hatched" as const, "striped" as const), (width, height, texture) => {
        for (const shape of bar({ x: 10, y: 20, width, height }, texture))
          for (const [x1, y1, x2, y2] of shape.kind === "lines" ? shape.segments : [])
            for (const [x, y] of [[x1, y1] as const, [x2, y2] as const]) {
              expect(x).toBeGreaterThanOrEqual(10 - 1e-9);
              expect(x).toBeLessThanOrEqual(10 + width + 1e-9);
              expect(y).toBeGreaterThanOrEqual(20 - 1e-9);
              expect(y).toBeLessThanOrEqual(20 + height + 1e-9);
            }
      }),
    );
  });

  it("writes words as the words that they are", () => {
    const drawing = { ...receivedSettledChart(REPORTS.empty), title: `<b>"&'` };
    expect(svgOf(drawing)).toContain("&lt;b&gt;&quot;&amp;&#39;</title>");
  });
});

describe("the scale of a chart", () => {
  it("begins at 0, goes by whole numbers alike and holds the most", () => {
    expect(ticksTo(0)).toEqual([0]);
    expect(ticksTo(1)).toEqual([0, 1]);
    expect(ticksTo(22)).toEqual([0, 10, 20, 30]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (most) => {
        const ticks = ticksTo(most);
        const step = ticks[1] ?? 0;
        expect(ticks[0]).toBe(0);
        expect(Number.isInteger(step)).toBe(true);
        expect(ticks.every((tick, at) => tick === at * step)).toBe(true);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
        expect(ticks.length).toBeLessThanOrEqual(5);
        expect((ticks.at(-2) ?? 0) < most).toBe(true);
      }),
    );
  });
});

describe("received and settled by month", () => {
  it("draws bars as long as their figures, and writes each figure", () => {
    const drawing = receivedSettledChart(REPORTS.article);
    const bars = barsOf(drawing, "blue");
    const [first = 0, second = 0] = bars.map(({ width }) => width);
    expect(bars).toHaveLength(6);
    expect(first / second).toBeCloseTo(9 / 7);
    for (const count of ["9", "7", "20", "22", "18"]) expect(wordsOf(drawing)).toContain(count);
  });

  it("draws no bar for none, and writes the 0", () => {
    const drawing = receivedSettledChart(REPORTS.busy);
    expect(barsOf(drawing, "brown")).toHaveLength(1);
    expect(wordsOf(drawing).filter((words) => words === "0").length).toBeGreaterThanOrEqual(3);
    expect(wordsOf(receivedSettledChart(REPORTS.empty)).join()).toContain("chưa có dữ liệu");
  });
});

describe("on time by month", () => {
  it("parts a bar by what was late, and says so with both counts", () => {
    const drawing = onTimeChart(REPORTS.busy);
    const [inTime] = barsOf(drawing, "blue");
    const [late] = barsOf(drawing, "brown");
    expect((inTime?.width ?? 0) / ((inTime?.width ?? 0) + (late?.width ?? 0))).toBeCloseTo(10_001 / 11_242);
    expect(wordsOf(drawing)).toContain("88,96% (10.001/11.242)");
    expect(wordsOf(drawing).filter((words) => words === "chưa có dữ liệu")).toHaveLength(2);
  });

  it("has no 100% of nothing but at the end of its scale", () => {
    expect(wordsOf(onTimeChart(REPORTS.empty)).filter((words) => words.includes("100%"))).toEqual(["100%"]);
    expect(barsOf(onTimeChart(REPORTS.empty), "blue")).toEqual([]);
  });
});

describe("the channels", () => {
  it("are parts of one bar as long as all, each with its count and share", () => {
    const drawing = channelsChart(REPORTS.article);
    expect(wordsOf(drawing)).toEqual(expect.arrayContaining(["94 (100%)", "0 (0%)", "11 (11,70%)", "83 (88,30%)"]));
    const [post] = barsOf(drawing, "green");
    expect(post?.width).toBeCloseTo((83 / 94) * (WIDTH - 1), 0);
  });
});

describe("satisfaction", () => {
  it("never stands without how many answered of how many", () => {
    const words = wordsOf(satisfactionChart(REPORTS.article));
    expect(words).toEqual(expect.arrayContaining(["100% (40/40)", "42,55% (40/94)", "100% (5/5)", "55,56% (5/9)"]));
    const rates = (report: PeriodReport): number =>
      wordsOf(satisfactionChart(report)).filter((one) => /%/.test(one)).length;
    expect(rates(REPORTS.article)).toBe(14);
    expect(rates(REPORTS.empty)).toBe(0);
  });

  it("draws no share of more answers than results, but counts them", () => {
    const { report } = reportOf({ "02": { "du-lich": { rated: 3, satisfied: 2, "returned.post": 1 } } });
    const drawing = satisfactionChart(report);
    expect(wordsOf(drawing)).toContain("3 phản hồi, 1 trả kết quả");
    expect(barsOf(drawing, "brown")).toEqual([]);
  });
});
