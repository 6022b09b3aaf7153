import type { DrawnBlock, DrawnSheet } from "../slips/sheet.ts";
import { writtenDate } from "../slips/words.ts";
import { channelsChart } from "./charts/channels.ts";
import { onTimeChart } from "./charts/on-time.ts";
import { receivedSettledChart } from "./charts/received-settled.ts";
import { satisfactionChart } from "./charts/satisfaction.ts";
import { type HalfYear, halfName } from "./half-year.ts";
import type { PeriodReport } from "./period-report.ts";
import { reportNotes } from "./report-notes.ts";
import { reportSentences } from "./report-sentences.ts";
import {
  balanceTable,
  channelsByMonthTable,
  channelsTable,
  fieldsTable,
  onTimeTable,
  type ReportTable,
  receivedSettledTable,
  satisfactionTable,
} from "./report-tables.ts";

const heading = (text: string): DrawnBlock => ({ kind: "heading", text });

const table = ({ caption, columns, rows }: ReportTable): DrawnBlock => ({
  kind: "table",
  label: caption,
  note: null,
  columns,
  rows,
  tall: false,
  together: true,
});

/** The report of half a year on paper: what it says in words, its pictures, and the figures of each. `summary` is their address. */
export const halfYearSheet = (
  report: PeriodReport,
  { half, centre, summary }: { half: HalfYear; centre: string; summary: string },
): DrawnSheet => {
  const title = `Kết quả giải quyết thủ tục hành chính ${halfName(half)}`;
  return {
    title,
    asOf: half.period.to,
    footer: `Báo cáo ${halfName(half)}${half.isOver ? "" : `, số liệu đến ngày ${writtenDate(half.period.to)}`}`,
    blocks: [
      { kind: "paragraph", text: centre, style: "centred" },
      {
        kind: "title",
        text: title,
        note: half.isOver ? null : `kỳ chưa kết thúc, số liệu đến ngày ${writtenDate(half.period.to)}`,
      },
      { kind: "paragraph", text: reportSentences(report.summary, half).join(" "), style: "plain" },
      heading("Tiếp nhận, giải quyết và đúng hạn"),
      { kind: "drawings", drawings: [receivedSettledChart(report), onTimeChart(report)] },
      table(receivedSettledTable(report)),
      table(onTimeTable(report)),
      table(fieldsTable(report)),
      table(balanceTable(report)),
      heading("Hình thức, mức độ hài lòng"),
      { kind: "drawings", drawings: [channelsChart(report), satisfactionChart(report)] },
      table(channelsTable(report)),
      table(channelsByMonthTable(report)),
      table(satisfactionTable(report)),
      heading("Kiểm tra số liệu"),
      ...reportNotes(report).map((text): DrawnBlock => ({ kind: "paragraph", text: `- ${text}`, style: "item" })),
      {
        kind: "qr",
        url: summary,
        lines: ["Các số liệu này ở dạng dữ liệu (JSON), để ai cũng có thể kiểm tra:", summary],
      },
    ],
  };
};
