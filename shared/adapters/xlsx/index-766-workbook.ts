import { readable } from "../../domain/foundation/instant.ts";
import type { Index766, IndicatorRow } from "../../domain/reporting/index-766.ts";
import { periodOf } from "./settlement-workbook.ts";
import { COUNT, type Page, PERCENT, POINTS, type Styled, workbookOf } from "./workbook.ts";

const TITLE = "BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP (QUYẾT ĐỊNH 766/QĐ-TTg)";
const NOT_APPLICABLE = "không áp dụng";
const NOT_MEASURED = "không đo";

const BOLD = { font: { name: "Times New Roman", size: 11, bold: true } };
const RIGHT = { alignment: { horizontal: "right" as const, vertical: "top" as const } };

const text = (value: string, style = {}): Styled => ({ value, style });
const number = (value: number | null, numFmt: string, otherwise: string, style = {}): Styled =>
  value === null ? { value: otherwise, style: { ...RIGHT, ...style } } : { value, style: { numFmt, ...style } };

const indicatorRow = (row: IndicatorRow): Styled[] => {
  const { id, name, formula, numerator, denominator, rate, threshold, maximum, points, unmeasured } = row;
  const otherwise = unmeasured ? NOT_MEASURED : NOT_APPLICABLE;
  return [
    text(id),
    text(name.vi),
    text(unmeasured ? `${formula.vi}. Không đo: ${unmeasured.vi}` : formula.vi),
    number(numerator, COUNT, otherwise),
    number(denominator, COUNT, otherwise),
    number(rate, PERCENT, otherwise),
    number(threshold, PERCENT, ""),
    number(maximum, POINTS, "không chấm"),
    number(points, POINTS, otherwise),
  ];
};

const HEADING = [
  "Số",
  "Chỉ tiêu",
  "Cách tính",
  "Tử số",
  "Mẫu số",
  "Tỷ lệ",
  "Ngưỡng điểm tối đa",
  "Điểm tối đa",
  "Điểm",
];

const headed = (headings: readonly string[]) => ({ heading: [headings.map((value) => ({ value }))], merges: [] });

/**
 * The index as a workbook: the indicators in their groups, on time in both senses, average times, and lateness by unit.
 *
 * @param agency whose index it is @param asOf when the figures were read
 */
export const index766Workbook = (index: Index766, agency: string, asOf: string): Promise<Uint8Array> => {
  const under = [agency, periodOf(index.period), `Số liệu lúc ${readable(asOf)}`];
  const { byDecision, byClocks, askedRepeatedly } = index.onTime;
  const scored = (name: string, { maximum, points }: Index766["total"], id = ""): Styled[] => [
    text(id, BOLD),
    text(name, BOLD),
    ...["", "", "", "", ""].map((empty) => text(empty)),
    number(maximum, POINTS, "", BOLD),
    number(points, POINTS, NOT_APPLICABLE, BOLD),
  ];
  const indicators: Page = {
    name: "Chỉ tiêu",
    title: TITLE,
    under,
    ...headed(HEADING),
    rows: [
      ...index.groups.flatMap((group) => [
        scored(group.name.vi, group, group.id),
        ...index.indicators.filter((one) => one.group === group.id).map(indicatorRow),
      ]),
      scored("Tổng cộng", index.total),
    ],
    notes: [
      index.terms.note.vi,
      `Điểm chỉ tính từ chỉ tiêu đo được và có phát sinh: nhiều nhất ${index.total.applicable.toLocaleString("vi-VN")} trên ${index.total.maximum} điểm.`,
    ],
    widths: [8, 34, 56, 10, 10, 12, 12, 12, 14],
    frozen: 2,
  };
  const onTime: Page = {
    name: "Đúng hạn",
    title: "ĐÚNG HẠN THEO QUYẾT ĐỊNH 766 VÀ THEO CÁCH TÍNH THỜI HẠN",
    under,
    ...headed(["Cách tính", "Đúng hạn", "Tổng số", "Tỷ lệ"]),
    rows: [
      { name: "Theo Quyết định 766", one: byDecision },
      { name: "Theo ngày hẹn trả", one: byClocks },
    ].map(({ name, one }) => [
      text(name),
      number(one.numerator, COUNT, ""),
      number(one.denominator, COUNT, ""),
      number(one.rate, PERCENT, NOT_APPLICABLE),
    ]),
    notes: [
      `Chênh lệch là ${askedRepeatedly} hồ sơ còn trong hạn nhưng bị yêu cầu bổ sung quá một lần, Quyết định 766 coi là quá hạn.`,
    ],
    widths: [40, 14, 14, 14],
    frozen: 1,
  };
  const times: Page = {
    name: "Thời gian trung bình",
    title: "THỜI GIAN GIẢI QUYẾT TRUNG BÌNH TỪNG THỦ TỤC",
    under,
    ...headed(["Mã", "Thủ tục", "Đã giải quyết", "Số ngày trung bình"]),
    rows: index.averageTimes.map(({ code, name, settled, averageDays }) => [
      text(code),
      text(name),
      number(settled, COUNT, ""),
      number(averageDays, POINTS, NOT_APPLICABLE),
    ]),
    notes: ["Từ tiếp nhận đến quyết định, trừ thời gian chờ người nộp; một ngày là 24 giờ."],
    widths: [16, 70, 14, 18],
    frozen: 1,
  };
  const lateness: Page = {
    name: "Quá hạn theo đơn vị",
    title: "HỒ SƠ GIẢI QUYẾT QUÁ HẠN THEO ĐƠN VỊ",
    under,
    ...headed(["Đơn vị", "Quá hạn trong số đã tiếp nhận", "Quá hạn khi đang giữ hồ sơ"]),
    rows: index.lateness.map(({ name, settledLate, heldWhenLate }) => [
      text(name),
      number(settledLate, COUNT, ""),
      number(heldWhenLate, COUNT, ""),
    ]),
    widths: [60, 22, 22],
    frozen: 1,
  };
  return workbookOf(TITLE, [indicators, onTime, times, lateness]);
};
