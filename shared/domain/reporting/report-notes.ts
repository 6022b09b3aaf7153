import { readable } from "../foundation/instant.ts";
import { writtenNumber } from "../slips/words.ts";
import type { PeriodReport } from "./period-report.ts";

/** Where the same figures stand as data. */
export type Checks = { summary: string; months: { month: string; url: string }[] };

/** How the figures are to be read. */
export const reportNotes = ({ summary }: PeriodReport): string[] => [
  `Số liệu tính đến ${readable(summary.asOf)}.`,
  "Hồ sơ được tính là tiếp nhận vào ngày cơ quan tiếp nhận, là giải quyết vào ngày có quyết định; đúng hạn gồm cả trước hạn, so theo ngày.",
  "Hài lòng là đánh giá chung từ 4 điểm trở lên trên thang 5 điểm. Tỷ lệ phản hồi là số phản hồi nhận trong kỳ trên số hồ sơ trả kết quả trong kỳ; một phản hồi có thể thuộc hồ sơ trả kết quả trước đó, và khi vì vậy có nhiều phản hồi hơn kết quả thì không tính tỷ lệ (–).",
  ...(summary.procedures.total === 0
    ? []
    : [
        `Thủ tục hành chính được tính là ${writtenNumber(summary.procedures.total)} thủ tục có hiệu lực vào ngày cuối của kỳ.`,
      ]),
];
