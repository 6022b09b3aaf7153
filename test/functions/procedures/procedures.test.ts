import { beforeAll, describe, expect, it, vi } from "vitest";
import { http } from "../../../functions/boundary/http.ts";
import * as get from "../../../functions/procedures/get-procedure.ts";
import * as fieldsOf from "../../../functions/procedures/list-fields.ts";
import * as list from "../../../functions/procedures/list-procedures.ts";
import * as unitsOf from "../../../functions/procedures/list-units.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";
import { catalogueOf, shipped } from "../../fakes/procedure-catalogue.ts";
import { proceduresOver } from "../../fakes/procedures-area.ts";

const TWO = shipped.filter((one) => "procedure" in one && ["1.004623", "1.004650"].includes(one.procedure.code));
const catalogue = catalogueOf(TWO);
const wired = () => proceduresOver(catalogue, catalogue);
const listProcedures = http(list.spec, wired, list.listProcedures);
const getProcedure = http(get.spec, wired, get.getProcedure);
const listFields = http(fieldsOf.spec, wired, fieldsOf.listFields);
const listUnits = http(unitsOf.spec, wired, unitsOf.listUnits);

type Handler = typeof listUnits;
type Call = { path?: Record<string, string>; query?: Record<string, string>; headers?: Record<string, string> };

const call = async (handler: Handler, { path, query, headers }: Call = {}) => {
  const event = httpEvent({
    method: "GET",
    ...(path ? { pathParameters: path } : {}),
    ...(query ? { query } : {}),
    ...(headers ? { headers } : {}),
  });
  const answer = await handler(event, NO_CONTEXT);
  const body = answer.body === undefined ? undefined : JSON.parse(answer.body);
  return { status: answer.statusCode, headers: answer.headers ?? {}, body };
};

const codesOf = (body: { items: { code: string }[] }): string[] => body.items.map(({ code }) => code);

beforeAll(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.stubEnv("STAGE", "test");
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-22T02:00:00Z") });
});

describe("GET /v1/procedures", () => {
  it("lists what is in force, in one line each", async () => {
    const { status, body } = await call(listProcedures);
    expect(status).toBe(200);
    expect(body.next).toBeNull();
    expect(body.items[0]).toEqual({
      code: "1.004623",
      name: "Thủ tục cấp thẻ hướng dẫn viên du lịch nội địa",
      field: { id: "du-lich", name: "Du lịch" },
      level: 4,
      onlineMode: "full",
      fee: { summary: "650.000 đồng" },
      timeLimit: { value: 15, unit: "calendar-day" },
      version: 1,
    });
  });

  it.each([
    [{ q: "quảng cáo" }, ["1.004650"]],
    [{ q: "cao quang" }, ["1.004650"]],
    [{ field: "du-lich" }, ["1.004623"]],
    [{ unit: "culture" }, ["1.004650"]],
    [{ audience: "organisation" }, ["1.004650"]],
    [{ level: "4" }, ["1.004623", "1.004650"]],
    [{ level: "1" }, []],
    [{ q: "karaoke" }, []],
    [{ q: "quoc te quang cao bang ron", unit: "tourism" }, []],
    [{ q: "giay phep", field: "nowhere" }, []],
    [{ q: "?!…" }, []],
    [{ q: "🙂" }, []],
    [{ q: "🙂", unit: "tourism" }, []],
    [{ q: "🙂 quang cao" }, ["1.004650"]],
    [{ q: "" }, ["1.004623", "1.004650"]],
    [{ q: "  " }, ["1.004623", "1.004650"]],
  ])("narrows by %o", async (query, codes) => {
    expect(codesOf((await call(listProcedures, { query: query as never })).body)).toEqual(codes);
  });

  it("says beside each filter how many a choice would leave, once for the whole list", async () => {
    const { body } = await call(listProcedures, { query: { field: "du-lich", limit: "1" } });
    expect(body.facets).toEqual({
      field: [
        { id: "du-lich", name: "Du lịch", count: 1 },
        { id: "van-hoa-co-so", name: "Văn hóa cơ sở", count: 1 },
      ],
      level: [{ level: 4, count: 1 }],
      audience: [{ audience: "individual", count: 1 }],
      unit: [{ id: "tourism", name: "Phòng Quản lý Du lịch", count: 1 }],
    });
    const first = await call(listProcedures, { query: { limit: "1" } });
    const second = await call(listProcedures, { query: { limit: "1", cursor: first.body.next } });
    expect([first.body.facets?.unit.length, second.body.facets]).toEqual([2, undefined]);
  });

  it("counts nothing where a question without a word finds nothing", async () => {
    const { body } = await call(listProcedures, { query: { q: "?!" } });
    expect(body.facets).toEqual({ field: [], level: [], audience: [], unit: [] });
  });

  it("gives page after page, each procedure once", async () => {
    const first = await call(listProcedures, { query: { limit: "1" } });
    const second = await call(listProcedures, { query: { limit: "1", cursor: first.body.next } });
    expect([...codesOf(first.body), ...codesOf(second.body), second.body.next]).toEqual(["1.004623", "1.004650", null]);
  });

  it.each([
    [{ limit: "0" }, "query-invalid"],
    [{ limit: "101" }, "query-invalid"],
    [{ level: "5" }, "query-invalid"],
    [{ audience: "everyone" }, "query-invalid"],
    [{ q: "x".repeat(201) }, "query-invalid"],
    [{ colour: "red" }, "query-invalid"],
    [{ cursor: "nonsense" }, "cursor-invalid"],
  ])("refuses %o", async (query, code) => {
    const { status, body } = await call(listProcedures, { query: query as never });
    expect(status).toBe(400);
    expect(body.type).toMatch(new RegExp(`/${code}$`));
  });
});

describe("the tag of a list", () => {
  const tagOf = async (handler: Handler, query: Record<string, string> = {}) =>
    (await call(handler, { query })).headers.etag;
  /** The same list where one procedure has another name. */
  const renamed = catalogueOf(
    TWO.map((one) =>
      "procedure" in one && one.procedure.code === "1.004650"
        ? { procedure: { ...one.procedure, name: "Thủ tục tiếp nhận bảng quảng cáo" } }
        : one,
    ),
  );
  const other = http(list.spec, () => proceduresOver(renamed, renamed), list.listProcedures);

  it("is the same for the same answer, by whichever question and function it is asked", async () => {
    const fresh = http(list.spec, wired, list.listProcedures);
    const tags = [
      await tagOf(listProcedures),
      await tagOf(fresh),
      await tagOf(listProcedures, { limit: "100", q: " " }),
    ];
    expect(new Set(tags).size).toBe(1);
  });

  it("is another where a procedure, a count or what follows is another", async () => {
    const queries = [{}, { limit: "1" }, { field: "du-lich" }, { field: "du-lich", level: "1" }, { q: "karaoke" }];
    const tags = await Promise.all(queries.map((query) => tagOf(listProcedures, query as never)));
    expect(new Set([...tags, await tagOf(other)]).size).toBe(queries.length + 1);
  });
});

describe("GET /v1/procedures/{code}", () => {
  it("gives the published version and nothing of our own", async () => {
    const { status, body } = await call(getProcedure, { path: { code: "1.004623" } });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(
      [
        ...["audience", "cases", "channels", "code", "conditions", "decision", "documents", "field", "form"],
        ...[
          "guideVideoUrl",
          "legalBases",
          "level",
          "name",
          "nationalUrl",
          "oneStop",
          "onlineMode",
          "payable",
          "result",
        ],
        ...["returns", "routing", "steps", "units", "unverified", "validFrom", "verified", "version"],
      ].sort(),
    );
    expect(body.form.examples[0].fullName).toBe("Nguyễn Thị Lan");
    expect(body.form.properties.fullName["x-en"].title).toBe("Full name");
    expect(body.steps.map(({ id, role, unit }: Record<string, string>) => [id, role, unit])).toEqual([
      ["receive", "receiver", "tourism"],
      ["appraise", "specialist", "tourism"],
      ["approve", "leader", "tourism"],
      ["return", "receiver", "tourism"],
    ]);
  });

  it.each(["9.999999", "TTHC-017", "toString"])("knows no %s", async (code) => {
    const { status, body } = await call(getProcedure, { path: { code } });
    expect(status).toBe(404);
    expect(body.type).toMatch(/\/procedure-not-found$/);
  });

  it("knows none before its validity", async () => {
    vi.setSystemTime(new Date("2020-12-31T16:59:00Z"));
    expect((await call(getProcedure, { path: { code: "1.004623" } })).status).toBe(404);
    vi.setSystemTime(new Date("2020-12-31T17:00:00Z"));
    expect((await call(getProcedure, { path: { code: "1.004623" } })).status).toBe(200);
    vi.setSystemTime(new Date("2026-11-22T02:00:00Z"));
  });
});

describe.each([
  ["procedures", listProcedures, {}],
  ["a procedure", getProcedure, { path: { code: "1.004650" } }],
  ["fields", listFields, {}],
  ["units", listUnits, {}],
])("an answer with %s", (_, handler, request) => {
  it("may be kept half a minute and is not sent twice", async () => {
    const first = await call(handler, request);
    const etag = String(first.headers.etag);
    expect(first.headers["cache-control"]).toBe("public, max-age=30");
    for (const given of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await call(handler, { ...request, headers: { "if-none-match": given } });
      expect([again.status, again.body, again.headers.etag]).toEqual([304, undefined, etag]);
    }
    expect((await call(handler, { ...request, headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });
});

describe("GET /v1/fields", () => {
  it("gives each field with the unit that answers for it", async () => {
    const { body } = await call(listFields);
    expect(body.items).toHaveLength(14);
    expect(body.items).toContainEqual({ id: "du-lich", name: "Du lịch", unit: "tourism" });
    expect(body.next).toBeNull();
  });
});

describe("GET /v1/units", () => {
  it("gives the units of the day under the name of the day", async () => {
    const today = (await call(listUnits)).body.items;
    expect(today).toContainEqual({
      id: "tourism",
      name: "Phòng Quản lý Du lịch",
      kind: "division",
      parent: "tourism-department",
    });
    expect(today).toContainEqual({ id: "province", name: "Tỉnh Ninh Bình", kind: "province" });
    vi.setSystemTime(new Date("2021-03-01T02:00:00Z"));
    expect((await call(listUnits)).body.items).toContainEqual({
      id: "province",
      name: "Tỉnh Nam Định",
      kind: "province",
    });
    vi.setSystemTime(new Date("2026-11-22T02:00:00Z"));
  });
});
