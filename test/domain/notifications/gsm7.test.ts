import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { septetsOf, withoutDiacritics } from "../../../shared/domain/notifications/gsm7.ts";

describe("Vietnamese without diacritics", () => {
  it.each([
    ["Hồ sơ đã được tiếp nhận. ĐỒNG Ý", "Ho so da duoc tiep nhan. DONG Y"],
    ["hòa hoà", "hoa hoa"],
    ["Hồ sơ".normalize("NFD"), "Ho so"],
    ["“trích dẫn” – ‘kết quả’ …", "\"trich dan\" - 'ket qua' ..."],
    ["650.000 đ ✓ 中", "650.000 d ? ?"],
    ["àèéìòù", "aeeiou"],
    ["a\u200bb\u202ec", "a?b?c"],
    ["`a` [b] {c}~\t😀", "?a? [b] {c}~??"],
  ])("%s reads %s", (text, plain) => {
    expect(withoutDiacritics(text)).toBe(plain);
  });

  it("can always be carried by GSM-7", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(septetsOf(withoutDiacritics(text))).toBeDefined();
      }),
    );
  });
});

describe("the septets of a text", () => {
  it.each([
    ["", 0],
    ["Ho so 1", 7],
    ["@£$_!", 5],
    ["^{}[]~|€\\", 18],
    ["a\n", 2],
  ])("of %j are %d", (text, septets) => {
    expect(septetsOf(text)).toBe(septets);
  });

  it.each(["ồ", "đ", "`", "中", "\u00a0"])("are not to be had for %j", (text) => {
    expect(septetsOf(text)).toBeUndefined();
  });
});
