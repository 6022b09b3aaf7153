import { writtenNumber } from "../../slips/words.ts";
import type { PeriodReport, Ways } from "../period-report.ts";
import { NO_DATA, sharePercent } from "../report-words.ts";
import { bar, type Drawing, legend, line, type Shape, type Texture, text, WIDTH } from "./drawing.ts";

const BAR = 20;
const STEP = 20;
const EDGE = 0.5;
/** Between two parts of a bar. */
const GAP = 2;

const WAYS: readonly { way: keyof Ways; words: string; texture: Texture }[] = [
  { way: "online", words: "Trực tuyến", texture: "solid" },
  { way: "counter", words: "Trực tiếp", texture: "hatched" },
  { way: "post", words: "Bưu chính công ích", texture: "striped" },
];

const HEIGHT = 46 + WAYS.length * STEP + 18;

/** One bar of all, in parts, and a line for each part. */
const stack = (title: string, ways: Ways & { total: number }, y: number): Shape[] => {
  const { total } = ways;
  const parts: Shape[] = [];
  let x = EDGE;
  for (const { way, texture } of WAYS) {
    const length = total === 0 ? 0 : (ways[way] / total) * (WIDTH - 2 * EDGE);
    const isLast = x + length >= WIDTH - EDGE - 0.01;
    const width = length > 2 * GAP && !isLast ? length - GAP : length;
    parts.push(...bar({ x, y: y + 22, width, height: BAR }, texture));
    x += length;
  }
  const empty = total === 0 ? [line([EDGE, y + 22 + BAR, WIDTH - EDGE, y + 22 + BAR])] : [];
  const lines = WAYS.flatMap(({ way, words, texture }, at) => {
    const percent = sharePercent(ways[way], total);
    const counted = percent === null ? "" : ` (${percent})`;
    const at14 = y + 46 + (at + 1) * STEP - 4;
    return [
      ...legend(words, texture, 0, at14),
      text(`${writtenNumber(ways[way])}${counted}`, WIDTH, at14, { anchor: "end" }),
    ];
  });
  return [
    text(title, 0, y + 14, { bold: true }),
    text(total === 0 ? NO_DATA : `${writtenNumber(total)} hồ sơ`, WIDTH, y + 14, {
      anchor: "end",
      bold: total > 0,
      ink: total === 0 ? "grey" : "black",
    }),
    ...empty,
    ...parts,
    ...lines,
  ];
};

/** By which way dossiers came in, and by which their results went out, over the whole period. */
export const channelsChart = ({ summary: { received, returned } }: PeriodReport): Drawing => ({
  id: "channels",
  title: "Hình thức tiếp nhận và trả kết quả",
  description:
    "Hai thanh ngang, mỗi thanh là toàn bộ số hồ sơ, chia theo hình thức: trực tuyến, trực tiếp, bưu chính công ích. Số liệu ở bảng đi kèm.",
  height: 2 * HEIGHT - 14,
  shapes: [...stack("Tiếp nhận", received, 0), ...stack("Trả kết quả", returned, HEIGHT)],
});
