import { beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { http } from "../../../functions/boundary/http.ts";
import * as exported from "../../../functions/procedures/export-procedures.ts";
import * as version from "../../../functions/procedures/get-version.ts";
import * as versions from "../../../functions/procedures/list-versions.ts";
import type { Publication } from "../../../shared/domain/procedures/catalogue.ts";
import { OpenCatalogue, type OpenProcedure, openTable } from "../../../shared/domain/procedures/open-data.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";
import { catalogueOf, shipped } from "../../fakes/procedure-catalogue.ts";
import { proceduresOver } from "../../fakes/procedures-area.ts";

const { procedure } = shipped[0] as Extract<Publication, { procedure: unknown }>;
const { code } = procedure;
const withdrawal = {
  code,
  version: 3,
  validFrom: "2026-01-01",
  decision: { number: "9/QĐ-UBND", date: "2025-12-01" },
  fileAt: "Bộ Văn hóa, Thể thao và Du lịch",
};
const catalogue = catalogueOf([
  { procedure },
  { procedure: { ...procedure, version: 2, validFrom: "2024-01-01", name: "Tên mới" } },
  { withdrawal },
  ...shipped.slice(1),
]);
const wired = () => proceduresOver(catalogue, catalogue);
const listVersions = http(versions.spec, wired, versions.listVersions);
const getVersion = http(version.spec, wired, version.getVersion);
const exportProcedures = http(exported.spec, wired, exported.exportProcedures);

type Call = { path?: Record<string, string>; query?: Record<string, string>; headers?: Record<string, string> };
const call = async (handler: typeof listVersions, { path, query, headers }: Call = {}) => {
  const event = httpEvent({
    method: "GET",
    ...(path ? { pathParameters: path } : {}),
    ...(query ? { query } : {}),
    ...(headers ? { headers } : {}),
  });
  const { statusCode: status, headers: given = {}, body: text = "" } = await handler(event, NO_CONTEXT);
  return { status, headers: given, text, json: () => JSON.parse(text) };
};

beforeAll(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-22T02:00:00Z") });
});

describe("the versions of a procedure", () => {
  it("are all listed, newest first, and a withdrawal is called one", async () => {
    const { json } = await call(listVersions, { path: { code } });
    expect(json().items).toEqual([
      {
        version: 3,
        validFrom: "2026-01-01",
        decision: withdrawal.decision,
        withdrawn: true,
        fileAt: withdrawal.fileAt,
      },
      { version: 2, validFrom: "2024-01-01", decision: procedure.decision, withdrawn: false, name: "Tên mới" },
      { version: 1, validFrom: "2021-01-01", decision: procedure.decision, withdrawn: false, name: procedure.name },
    ]);
  });

  it("stay readable for ever by their numbers, whatever is in force", async () => {
    expect((await call(getVersion, { path: { code, n: "1" } })).json()).toMatchObject({
      version: 1,
      name: procedure.name,
    });
    expect((await call(getVersion, { path: { code, n: "2" } })).json()).toMatchObject({ version: 2, name: "Tên mới" });
    expect((await call(getVersion, { path: { code, n: "3" } })).json()).toEqual({ ...withdrawal, withdrawn: true });
  });

  it.each([
    ["an unknown number", { code, n: "4" }],
    ["an unknown procedure", { code: "9.999999", n: "1" }],
    ["zero", { code, n: "0" }],
    ["a word", { code, n: "latest" }],
  ])("are 404 for %s", async (_, path) => {
    expect((await call(getVersion, { path })).status).toBe(404);
  });

  it("of an unknown procedure are 404", async () => {
    expect((await call(listVersions, { path: { code: "9.999999" } })).status).toBe(404);
  });
});

describe("the open data", () => {
  it("hold every procedure in force, as their own schema says, each with where to read of it", async () => {
    const { json, headers } = await call(exportProcedures);
    const { procedures, $schema } = OpenCatalogue.parse(json());
    expect($schema).toBe("https://motcua.example.vn/v1/procedures/export/schema");
    expect(procedures).toHaveLength(139);
    expect(procedures.map((one) => one.code)).not.toContain(code);
    expect(procedures.find((one) => one.code === "1.004623")).toMatchObject({
      units: [{ id: "tourism", name: "Phòng Quản lý Du lịch" }],
      fees: expect.arrayContaining([expect.objectContaining({ channel: "online", amount: 650_000 })]),
      url: "https://motcua.example.vn/procedures/1.004623",
    });
    const again = await call(exportProcedures, { headers: { "if-none-match": String(headers.etag) } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it("have a JSON Schema that takes them and refuses others", async () => {
    const schema = z.fromJSONSchema(
      z.toJSONSchema(OpenCatalogue, { io: "output" }) as Parameters<typeof z.fromJSONSchema>[0],
    );
    const body = (await call(exportProcedures)).json();
    expect(schema.safeParse(body).error?.issues).toBeUndefined();
    expect(schema.safeParse({ ...body, procedures: [{ code: 1 }] }).success).toBe(false);
  });

  it("come as a table that Excel reads as UTF-8", async () => {
    const { text, headers } = await call(exportProcedures, { query: { format: "csv" } });
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(text.startsWith("\u{feff}Mã thủ tục,Tên thủ tục,")).toBe(true);
    expect(rowsOf(text)).toHaveLength(140);
    for (const row of rowsOf(text)) expect(row).toHaveLength(18);
    expect((await call(exportProcedures, { query: { format: "xml" } })).status).toBe(400);
  });

  it("are no formula and break no row, whatever a name holds", async () => {
    const { procedures } = (await call(exportProcedures)).json() as { procedures: OpenProcedure[] };
    const hostile = ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", 'a "b", c', "hai\r\ndòng", "x;y"];
    const table = openTable(hostile.map((name) => ({ ...(procedures[0] as OpenProcedure), name })));
    const names = rowsOf(table)
      .slice(1)
      .map((row) => row[1]);
    expect(names).toEqual(["'=1+1", "'+84", "'-2", "'@SUM(A1)", "'\t=1", 'a "b", c', "hai\r\ndòng", "x;y"]);
  });
});

/** A reader of RFC 4180 of its own. */
const rowsOf = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const body = text.replace(/^\u{feff}/u, "");
  for (let match = cells.exec(body); match !== null; match = cells.exec(body)) {
    row.push(match[1] === undefined ? (match[2] ?? "") : match[1].replaceAll('""', '"'));
    if (match[3] === "\r\n") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
};
