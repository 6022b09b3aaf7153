import { describe, expect, it } from "vitest";
import type { FeeRule } from "../../../shared/domain/procedures/fee-rule.ts";
import { writtenFee } from "../../../shared/domain/slips/written-fee.ts";
import { shippedVersion } from "../../fakes/procedure-catalogue.ts";

const adjustment = await shippedVersion("1.000963", "2026-11-23T02:00:00.000Z");
const PLAIN: FeeRule = { id: "fee", name: "Phí thẩm định", kind: "fee", amount: 650_000, due: "submission" };
const LAW = "Thông tư 43/2024/TT-BTC";
const ROOMS = "“Số phòng đề nghị điều chỉnh”";

describe("a fee rule in words", () => {
  it.each<[string, Partial<FeeRule>, string]>([
    ["how much and when", {}, "650.000 đồng (nộp cùng hồ sơ)"],
    ["when it is paid later", { due: "acceptance" }, "650.000 đồng (nộp khi được tiếp nhận)"],
    ["when it is paid last", { due: "return" }, "650.000 đồng (nộp khi nhận kết quả)"],
    ["that it is free", { amount: 0 }, "miễn phí (nộp cùng hồ sơ)"],
    [
      "for each of what",
      { quantity: { formField: "adjustedRooms" } },
      `650.000 đồng cho mỗi đơn vị khai ở mục ${ROOMS} (nộp cùng hồ sơ)`,
    ],
    [
      "at most how much",
      { quantity: { formField: "adjustedRooms", cap: 12_000_000 } },
      `650.000 đồng cho mỗi đơn vị khai ở mục ${ROOMS}, tối đa 12.000.000 đồng (nộp cùng hồ sơ)`,
    ],
    [
      "of which dossiers",
      { when: [{ cases: ["rooms"] }] },
      "650.000 đồng (nộp cùng hồ sơ; khi trường hợp “Điều chỉnh số phòng”)",
    ],
    [
      "what is taken off and from when to when",
      { discounts: [{ from: "2026-07-01", to: "2026-12-31", percent: 50, legalBasis: LAW }] },
      `650.000 đồng (nộp cùng hồ sơ; giảm 50% từ ngày 01/07/2026 đến hết ngày 31/12/2026 theo ${LAW})`,
    ],
    [
      "what is taken off until further notice",
      { discounts: [{ from: "2026-07-01", to: null, percent: 10, legalBasis: LAW }] },
      `650.000 đồng (nộp cùng hồ sơ; giảm 10% từ ngày 01/07/2026 cho đến khi có quy định mới theo ${LAW})`,
    ],
  ])("says %s", (_what, given, words) => {
    expect(writtenFee(adjustment, { ...PLAIN, ...given }).replaceAll("\u00a0", " ")).toBe(words);
  });
});
