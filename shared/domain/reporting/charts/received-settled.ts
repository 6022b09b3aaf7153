import { writtenNumber } from "../../slips/words.ts";
import type { PeriodReport } from "../period-report.ts";
import { NO_DATA, writtenMonth } from "../report-words.ts";
import { axis, ticksTo } from "./axis.ts";
import { bar, type Drawing, legend, type Shape, text } from "./drawing.ts";

const LEFT = 66;
/** As far as the longest bar: its number stands after it. */
const LONGEST = 200;
const BAR = 14;
const ROW = 2 * BAR + 12;
const TOP = 32;

/** How many dossiers came in and how many were settled, month by month, as bars from 0 on one scale. */
export const receivedSettledChart = ({ months }: PeriodReport): Drawing => {
  const most = Math.max(0, ...months.flatMap(({ received, settled }) => [received.total, settled.total]));
  const ticks = ticksTo(most);
  const bottom = TOP + months.length * ROW;
  const lengthOf = (count: number): number => (most === 0 ? 0 : (count / (ticks.at(-1) ?? most)) * LONGEST);
  const rows = months.flatMap(({ month, received, settled }, at): Shape[] => {
    const y = TOP + at * ROW + 5;
    const one = (count: number, down: number, texture: "solid" | "hatched"): Shape[] => [
      ...bar({ x: LEFT, y: y + down, width: lengthOf(count), height: BAR }, texture),
      text(writtenNumber(count), LEFT + lengthOf(count) + 6, y + down + BAR - 2.5),
    ];
    return [
      text(writtenMonth(month), 0, y + BAR + 5),
      ...one(received.total, 0, "solid"),
      ...one(settled.total, BAR + 2, "hatched"),
    ];
  });
  const scale = most === 0 ? [] : axis(ticks, { x: LEFT, width: LONGEST, top: TOP, bottom });
  const described =
    most === 0
      ? `Không có hồ sơ nào được tiếp nhận hay giải quyết: ${NO_DATA}.`
      : `Mỗi tháng hai thanh ngang trên thang từ 0 đến ${writtenNumber(ticks.at(-1) ?? 0)} hồ sơ; nhiều nhất là ${writtenNumber(most)} hồ sơ một tháng.`;
  return {
    id: "received-settled",
    title: "Hồ sơ tiếp nhận và giải quyết theo tháng",
    description: `${described} Số liệu từng tháng ở bảng đi kèm.`,
    height: bottom + 22,
    shapes: [
      ...legend("Tiếp nhận", "solid", 0, 14),
      ...legend("Giải quyết", "hatched", 120, 14),
      ...scale,
      ...rows,
      ...(most === 0 ? [text(`Cả kỳ ${NO_DATA}`, LEFT, bottom + 14, { ink: "grey" })] : []),
    ],
  };
};
