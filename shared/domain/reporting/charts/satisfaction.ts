import { type PeriodReport, type Ratings, ratingsOf } from "../period-report.ts";
import { NO_DATA, responseShare, shareWithParts, writtenMonth, writtenResponse } from "../report-words.ts";
import { bar, type Drawing, legend, line, type Shape, type Texture, text, WIDTH } from "./drawing.ts";

const BAR = 11;
const ROW = 58;
const TOP = 26;
const EDGE = 0.5;
/** Two bars side by side. */
const LONG = 150;
const RIGHT = WIDTH - LONG;

const share = (
  of: { part: number; whole: number } | null,
  words: string,
  { x, y, texture, bold }: { x: number; y: number; texture: Texture; bold: boolean },
): Shape[] => {
  const isEmpty = words === NO_DATA;
  const label = text(words, x, y + 14, { bold: bold && !isEmpty, small: true, ink: isEmpty ? "grey" : "black" });
  const top = y + 19;
  const end = x + LONG - EDGE;
  const ground = line([x + EDGE, top + BAR, end, top + BAR]);
  if (of === null) return [label, ground];
  return [
    label,
    ground,
    line([end, top, end, top + BAR]),
    ...bar({ x: x + EDGE, y: top, width: (of.part / of.whole) * (LONG - 2 * EDGE), height: BAR }, texture),
  ];
};

const row = (words: string, ratings: Ratings, y: number, bold: boolean): Shape[] => {
  const { responses, satisfied } = ratings;
  const answered = responses === 0 ? null : { part: satisfied, whole: responses };
  return [
    text(words, 0, y + 14, { bold }),
    ...share(answered, shareWithParts(satisfied, responses) ?? NO_DATA, { x: 0, y: y + 16, texture: "solid", bold }),
    ...share(responseShare(ratings), writtenResponse(ratings), { x: RIGHT, y: y + 16, texture: "hatched", bold }),
  ];
};

/** How many were satisfied, never without how many answered and of how many that could. */
export const satisfactionChart = ({ summary, months }: PeriodReport): Drawing => {
  const ratings = ratingsOf(summary);
  const said =
    ratings.responses === 0
      ? `Chưa có phản hồi đánh giá nào: ${NO_DATA}.`
      : `Cả kỳ hài lòng ${shareWithParts(ratings.satisfied, ratings.responses)}; phản hồi ${writtenResponse(ratings)}.`;
  return {
    id: "satisfaction",
    title: "Mức độ hài lòng và tỷ lệ phản hồi theo tháng",
    description: `${said} Số liệu từng tháng ở bảng đi kèm.`,
    height: TOP + (months.length + 1) * ROW,
    shapes: [
      ...legend("Hài lòng", "solid", 0, 14),
      ...legend("Phản hồi", "hatched", RIGHT, 14),
      ...row("Cả kỳ", ratings, TOP, true),
      ...months.flatMap((one, at) => row(writtenMonth(one.month), one.ratings, TOP + (at + 1) * ROW, false)),
    ],
  };
};
