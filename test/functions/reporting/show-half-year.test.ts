import { beforeAll, describe, expect, it, vi } from "vitest";
import { http } from "../../../functions/boundary/http.ts";
import type { HalfYearDependencies } from "../../../functions/reporting/half-year-dependencies.ts";
import * as show from "../../../functions/reporting/show-half-year.ts";
import { fields } from "../../../shared/adapters/catalogue/fields.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import type { DrawnSheet } from "../../../shared/domain/slips/sheet.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";
import { articleReport, busyReport, PROCEDURES } from "../../builders/period-report.ts";

const ORIGIN = "https://motcua.example.vn";

type Call = { days: readonly string[]; year: string; published: string };

const made: DrawnSheet[] = [];
const asked: Call = { days: [], year: "", published: "" };
/** The operation over what was counted of a half, at an instant. */
const wired = (rows = articleReport().rows): HalfYearDependencies => ({
  figures: {
    upTo: async (days) => {
      asked.days = days;
      return [rows.before, rows.atEnd];
    },
    monthsOf: async (year) => {
      asked.year = year;
      return rows.months;
    },
    daysOf: () => Promise.reject(new Error("no day is asked for")),
  },
  published: async (at) => {
    asked.published = at;
    return PROCEDURES;
  },
  fields,
  units: organisationRegister,
  printer: {
    pdf: async (sheet) => {
      made.push(sheet);
      return new TextEncoder().encode("%PDF-made");
    },
  },
  origin: `${ORIGIN}/`,
});
const get = async (half: string, query: Record<string, string> = {}, rows = articleReport().rows, headers = {}) => {
  const operation = http(show.spec, () => wired(rows), show.showHalfYear);
  const event = httpEvent({ method: "GET", pathParameters: { half }, query, headers });
  const { statusCode, headers: given = {}, body = "", isBase64Encoded } = await operation(event, NO_CONTEXT);
  return { status: statusCode, headers: given, body: isBase64Encoded ? Buffer.from(body, "base64").toString() : body };
};

const tablesOf = (body: string): string[] => [...body.matchAll(/<table>.*?<\/table>/gs)].map(([table]) => table);
const figuresOf = (body: string): string[] => [...body.matchAll(/<figure>.*?<\/figure>/gs)].map(([figure]) => figure);

beforeAll(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2021-07-02T02:00:00Z") });
});

describe("the page of a half-year's report", () => {
  it("reads like the article, with pictures, tables, when it was counted and where to check it", async () => {
    const { status, body } = await get("2021-1");
    expect(status).toBe(200);
    expect(body).toContain('<html lang="vi">');
    expect(body.match(/<h1>/g)).toHaveLength(1);
    for (const said of [
      "Kết quả giải quyết thủ tục hành chính 6 tháng đầu năm 2021",
      "124/140 thủ tục",
      "(4 du lịch, 1 thể dục thể thao, 89 văn hóa cơ sở)",
      "83/94 qua dịch vụ bưu chính công ích (88,30%)",
      "Số liệu tính đến 09:00 02/07/2021.",
      `<a href="${ORIGIN}/v1/reports/summary?from=2021-01-01&amp;to=2021-06-30">`,
      `<a href="${ORIGIN}/v1/reports/open-data/2021-06">Tháng\u00a06</a>`,
      `<a href="${ORIGIN}/v1/reports/half-years/2021-1?format=pdf">`,
    ])
      expect(body).toContain(said);
    expect(body).not.toContain("Kỳ chưa kết thúc");
  });

  it("has a table with a caption and heads beside each picture, and no id twice", async () => {
    const { body } = await get("2021-1");
    const figures = figuresOf(body);
    expect(figures).toHaveLength(4);
    for (const figure of figures) {
      expect(figure.match(/<svg [^>]*role="img"/g)).toHaveLength(1);
      expect(tablesOf(figure)).toHaveLength(1);
    }
    for (const table of tablesOf(body)) {
      expect(table).toMatch(/<caption>[^<]+<\/caption>/);
      const rows = [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) => row);
      const width = rows[0]?.match(/<th scope="col">/g)?.length;
      for (const row of rows.slice(1))
        expect([row.match(/<th scope="row">/g)?.length, (row.match(/<td>/g)?.length ?? 0) + 1]).toEqual([1, width]);
    }
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("lets nothing through but its own style: no script, no picture of elsewhere, no style of an element", async () => {
    const { body, headers } = await get("2021-1");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; .*'none'$/);
    expect(body).not.toMatch(/<script|<img|<link|style="|url\(|@import| on\w+=/);
    expect(body.match(/<style>/g)).toHaveLength(1);
  });

  it("reads the day before the half, its last day, the months of its year, and what was published at its end", async () => {
    await get("2021-1");
    expect(asked).toEqual({
      days: ["2020-12-31", "2021-06-30"],
      year: "2021",
      published: "2021-06-30T16:59:59.999Z",
    });
  });

  it("of a half under way goes to today and says so", async () => {
    vi.setSystemTime(new Date("2021-03-15T02:00:00Z"));
    const { body } = await get("2021-1", {}, busyReport().rows);
    expect(body).toContain("<strong>Kỳ chưa kết thúc.</strong> Số liệu đến ngày 15/03/2021.");
    expect(body).toContain("from=2021-01-01&amp;to=2021-03-15");
    expect(body).not.toContain("Tháng\u00a04");
    expect(asked).toMatchObject({ days: ["2020-12-31", "2021-03-15"], published: "2021-03-15T02:00:00.000Z" });
    vi.setSystemTime(new Date("2021-07-02T02:00:00Z"));
  });

  it("may be kept for half a minute, and is not sent again to who has it", async () => {
    const { headers } = await get("2021-1");
    expect(headers["cache-control"]).toBe("public, max-age=30");
    const again = await get("2021-1", {}, undefined, { "if-none-match": String(headers.etag) });
    expect([again.status, again.body]).toEqual([304, ""]);
  });
});

describe("the report on paper", () => {
  it("is a PDF shown in the browser, made of the same sentences, pictures and tables", async () => {
    const { status, headers, body } = await get("2021-1", { format: "pdf" });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'inline; filename="bao-cao-2021-1.pdf"',
      "cache-control": "public, max-age=30",
    });
    expect(body).toBe("%PDF-made");
    const kinds = made.at(-1)?.blocks.map(({ kind }) => kind) ?? [];
    expect(kinds.filter((kind) => kind === "drawings")).toHaveLength(2);
    expect(kinds.filter((kind) => kind === "table")).toHaveLength(7);
    expect(made.at(-1)?.blocks.at(-1)).toMatchObject({
      kind: "qr",
      url: `${ORIGIN}/v1/reports/summary?from=2021-01-01&to=2021-06-30`,
    });
  });
});

describe("a half that cannot be told", () => {
  it.each(["2022-1", "2022-2"])("%s is refused: it has not begun", async (half) => {
    const { status, body } = await get(half);
    expect([status, body.includes("report-not-found")]).toEqual([404, true]);
  });

  it.each(["2021-3", "2021", "21-1", "2021-1 ", "2021-01"])("%s is no half", async (half) => {
    const { status, body } = await get(half);
    expect([status, body.includes("path-unknown")]).toEqual([404, true]);
  });

  it("nor is any in a format that there is not", async () => {
    expect((await get("2021-1", { format: "docx" })).status).toBe(400);
    expect((await get("2021-1", { fbclid: "x" })).status).toBe(200);
  });
});
