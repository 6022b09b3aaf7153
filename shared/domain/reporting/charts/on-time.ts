import type { PeriodReport } from "../period-report.ts";
import { NO_DATA, sharePercent, shareWithParts, writtenMonth } from "../report-words.ts";
import { bar, type Drawing, legend, line, type Shape, text, WIDTH } from "./drawing.ts";

const BAR = 13;
const ROW = 42;
const TOP = 26;
const EDGE = 0.5;
const LONG = WIDTH - 2 * EDGE;

type Settled = { total: number; inTime: number };

/** A bar that is whole where all is in time; its hatched end is what was late. */
const row = (words: string, { total, inTime }: Settled, y: number, bold: boolean): Shape[] => {
  const share = shareWithParts(inTime, total);
  const label = [
    text(words, 0, y + 14, { bold }),
    text(share ?? NO_DATA, WIDTH, y + 14, { anchor: "end", bold, ink: share ? "black" : "grey" }),
  ];
  const [top, height] = [y + 20, BAR];
  if (total === 0) return [...label, line([EDGE, top + height, WIDTH - EDGE, top + height])];
  const length = (inTime / total) * LONG;
  return [
    ...label,
    ...bar({ x: EDGE + length, y: top, width: LONG - length, height }, "hatched"),
    ...bar({ x: EDGE, y: top, width: length, height }, "solid"),
  ];
};

/** What share of the dossiers that were settled was settled in time, over the period and month by month. */
export const onTimeChart = ({ summary, months }: PeriodReport): Drawing => {
  const { total, early, onTime } = summary.settled;
  const inTime = early + onTime;
  const bottom = TOP + (months.length + 1) * ROW;
  const scale = [0, 50, 100].map((percent) =>
    text(`${percent}%`, (percent / 100) * WIDTH, bottom + 14, {
      anchor: percent === 0 ? "start" : percent === 50 ? "middle" : "end",
      ink: "grey",
      small: true,
    }),
  );
  const said =
    total === 0
      ? `Chưa giải quyết hồ sơ nào: ${NO_DATA}.`
      : `Cả kỳ đúng hạn ${sharePercent(inTime, total)} trên thang từ 0% đến 100%.`;
  return {
    id: "on-time",
    title: "Tỷ lệ hồ sơ giải quyết đúng hạn theo tháng",
    description: `${said} Số liệu từng tháng ở bảng đi kèm.`,
    height: bottom + 20,
    shapes: [
      ...legend("Đúng hạn", "solid", 0, 14),
      ...legend("Quá hạn", "hatched", 120, 14),
      ...row("Cả kỳ", { total, inTime }, TOP, true),
      ...months.flatMap(({ month, settled }, at) => row(writtenMonth(month), settled, TOP + (at + 1) * ROW, false)),
      ...scale,
    ],
  };
};
