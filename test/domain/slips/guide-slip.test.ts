import { describe, expect, it } from "vitest";
import { organisationRegister as register } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { guideSlip } from "../../../shared/domain/slips/guide-slip.ts";
import type { Block } from "../../../shared/domain/slips/sheet.ts";
import { shippedVersion } from "../../fakes/procedure-catalogue.ts";

const AT = "2026-11-23T02:00:00.000Z";
const card = await shippedVersion("1.004623", AT);
const context = { register, at: AT, origin: "https://dichvucong.example.vn/" };

const wordsOf = (block: Block): string[] => {
  if (block.kind === "table") return [...block.columns.map(({ title }) => title), ...block.rows.flat()];
  if (block.kind === "qr") return block.lines;
  if (block.kind === "answer") return [`${block.label}: ${"written" in block.answer ? block.answer.written : ""}`];
  return "text" in block ? [block.text] : [];
};
const textOf = (version = card): string =>
  guideSlip(version, context).blocks.flatMap(wordsOf).join("\n").replaceAll("\u00a0", " ");

describe("the guide slip", () => {
  it("says who may apply, who settles it and what comes of it", () => {
    const text = textOf();
    expect(text).toContain("Ai được nộp: Cá nhân");
    expect(text).toContain("Cơ quan giải quyết: Sở Du lịch tỉnh Ninh Bình");
    expect(text).toContain("Kết quả: Thẻ hướng dẫn viên du lịch nội địa, có giá trị 05 năm");
  });

  it("says that a result holds for good, or that nobody knows for how long, and never leaves it open", () => {
    const holding = (kind: "for-good" | "unknown") =>
      textOf({ ...card, result: { ...card.result, validity: { kind } } });
    expect(holding("for-good")).toContain("Thẻ hướng dẫn viên du lịch nội địa, có giá trị không thời hạn");
    expect(holding("unknown")).toContain("Thẻ hướng dẫn viên du lịch nội địa, chưa rõ thời hạn hiệu lực");
  });

  it("says when a fee and a paper are asked for", async () => {
    const text = textOf(await shippedVersion("1.001029", AT));
    expect(text).toContain("khi “Khu vực của cơ sở” là “Thành phố, thị xã” và “Danh sách phòng” có từ 4 đến 5 mục");
    expect(textOf(await shippedVersion("1.004614", AT))).toMatch(/nội dung thay đổi \(chỉ khi “[^”]+” là “[^”]+”\)/);
  });

  it("says for each of what a fee is, and how much it is at most", async () => {
    expect(textOf(await shippedVersion("1.000963", AT))).toContain(
      "2.000.000 đồng cho mỗi đơn vị khai ở mục “Số phòng đề nghị điều chỉnh”, tối đa 12.000.000 đồng (nộp cùng hồ sơ; khi trường hợp “Điều chỉnh số phòng”",
    );
  });

  it("counts the papers by kind", () => {
    const table = guideSlip(card, context).blocks.find((block) => block.kind === "table");
    expect(table?.rows[0]).toEqual(["1", "Đơn đề nghị cấp thẻ hướng dẫn viên du lịch", "01", "", ""]);
    expect(table?.rows[2]).toEqual(["3", expect.stringContaining("Văn bằng"), "", "01", ""]);
  });

  it("puts ways that cost and last the same on one line, with when to pay", () => {
    const [, ways] = guideSlip(card, context).blocks.filter((block) => block.kind === "table");
    expect(ways?.rows.map((row) => row.map((cell) => cell.replaceAll("\u00a0", " ")))).toEqual([
      ["Trực tuyến\nTrực tiếp tại quầy", "15 ngày", expect.stringMatching(/650\.000 đồng \(nộp cùng hồ sơ\)$/)],
      ["Qua bưu chính công ích", "15 ngày", expect.stringMatching(/650\.000 đồng \(nộp khi được tiếp nhận\)$/)],
    ]);
  });

  it("leads to the lasting address of the procedure", () => {
    expect(guideSlip(card, context).blocks.find((block) => block.kind === "qr")?.url).toBe(
      "https://dichvucong.example.vn/procedures/1.004623",
    );
  });

  it("says that it is not verified until it is", () => {
    expect(textOf()).toContain("Chưa kiểm chứng");
    expect(textOf({ ...card, verified: true })).not.toContain("Chưa kiểm chứng");
  });

  it("names the place to go instead of this service where there is one", () => {
    const text = textOf({ ...card, channels: [], fileAt: "số 1 phố Huế", reason: "Thẩm định hiện vật gốc." });
    expect(text).toContain("Số 1 phố Huế.");
    expect(text).toContain("Chưa làm trọn trên mạng được vì: Thẩm định hiện vật gốc.");
    expect(text).not.toContain("Trực tuyến: https");
  });
});
