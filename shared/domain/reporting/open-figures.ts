import * as z from "zod";
import type { CsvColumn } from "../foundation/csv.ts";
import { type FigureRow, type Figures, sumOf } from "./figures.ts";
import type { StandingRow } from "./statistics-store.ts";
import { LEAST_RESPONSES } from "./summary.ts";

const Count = z.int();

/** One line of a month's open data: a procedure where one unit settles it. */
export const OpenFigures = z.strictObject({
  month: z.string().describe("Tháng (yyyy-mm), theo giờ Việt Nam"),
  unit: z.strictObject({ id: z.string(), name: z.string() }).describe("Đơn vị tiếp nhận hồ sơ"),
  field: z.strictObject({ id: z.string(), name: z.string() }).describe("Lĩnh vực"),
  procedure: z.string().describe("Mã thủ tục hành chính"),
  received: z
    .strictObject({ online: Count, counter: Count, post: Count })
    .describe("Tiếp nhận trong tháng, theo cách nộp"),
  settled: z
    .strictObject({ early: Count, onTime: Count, late: Count })
    .describe("Giải quyết trong tháng: trước hạn, đúng hạn, quá hạn (so ngày với ngày)"),
  ended: z.strictObject({ withdrawn: Count, stopped: Count }).describe("Rút hoặc dừng sau khi tiếp nhận"),
  notReceived: z
    .strictObject({ refused: Count, withdrawn: Count, stopped: Count })
    .describe("Từ chối, rút hoặc dừng trước khi tiếp nhận"),
  returned: z
    .strictObject({ online: Count, counter: Count, post: Count })
    .describe("Trả kết quả trong tháng, theo cách trả"),
  open: Count.describe("Đang giải quyết vào cuối tháng"),
  paused: Count.describe("Đang chờ người nộp bổ sung hoặc nộp phí vào cuối tháng"),
  ratings: z
    .strictObject({ responses: Count, satisfied: Count.nullable() })
    .describe("Lượt đánh giá trong tháng và số hài lòng (từ 4/5); dưới 5 lượt thì không công bố mức độ hài lòng"),
});
export type OpenFigures = z.infer<typeof OpenFigures>;

export const OpenMonth = z.strictObject({
  $schema: z.url(),
  month: z.string(),
  /** Until which day the figures go: the last of the month, or today. */
  until: z.string(),
  asOf: z.string(),
  rows: z.array(OpenFigures),
  /** By day: what the events that these figures are counted from are known by. A day is in it from the night after. */
  roots: z
    .array(z.strictObject({ day: z.string(), events: Count, root: z.string() }))
    .describe(
      "SHA-256 (base64) của các mã băm sự kiện trong ngày, xếp theo thứ tự, mỗi mã một dòng: ai có đủ sự kiện thì kiểm tra được",
    ),
});
export type OpenMonth = z.infer<typeof OpenMonth>;

type Place = Pick<FigureRow, "unit" | "field" | "procedure">;
const placeOf = ({ unit, field, procedure }: Place): string => [unit, field, procedure ?? ""].join("#");

/** Places that anything is said of, each with what happened in the month and what stands at its end. */
const placed = (flows: readonly FigureRow[], stocks: readonly StandingRow[]) => {
  const places = new Map<string, { place: Place; flow: Figures; stock: Figures }>();
  const at = (place: Place) => {
    const name = placeOf(place);
    const known = places.get(name) ?? { place, flow: {}, stock: {} };
    places.set(name, known);
    return known;
  };
  for (const row of flows) {
    const known = at(row);
    known.flow = sumOf([known.flow, row.figures]);
  }
  for (const row of stocks) at(row).stock = row.figures;
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
};

/**
 * A month as open data. `flows` are what happened on its days, `stocks` the figures up to and with its last; rows of
 * which nothing is to be said are left out.
 */
export const openFigures = (
  month: string,
  flows: readonly FigureRow[],
  stocks: readonly StandingRow[],
  names: { unit: (id: string) => string; field: (id: string) => string },
): OpenFigures[] =>
  placed(flows, stocks).flatMap(({ place, flow, stock }) => {
    const { unit, field, procedure } = place;
    const f = (metric: keyof Figures): number => flow[metric] ?? 0;
    const [open, paused] = [stock.open ?? 0, stock.paused ?? 0];
    const responses = f("rated");
    const row: OpenFigures = {
      month,
      unit: { id: unit, name: names.unit(unit) },
      field: { id: field, name: names.field(field) },
      procedure: procedure ?? "",
      received: { online: f("received.online"), counter: f("received.counter"), post: f("received.post") },
      settled: { early: f("settled.early"), onTime: f("settled.onTime"), late: f("settled.late") },
      ended: { withdrawn: f("ended.withdrawn"), stopped: f("ended.stopped") },
      notReceived: {
        refused: f("notReceived.refused"),
        withdrawn: f("notReceived.withdrawn"),
        stopped: f("notReceived.stopped"),
      },
      returned: { online: f("returned.online"), counter: f("returned.counter"), post: f("returned.post") },
      open,
      paused,
      ratings: { responses, satisfied: responses > 0 && responses < LEAST_RESPONSES ? null : f("satisfied") },
    };
    const { received, settled, ended, notReceived, returned } = row;
    const all = [received, settled, ended, notReceived, returned].flatMap((group) => Object.values(group));
    return [...all, open, paused, responses].some((count) => count !== 0) ? [row] : [];
  });

/** The columns of the table for spreadsheets: the members of the JSON. */
export const OPEN_COLUMNS: readonly CsvColumn<OpenFigures>[] = [
  ["Tháng", ({ month }) => month],
  ["Mã đơn vị", ({ unit }) => unit.id],
  ["Đơn vị", ({ unit }) => unit.name],
  ["Mã lĩnh vực", ({ field }) => field.id],
  ["Lĩnh vực", ({ field }) => field.name],
  ["Mã thủ tục", ({ procedure }) => procedure],
  ["Tiếp nhận trực tuyến", ({ received }) => String(received.online)],
  ["Tiếp nhận tại quầy", ({ received }) => String(received.counter)],
  ["Tiếp nhận qua bưu chính", ({ received }) => String(received.post)],
  ["Giải quyết trước hạn", ({ settled }) => String(settled.early)],
  ["Giải quyết đúng hạn", ({ settled }) => String(settled.onTime)],
  ["Giải quyết quá hạn", ({ settled }) => String(settled.late)],
  ["Rút sau tiếp nhận", ({ ended }) => String(ended.withdrawn)],
  ["Dừng sau tiếp nhận", ({ ended }) => String(ended.stopped)],
  ["Từ chối tiếp nhận", ({ notReceived }) => String(notReceived.refused)],
  ["Rút trước tiếp nhận", ({ notReceived }) => String(notReceived.withdrawn)],
  ["Dừng trước tiếp nhận", ({ notReceived }) => String(notReceived.stopped)],
  ["Trả trực tuyến", ({ returned }) => String(returned.online)],
  ["Trả tại quầy", ({ returned }) => String(returned.counter)],
  ["Trả qua bưu chính", ({ returned }) => String(returned.post)],
  ["Đang giải quyết cuối kỳ", ({ open }) => String(open)],
  ["Tạm dừng cuối kỳ", ({ paused }) => String(paused)],
  ["Lượt đánh giá", ({ ratings }) => String(ratings.responses)],
  ["Hài lòng", ({ ratings }) => (ratings.satisfied === null ? "" : String(ratings.satisfied))],
];
