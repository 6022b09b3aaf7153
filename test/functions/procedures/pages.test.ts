import { beforeAll, describe, expect, it, vi } from "vitest";
import { http } from "../../../functions/boundary/http.ts";
import * as embed from "../../../functions/procedures/embed-procedures.ts";
import * as show from "../../../functions/procedures/show-procedure.ts";
import type { Publication } from "../../../shared/domain/procedures/catalogue.ts";
import { httpEvent, NO_CONTEXT } from "../../builders/http-event.ts";
import { catalogueOf, shipped } from "../../fakes/procedure-catalogue.ts";
import { proceduresOver } from "../../fakes/procedures-area.ts";

const { procedure } = shipped[0] as Extract<Publication, { procedure: unknown }>;
const HOSTILE = `"><script>alert('x')</script>&amp;<img src=x onerror=alert(1)>`;
const hostile = {
  ...procedure,
  code: "9.000001",
  name: HOSTILE,
  conditions: [HOSTILE],
  unverified: [HOSTILE],
  guideVideoUrl: "javascript:alert(1)",
};
const ended = { ...procedure, code: "9.000002" };
const end: Publication = {
  withdrawal: {
    code: ended.code,
    version: 2,
    validFrom: "2026-11-01",
    decision: { number: "9/QĐ-UBND", date: "2026-10-20" },
    fileAt: "<b>Sở Nội vụ",
  },
};
const toCome = { ...procedure, code: "9.000003", validFrom: "2026-12-01" };
const catalogue = catalogueOf([...shipped, ...[hostile, ended, toCome].map((one) => ({ procedure: one })), end]);
const wired = () => proceduresOver(catalogue, catalogue);
const pages = {
  procedure: http(show.spec, wired, show.showProcedure),
  embed: http(embed.spec, wired, embed.embedProcedures),
};
const get = async (name: keyof typeof pages, given: { code?: string; query?: Record<string, string> } = {}) => {
  const { code = "1.004623", query = {} } = given;
  const event = httpEvent({ method: "GET", pathParameters: name === "procedure" ? { code } : {}, query });
  const { statusCode, headers = {}, body = "" } = await pages[name](event, NO_CONTEXT);
  return { status: statusCode, headers, body };
};

beforeAll(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-22T02:00:00Z") });
});

describe("the page of a procedure", () => {
  it("says in Vietnamese all that is published of it, and what is not verified", async () => {
    const { status, body } = await get("procedure");
    const version = await catalogue.version("1.004623", 1);
    expect(status).toBe(200);
    expect(body).toContain('<html lang="vi">');
    expect(body.match(/<h1>/g)).toHaveLength(1);
    const facts = [version?.name, version?.code, version?.field.name, version?.result.name, version?.decision.number];
    const lists = [
      version?.legalBases,
      version?.conditions,
      version?.unverified,
      version?.steps.map(({ name }) => name),
    ];
    for (const fact of [...facts, ...lists.flat(), "650.000\u00a0đồng", "Chưa kiểm chứng"])
      expect(body).toContain(fact);
    for (const document of version?.documents ?? []) expect(body).toContain(document.name);
  });

  it("says for how long the result holds, also where nobody knows, and when a fee and a paper are asked for", async () => {
    expect((await get("procedure")).body).toContain("có giá trị 05 năm");
    const reissue = (await get("procedure", { code: "1.004614" })).body;
    expect(reissue).toContain("chưa rõ thời hạn hiệu lực");
    expect(reissue).toMatch(/Giấy tờ liên quan đến nội dung thay đổi; 1 bản sao chứng thực; chỉ khi “[^”]+” là “/);
    expect(reissue.replaceAll("\u00a0", " ")).toMatch(/650\.000 đồng \(nộp cùng hồ sơ; khi trường hợp “/);
  });

  it("says of a fee by number what is counted and how much it is at most", async () => {
    const { body } = await get("procedure", { code: "1.000963" });
    const text = body.replaceAll("\u00a0", " ");
    expect(text).toContain(
      "2.000.000 đồng cho mỗi đơn vị khai ở mục “Số phòng đề nghị điều chỉnh”, tối đa 12.000.000 đồng",
    );
    expect(text).toContain("tối đa 6.000.000 đồng");
  });

  it("is 404 where nothing is in force, still a page, which says so in both languages and leads to the list", async () => {
    const { status, body, headers } = await get("procedure", { code: "9.999999" });
    expect([status, headers["content-type"], headers["cache-control"]]).toEqual([
      404,
      "text/html; charset=utf-8",
      "no-store",
    ]);
    expect(body).toContain("Không có thủ tục nào mang mã “9.999999”");
    expect(body).toContain('<p lang="en">There is no procedure');
    expect(body).toContain('href="https://motcua.example.vn/embed/procedures"');
  });

  it("says of a withdrawn procedure since when, by which decision, and where to go instead", async () => {
    const { status, body } = await get("procedure", { code: "9.000002" });
    expect([status, body.includes("&lt;b&gt;Sở Nội vụ")]).toEqual([404, true]);
    for (const fact of ["bãi bỏ", "ngày 01/11/2026", "9/QĐ-UBND", "was withdrawn"]) expect(body).toContain(fact);
  });

  it("says of one that is not yet valid from when it is", async () => {
    const { status, body } = await get("procedure", { code: "9.000003" });
    expect([status, body.includes(procedure.name)]).toEqual([404, true]);
    for (const fact of ["chưa có hiệu lực", "từ ngày 01/12/2026", "takes effect on 01/12/2026"])
      expect(body).toContain(fact);
  });

  it("shows an address that is no code as the text that it is", async () => {
    const { status, body } = await get("procedure", { code: "<script>x" });
    expect([status, body.includes("&lt;script&gt;x")]).toEqual([404, true]);
    expect(body).not.toContain("<script");
  });

  it("does not mind what social networks add to its address", async () => {
    const query = { fbclid: "a", utm_source: "zalo", gclid: "b" };
    expect([(await get("procedure", { query })).status, (await get("embed", { query })).status]).toEqual([200, 200]);
  });

  it.each(["procedure", "embed"] as const)("%s stays a page where the catalogue cannot be read", async (name) => {
    const broken = () => Promise.reject(new Error("no catalogue"));
    const failing = {
      procedure: http(show.spec, broken, show.showProcedure),
      embed: http(embed.spec, broken, embed.embedProcedures),
    }[name];
    const reply = await failing(httpEvent({ method: "GET", pathParameters: { code: "1" } }), NO_CONTEXT);
    expect(reply).toMatchObject({ statusCode: 503, headers: { "retry-after": "60" } });
    expect(reply.headers?.["content-type"]).toBe("text/html; charset=utf-8");
  });
});

describe("the list to frame", () => {
  it("links to the procedures of a field and to no others", async () => {
    const { body } = await get("embed", { query: { field: "du-lich" } });
    expect(body).toContain("Thủ tục hành chính: Du lịch");
    expect(body).toContain('href="https://motcua.example.vn/procedures/1.004623"');
    expect(body).not.toContain("1.004650");
    expect((await get("embed", { query: { field: "nowhere" } })).body).toContain("Không có thủ tục nào");
  });

  it("alone may be framed, by anybody; the page of a procedure by nobody", async () => {
    const policy = async (name: keyof typeof pages) => String((await get(name)).headers["content-security-policy"]);
    expect(await policy("embed")).toContain("frame-ancestors *");
    expect(await policy("procedure")).toContain("frame-ancestors 'none'");
  });
});

describe.each(["procedure", "embed"] as const)("whatever a name holds, the page %s", (name) => {
  it("shows it as text: no script, no handler, no foreign address", async () => {
    const { body, headers } = await get(name, { code: "9.000001" });
    expect(body).toContain("&lt;script&gt;alert(&#39;x&#39;)");
    expect(body).not.toMatch(/<script|<img|<[^>]*\son\w+=|href="javascript:/i);
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/,
    );
  });
});
