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
const catalogue = catalogueOf([...shipped, { procedure: hostile }]);
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
    for (const fact of [...facts, ...lists.flat(), "650.000 đồng", "Chưa kiểm chứng"]) expect(body).toContain(fact);
    for (const document of version?.documents ?? []) expect(body).toContain(document.name);
  });

  it("says for how long the result holds, also where nobody knows, and when a fee and a paper are asked for", async () => {
    expect((await get("procedure")).body).toContain("có giá trị 05 năm");
    const reissue = (await get("procedure", { code: "1.004614" })).body;
    expect(reissue).toContain("chưa rõ thời hạn hiệu lực");
    expect(reissue).toMatch(/Giấy tờ liên quan đến nội dung thay đổi; 1 bản sao chứng thực; chỉ khi “[^”]+” là “/);
    expect(reissue).toMatch(/650\.000 đồng, nộp khi nộp hồ sơ; khi trường hợp “/);
  });

  it("is 404 where nothing is in force", async () => {
    expect((await get("procedure", { code: "9.999999" })).status).toBe(404);
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
