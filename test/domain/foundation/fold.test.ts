import { describe, expect, it } from "vitest";
import { fold, foldedWords } from "../../../shared/domain/foundation/fold.ts";

describe("folding", () => {
  it("makes one spelling of many", () => {
    for (const spelling of ["Đường Hoà Bình", "đường hòa bình", "ĐƯỜNG HÒA BÌNH".normalize("NFD"), "duong hoa binh"]) {
      expect(fold(spelling)).toBe("duong hoa binh");
    }
  });

  it("sees through full-width letters, small figures and what is invisible", () => {
    expect(["ｌễ　hội", "l\u200dễ hội", "\ufefflễ hội"].map(fold)).toEqual(["le hoi", "le hoi", "le hoi"]);
    expect(foldedWords("Diện tích (m²)")).toEqual(["dien", "tich", "m2"]);
  });

  it("finds words of letters and digits", () => {
    expect(foldedWords(" 1.004623 – Thẻ, (HDV)!")).toEqual(["1", "004623", "the", "hdv"]);
    expect(foldedWords("???")).toEqual([]);
  });
});
