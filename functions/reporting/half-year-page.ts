import { channelsChart } from "../../shared/domain/reporting/charts/channels.ts";
import type { Drawing } from "../../shared/domain/reporting/charts/drawing.ts";
import { onTimeChart } from "../../shared/domain/reporting/charts/on-time.ts";
import { receivedSettledChart } from "../../shared/domain/reporting/charts/received-settled.ts";
import { satisfactionChart } from "../../shared/domain/reporting/charts/satisfaction.ts";
import { svgOf } from "../../shared/domain/reporting/charts/svg.ts";
import { type HalfYear, halfName } from "../../shared/domain/reporting/half-year.ts";
import type { PeriodReport } from "../../shared/domain/reporting/period-report.ts";
import { type Checks, reportNotes } from "../../shared/domain/reporting/report-notes.ts";
import { reportSentences } from "../../shared/domain/reporting/report-sentences.ts";
import {
  balanceTable,
  channelsByMonthTable,
  channelsTable,
  fieldsTable,
  onTimeTable,
  type ReportTable,
  receivedSettledTable,
  satisfactionTable,
} from "../../shared/domain/reporting/report-tables.ts";
import { writtenMonth } from "../../shared/domain/reporting/report-words.ts";
import { writtenDate } from "../../shared/domain/slips/words.ts";
import { type Html, html, pagesIn } from "../boundary/html.ts";

const STYLE =
  "body{max-width:58rem}figure{margin:1rem 0 2rem}.s{display:flex;flex-wrap:wrap;gap:1rem 2rem;align-items:flex-start}.c{flex:1 1 17rem;max-width:26rem;min-width:0}.c svg{display:block;width:100%;height:auto}.t{flex:1 1 18rem;min-width:0;max-width:100%;overflow-x:auto}.t:focus-visible{outline:3px solid #0b5394}table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.4;font-variant-numeric:tabular-nums}caption{text-align:left;padding:0 0 .35rem;color:#444}th,td{border:1px solid #767676;padding:.25rem .4rem;text-align:right}th{background:#eef3f9}th:first-child,td:first-child{text-align:left}tbody th{font-weight:400;background:none}figcaption{font-weight:700;margin:0 0 .5rem}@media(max-width:26rem){table{font-size:.8125rem}th,td{padding:.25rem .3rem}}@media print{body{max-width:none;padding:0;font-size:11pt}a{color:#000}.c{flex:0 0 45%}.t{flex:1 1 45%;overflow:visible}figure,.t,tr,h2{break-inside:avoid}h2{break-after:avoid}table{font-size:9.5pt}}";

const page = /* @__PURE__ */ pagesIn(STYLE);

const tableOf = ({ caption, columns, rows }: ReportTable): Html =>
  html`<div class="t" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${columns.map(
    ({ title }) => html`<th scope="col">${title}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ([name = "", ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;

const figure = (drawing: Drawing, table: ReportTable): Html =>
  html`<figure><figcaption>${drawing.title}</figcaption><div class="s"><div class="c">${{ html: svgOf(drawing) }}</div>${tableOf(table)}</div></figure>`;

type Shown = { half: HalfYear; centre: string; checks: Checks; pdf: string };

/** The report of half a year for who reads it on a screen or prints it from there. */
export const halfYearPage = (report: PeriodReport, { half, centre, checks, pdf }: Shown) => {
  const { period } = half;
  const title = `Kết quả giải quyết thủ tục hành chính ${halfName(half)}`;
  const under = half.isOver
    ? html``
    : html`<p class="w"><strong>Kỳ chưa kết thúc.</strong> Số liệu đến ngày ${writtenDate(period.to)}.</p>`;
  const months = checks.months.map(
    ({ month, url }, at) => html`${at === 0 ? "" : ", "}<a href="${url}">${writtenMonth(month)}</a>`,
  );
  return page(
    title,
    html`<h1>${title}</h1><p>${centre}</p>${under}${reportSentences(report.summary, half).map(
      (sentence) => html`<p>${sentence}</p>`,
    )}<p><a href="${pdf}">Tải báo cáo (PDF)</a></p><h2>Tiếp nhận và giải quyết</h2>${figure(
      receivedSettledChart(report),
      receivedSettledTable(report),
    )}<div class="s">${tableOf(fieldsTable(report))}${tableOf(balanceTable(report))}</div><h2>Đúng hạn</h2>${figure(
      onTimeChart(report),
      onTimeTable(report),
    )}<h2>Hình thức</h2>${figure(channelsChart(report), channelsTable(report))}${tableOf(
      channelsByMonthTable(report),
    )}<h2>Mức độ hài lòng</h2>${figure(satisfactionChart(report), satisfactionTable(report))}<h2>Kiểm tra số liệu</h2><ul>${reportNotes(
      report,
    ).map(
      (note) => html`<li>${note}</li>`,
    )}<li><a href="${checks.summary}">Các số liệu này ở dạng dữ liệu (JSON)</a></li><li>Dữ liệu mở: ${months}</li></ul>`,
    "'none'",
  );
};
