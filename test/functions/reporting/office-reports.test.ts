import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { getIndex766 } from "../../../functions/reporting/get-index-766.ts";
import { getSatisfaction } from "../../../functions/reporting/get-satisfaction.ts";
import { getSettlement } from "../../../functions/reporting/get-settlement.ts";
import type {
  IndexDependencies,
  SettlementDependencies,
} from "../../../functions/reporting/settlement-dependencies.ts";
import { fields } from "../../../shared/adapters/catalogue/fields.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { unitRegister } from "../../../shared/adapters/catalogue/unit-register.ts";
import { index766Workbook } from "../../../shared/adapters/xlsx/index-766-workbook.ts";
import { settlementWorkbook } from "../../../shared/adapters/xlsx/settlement-workbook.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import type { FigureRow, Figures } from "../../../shared/domain/reporting/figures.ts";
import type { Index766 } from "../../../shared/domain/reporting/index-766.ts";
import type { Satisfaction } from "../../../shared/domain/reporting/satisfaction.ts";
import type { Settlement } from "../../../shared/domain/reporting/settlement.ts";
import { COLUMNS, linesOf } from "../../../shared/domain/reporting/settlement-table.ts";
import { columnName, type ReadSheet, readWorkbook } from "../../builders/read-workbook.ts";
import { figuresOver } from "../../builders/stood.ts";

const FORMULA_NAME = '=HYPERLINK("x") Cấp giấy phép, lần "đầu"';

const row = (day: string, unit: string, field: string, procedure: string, figures: Figures): FigureRow => ({
  grain: "day",
  period: day,
  unit,
  field,
  procedure,
  figures,
});

const ROWS: FigureRow[] = [
  row("2020-12-30", "tourism", "du-lich", "1.004650", { "received.online": 2, open: 2 }),
  row("2021-02-01", "tourism", "du-lich", "1.004650", {
    "received.online": 1500,
    "received.post": 3,
    "settled.early": 1200,
    "settled.onTime": 100,
    "settled.late": 4,
    "settled.lateHeld": 1,
    "settled.minutes": 1304 * 2880,
    "settled.repeated": 2,
    "settled.electronic": 900,
    "settled.onlineElectronic": 900,
    "ended.withdrawn": 1,
    "notReceived.refused": 7,
    "returned.post": 1300,
    rated: 40,
    satisfied: 38,
    paused: 3,
    open: 195,
    openLate: 5,
  }),
  row("2021-02-01", "leadership", "du-lich", "1.004650", { "settled.lateHeld": 3 }),
  row("2021-03-01", "culture", "di-san-van-hoa", "1.003784", {
    "received.counter": 6,
    "settled.onTime": 6,
    "settled.minutes": 6 * 1440,
    "returned.counter": 6,
    rated: 3,
    satisfied: 1,
  }),
  row("2021-03-01", "sport", "the-duc-the-thao", "1.002022", {
    "received.counter": 9,
    "settled.early": 9,
    "returned.online": 9,
    rated: 9,
    satisfied: 9,
  }),
];

const procedure = (code: string, name: string) => ({
  code,
  name,
  level: 4 as const,
  onlineMode: "full" as const,
  units: ["tourism"],
  fee: { summary: "Miễn phí" },
  channels: [{ channel: "online" as const, timeLimit: { value: 5, unit: "working-day" as const }, fees: [] }],
  words: { formFields: [], documents: ["Đơn"], legalBases: ["Luật"] },
});

const dependencies: Omit<SettlementDependencies, "workbook"> = {
  figures: figuresOver(ROWS),
  fields,
  units: unitRegister,
  register: organisationRegister,
  procedures: async () => ({
    inForce: [procedure("1.004650", FORMULA_NAME)],
    names: new Map([
      ["1.004650", FORMULA_NAME],
      ["1.003784", "Cấp phép & <khai quật> khảo cổ"],
    ]),
  }),
};
const ofSettlement: SettlementDependencies = { ...dependencies, workbook: settlementWorkbook };
const ofIndex: IndexDependencies = { ...dependencies, workbook: index766Workbook };

const officerOf = (name: string) => {
  const found = organisationRegister.officer(`officer-${name}`);
  if (!found) throw new Error(`nobody is ${name}`);
  return { kind: "officer" as const, sub: found.sub, name: found.name, roles: found.roles };
};
const common = {
  command: undefined,
  ifMatch: undefined,
  headers: {},
  rawQuery: "",
  sourceIp: "127.0.0.1",
  language: "vi" as const,
  at: "2021-08-01T01:00:00.000Z",
  correlationId: "test",
  identity: officerOf("culture-auditor"),
  path: undefined,
  body: undefined,
};
const HALF_YEAR = { from: "2021-01-01", to: "2021-06-30" };

const settlement = async (query: object = {}, identity = common.identity) => {
  const asked = { unit: undefined, field: undefined, format: "json" as const, ...HALF_YEAR, ...query };
  return getSettlement({ ...common, identity, query: asked }, ofSettlement);
};
const indexIn = async (format: "json" | "xlsx", identity = common.identity) =>
  getIndex766({ ...common, identity, query: { ...HALF_YEAR, format } }, ofIndex);

const bodyOf = async <Body>(answer: unknown): Promise<Body> => {
  const reply = await answer;
  if (isRefusal(reply)) throw new Error(reply.refused);
  return (reply as { body: Body }).body;
};
const fileOf = async (answer: Promise<unknown>) => {
  const reply = await answer;
  if (isRefusal(reply)) throw new Error(reply.refused);
  return reply as { bytes: Uint8Array; headers: Record<string, string> };
};

describe("the settlement report", () => {
  it("is read by auditors and leaders of any unit, and by nobody else", async () => {
    for (const name of ["culture-auditor", "tourism-leader"])
      expect(await settlement({}, officerOf(name))).toMatchObject({ status: 200 });
    for (const name of ["culture-admin", "culture-division-head", "culture-receiver", "culture-cashier"]) {
      const identity = officerOf(name);
      expect(await settlement({}, identity)).toMatchObject({ refused: "role-missing" });
      expect(await indexIn("json", identity)).toMatchObject({ refused: "role-missing" });
      expect(await getSatisfaction({ ...common, identity, query: HALF_YEAR }, dependencies)).toMatchObject({
        refused: "role-missing",
      });
    }
  });

  it("names fields, procedures and agencies, and counts what was carried over", async () => {
    const report = await bodyOf<Settlement>(settlement());
    expect(report.fields.map(({ name }) => name)).toEqual(["Di sản văn hóa", "Du lịch", "Thể dục thể thao"]);
    expect(report.fields[1]).toMatchObject({
      procedures: [
        {
          code: "1.004650",
          name: FORMULA_NAME,
          units: [{ id: "tourism", name: "Phòng Quản lý Du lịch" }],
          figures: { toSettle: 1505, received: { total: 1503, carriedOver: 2 } },
        },
      ],
    });
    expect(report.asOf).toBe("2021-08-01T08:00:00+07:00");
  });

  it("is of one unit or one field where asked, and refuses what does not exist", async () => {
    const ofUnit = await bodyOf<Settlement>(settlement({ unit: "culture" }));
    expect(ofUnit.total.toSettle).toBe(6);
    const ofField = await bodyOf<Settlement>(settlement({ field: "the-duc-the-thao" }));
    expect(ofField.total.toSettle).toBe(9);
    expect(await settlement({ unit: "nowhere" })).toMatchObject({ faults: [{ pointer: "/unit" }] });
    expect(await settlement({ to: "2020-12-31" })).toMatchObject({ faults: [{ pointer: "/to" }] });
  });

  it("comes as a table that Excel reads as Vietnamese, and that runs nothing", async () => {
    const { bytes, headers } = await fileOf(settlement({ format: "csv" }));
    expect(headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="ket-qua-giai-quyet-2021-01-01-2021-06-30.csv"',
      "cache-control": "no-store",
    });
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text).toMatch(/\r\n$/);
    const [heading, ...lines] = parse(text, { bom: true }) as string[][];
    expect(heading?.slice(0, 6)).toEqual([
      "Cấp",
      "STT",
      "Mã",
      "Tên",
      "Số hồ sơ tiếp nhận: Tổng số",
      "Số hồ sơ tiếp nhận: Kỳ trước chuyển sang",
    ]);
    const report = await bodyOf<Settlement>(settlement());
    expect(lines).toHaveLength(linesOf(report).length);
    expect(lines.find(([, , code]) => code === "1.004650")?.[3]).toBe(`'${FORMULA_NAME}`);
    for (const [at, { figures }] of linesOf(report).entries())
      expect(lines[at]?.slice(4).map(Number)).toEqual(COLUMNS.map(({ value }) => value(figures)));
  });

  it("comes as a workbook whose every figure is a number of the report", async () => {
    const { bytes, headers } = await fileOf(settlement({ format: "xlsx" }));
    expect(headers["content-type"]).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    const [sheet] = readWorkbook(bytes).sheets as [ReadSheet];
    const report = await bodyOf<Settlement>(settlement());
    expect(sheet.name).toBe("Kết quả giải quyết");
    const FIRST = 9;
    for (const [at, { number, name, code, level, figures }] of linesOf(report).entries()) {
      const line = FIRST + at;
      expect(sheet.cells.get(`A${line}`) ?? "").toBe(number);
      expect(sheet.cells.get(`B${line}`)).toBe(name);
      expect(sheet.cells.get(`C${line}`) ?? "").toBe(level === "procedure" ? code : "");
      for (const [column, { value }] of COLUMNS.entries()) {
        const cell = `${columnName(column + 3)}${line}`;
        expect([cell, sheet.cells.get(cell), sheet.formats.get(cell)]).toEqual([cell, value(figures), "#,##0"]);
      }
    }
    const written = [...sheet.cells.values()].filter((value) => typeof value === "number");
    expect(written).toHaveLength(linesOf(report).length * COLUMNS.length);
  });

  it("looks as the form does: title, period, headings that span, a heading always in sight and on every page", async () => {
    const { bytes } = await fileOf(settlement({ format: "xlsx", unit: "tourism" }));
    const { sheets, workbook } = readWorkbook(bytes);
    const [{ cells, merges, xml }] = sheets as [ReadSheet];
    expect([cells.get("A1"), cells.get("A2"), cells.get("A3"), cells.get("A4")]).toEqual([
      "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
      "Phòng Quản lý Du lịch",
      "Từ ngày 01/01/2021 đến ngày 30/06/2021",
      "Số liệu lúc 08:00 01/08/2021. Đơn vị tính: hồ sơ",
    ]);
    expect([cells.get("D6"), cells.get("I6"), cells.get("M6"), cells.get("P6")]).toEqual([
      "Số hồ sơ tiếp nhận",
      "Số hồ sơ đã giải quyết",
      "Số hồ sơ đang giải quyết",
      "Tạm dừng chờ người nộp",
    ]);
    expect([cells.get("D7"), cells.get("I7"), cells.get("U7"), cells.get("U8")]).toEqual([
      "Tổng số",
      "Tổng số",
      "Dừng",
      "(21)",
    ]);
    expect(merges).toEqual(expect.arrayContaining(["A1:U1", "A6:A7", "D6:H6", "I6:L6", "P6:P7", "S6:U6"]));
    expect(xml).toMatch(/<pane [^>]*xSplit="2"[^>]*ySplit="8"[^>]*state="frozen"/);
    expect(xml).toMatch(/<pageSetup [^>]*paperSize="9"/);
    expect(xml).toMatch(/<pageSetup [^>]*orientation="landscape"/);
    expect(xml).toMatch(/<pageSetUpPr [^>]*fitToPage="(1|true)"/);
    expect(xml).toMatch(/<col [^>]*min="2"[^>]*width="46"/);
    expect(workbook).toMatch(
      /_xlnm\.Print_Titles"[^>]*>(?:'|&apos;|&#39;)Kết quả giải quyết(?:'|&apos;|&#39;)!\$6:\$8</,
    );
  });
});

describe("index 766", () => {
  it("comes as a workbook whose figures are numbers, and says in words what is not measured or does not apply", async () => {
    const index = await bodyOf<Index766>(indexIn("json"));
    const { bytes } = await fileOf(indexIn("xlsx"));
    const [indicators, onTime, times, lateness] = readWorkbook(bytes).sheets as ReadSheet[];
    const lineOf = (id: string) => {
      const found = [...(indicators?.cells ?? [])].find(([cell, value]) => /^A\d+$/.test(cell) && value === id)?.[0];
      if (!found) throw new Error(`no row ${id}`);
      return found.slice(1);
    };
    for (const { id, numerator, denominator, rate, maximum, points, unmeasured } of index.indicators) {
      const at = (column: string) => indicators?.cells.get(`${column}${lineOf(id)}`);
      const otherwise = unmeasured ? "không đo" : "không áp dụng";
      expect([id, at("D"), at("E"), at("F"), at("I")]).toEqual([
        id,
        numerator ?? otherwise,
        denominator ?? otherwise,
        rate ?? otherwise,
        points ?? otherwise,
      ]);
      expect(at("H")).toBe(maximum ?? "không chấm");
      if (unmeasured) expect(at("C")).toContain(unmeasured.vi);
    }
    for (const { id, points } of index.groups)
      expect(indicators?.cells.get(`I${lineOf(id)}`)).toBe(points ?? "không áp dụng");
    expect(indicators?.formats.get(`F${lineOf("2.1")}`)).toBe("0.00%");
    expect(onTime?.cells.get("B7")).toBe(index.onTime.byDecision.numerator);
    expect(onTime?.cells.get("B8")).toBe(index.onTime.byClocks.numerator);
    expect(times?.cells.get("D7")).toBe(index.averageTimes[0]?.averageDays);
    expect(index.averageTimes.map(({ averageDays }) => averageDays)).toEqual([0, 1, 2]);
    expect(index.lateness).toEqual([
      { id: "leadership", name: "Lãnh đạo Sở", settledLate: 0, heldWhenLate: 3 },
      { id: "tourism", name: "Phòng Quản lý Du lịch", settledLate: 4, heldWhenLate: 1 },
    ]);
    expect([lateness?.cells.get("A7"), lateness?.cells.get("C7")]).toEqual(["Lãnh đạo Sở", 3]);
  });
});

describe("what people thought", () => {
  it("is told by unit and procedure, and of few neither what they said nor what it follows from", async () => {
    const body = await bodyOf<Satisfaction>(getSatisfaction({ ...common, query: HALF_YEAR }, dependencies));
    expect(body.total).toMatchObject({ returned: 1315, responses: 52, satisfied: 48, suppressed: false });
    expect(body.units.map(({ id, returned, responses }) => [id, returned, responses])).toEqual([
      ["culture", 6, null],
      ["sport", 9, null],
      ["tourism", 1300, 40],
    ]);
  });
});
