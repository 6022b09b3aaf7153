import { describe, expect, it } from "vitest";
import { fold, foldedWords } from "../../../shared/domain/foundation/fold.ts";
import { type CatalogueEntry, lineOf } from "../../../shared/domain/procedures/catalogue-entry.ts";
import { findProcedures } from "../../../shared/domain/procedures/find-procedures.ts";
import { entriesInForce } from "../../../shared/domain/procedures/in-force.ts";
import { shipped } from "../../fakes/procedure-catalogue.ts";

const { entries } = entriesInForce(shipped.map(lineOf), "2026-11-22T02:00:00.000Z");
const published = entries.filter(({ code }) => code === "1.004623" || code === "1.004650");
const template = published[0] as CatalogueEntry;
const named = (code: string, name: string): CatalogueEntry => ({ ...template, code, name });
const all = [
  ...published,
  named("2.000001", "Thủ tục hoà giải ở cơ sở"),
  named("2.000002", "Thủ tục đổi thẻ hướng dẫn viên du lịch quốc tế"),
  { ...named("2.000003", "Cấp giấy phép triển lãm"), level: 2 as const },
];
const codes = (q: string): string[] => findProcedures(all, { q }).map(({ code }) => code);

describe("folding", () => {
  it("makes one spelling of many", () => {
    for (const spelling of ["Đường Hoà Bình", "đường hòa bình", "ĐƯỜNG HÒA BÌNH".normalize("NFD"), "duong hoa binh"]) {
      expect(fold(spelling)).toBe("duong hoa binh");
    }
  });

  it("finds words of letters and digits", () => {
    expect(foldedWords(" 1.004623 – Thẻ, (HDV)!")).toEqual(["1", "004623", "the", "hdv"]);
    expect(foldedWords("???")).toEqual([]);
  });
});

describe("search", () => {
  it.each([
    ["hướng dẫn viên", "huong dan vien"],
    ["quảng cáo", "quang cao"],
    ["đổi thẻ", "doi the"],
    ["hoà giải", "hòa giải"],
    ["THẺ DU LỊCH", "the du lich"],
    ["thủ tục", "thu tuc"],
  ])("finds the same in the same order for %s and %s", (marked, bare) => {
    expect(codes(marked).length).toBeGreaterThan(0);
    expect(codes(bare)).toEqual(codes(marked));
    expect(codes(marked.normalize("NFD"))).toEqual(codes(marked));
  });

  it("takes the words in any order, and their beginnings", () => {
    expect(codes("viên dẫn hướng nội")).toEqual(["1.004623"]);
    expect(codes("huo vie noi di")).toEqual(["1.004623"]);
    expect(codes("bang ron")).toEqual(["1.004650"]);
  });

  it("does not guess: neither the middle of a word nor a slip of the pen", () => {
    expect(codes("uong")).toEqual([]);
    expect(codes("huogn dan")).toEqual([]);
  });

  it("finds by code, whole or begun, and by field", () => {
    expect(codes("1.004650")).toEqual(["1.004650"]);
    expect(codes("1.0046")).toEqual(["1.004623", "1.004650"]);
    expect(codes("văn hóa cơ sở")).toEqual(["1.004650"]);
  });

  it("puts what the name matches before what only the field matches", () => {
    expect(codes("du lịch")).toEqual(["1.004623", "2.000002", "2.000003", "2.000001"]);
  });

  it("gives everything for nothing, by name", () => {
    expect(codes("")).toEqual(["2.000003", "1.004623", "2.000002", "2.000001", "1.004650"]);
    expect(codes(" ?! ")).toEqual(codes(""));
  });
});

describe("filters", () => {
  const found = (query: Parameters<typeof findProcedures>[1]) => findProcedures(all, query).map(({ code }) => code);

  it("narrow by field, unit, level and audience, together with the words", () => {
    expect(found({ field: "van-hoa-co-so" })).toEqual(["1.004650"]);
    expect(found({ unit: "culture" })).toEqual(["1.004650"]);
    expect(found({ level: 2 })).toEqual(["2.000003"]);
    expect(found({ audience: "organisation" })).toEqual(["1.004650"]);
    expect(found({ unit: "tourism", q: "quoc te" })).toEqual(["2.000002"]);
    expect(found({ field: "nowhere" })).toEqual([]);
  });
});
