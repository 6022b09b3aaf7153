import { csvOf } from "../foundation/csv.ts";
import type { Settlement, SettlementFigures } from "./settlement.ts";

type Column = { heading: string; value: (figures: SettlementFigures) => number };

/** The columns of the form, in their groups. A group of one column has no heading of its own. */
export const COLUMN_GROUPS: readonly { heading: string; columns: readonly Column[] }[] = [
  {
    heading: "Số hồ sơ tiếp nhận",
    columns: [
      { heading: "Tổng số", value: ({ toSettle }) => toSettle },
      { heading: "Kỳ trước chuyển sang", value: ({ received }) => received.carriedOver },
      { heading: "Trực tuyến", value: ({ received }) => received.online },
      { heading: "Trực tiếp", value: ({ received }) => received.counter },
      { heading: "Bưu chính công ích", value: ({ received }) => received.post },
    ],
  },
  {
    heading: "Số hồ sơ đã giải quyết",
    columns: [
      { heading: "Tổng số", value: ({ settled }) => settled.total },
      { heading: "Trước hạn", value: ({ settled }) => settled.early },
      { heading: "Đúng hạn", value: ({ settled }) => settled.onTime },
      { heading: "Quá hạn", value: ({ settled }) => settled.late },
    ],
  },
  {
    heading: "Số hồ sơ đang giải quyết",
    columns: [
      { heading: "Tổng số", value: ({ open }) => open.total },
      { heading: "Trong hạn", value: ({ open }) => open.inTime },
      { heading: "Quá hạn", value: ({ open }) => open.late },
    ],
  },
  { heading: "Tạm dừng chờ người nộp", columns: [{ heading: "", value: ({ paused }) => paused }] },
  {
    heading: "Kết thúc không giải quyết",
    columns: [
      { heading: "Rút hồ sơ", value: ({ ended }) => ended.withdrawn },
      { heading: "Dừng giải quyết", value: ({ ended }) => ended.stopped },
    ],
  },
  {
    heading: "Không tiếp nhận (ngoài tổng số)",
    columns: [
      { heading: "Từ chối", value: ({ notReceived }) => notReceived.refused },
      { heading: "Rút hồ sơ", value: ({ notReceived }) => notReceived.withdrawn },
      { heading: "Dừng", value: ({ notReceived }) => notReceived.stopped },
    ],
  },
];

export const COLUMNS: readonly Column[] = COLUMN_GROUPS.flatMap(({ columns }) => columns);

export type Line = {
  level: "field" | "procedure" | "unit" | "total";
  /** As the form counts its rows: `1`, `1.2`; none of agencies and of the total. */
  number: string;
  /** Of the procedure, or the id of the field or the unit. */
  code: string;
  name: string;
  figures: SettlementFigures;
};

/** Every row of the report from top to bottom, the total last. */
export const linesOf = ({ fields, total }: Settlement): Line[] => [
  ...fields.flatMap(({ id, name, figures, procedures }, field): Line[] => [
    { level: "field", number: String(field + 1), code: id, name, figures },
    ...procedures.flatMap((procedure, place): Line[] => [
      { ...procedure, level: "procedure", number: `${field + 1}.${place + 1}` },
      ...procedure.units.map((unit): Line => ({ ...unit, code: unit.id, level: "unit", number: "" })),
    ]),
  ]),
  { level: "total", number: "", code: "", name: "Tổng cộng", figures: total },
];

const LEVELS: Record<Line["level"], string> = {
  field: "Lĩnh vực",
  procedure: "Thủ tục",
  unit: "Cơ quan",
  total: "Tổng cộng",
};

/** The report as a flat table: one heading a column, and in the first what a row is of, so that no sum is added twice. */
export const settlementCsv = (report: Settlement): string =>
  csvOf([
    [
      "Cấp",
      "STT",
      "Mã",
      "Tên",
      ...COLUMN_GROUPS.flatMap(({ heading, columns }) =>
        columns.map((column) => (column.heading === "" ? heading : `${heading}: ${column.heading}`)),
      ),
    ],
    ...linesOf(report).map(({ level, number, code, name, figures }) => [
      LEVELS[level],
      number,
      code,
      name,
      ...COLUMNS.map(({ value }) => value(figures)),
    ]),
  ]);
