import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";

const { newKey, open, seal } = sealing;
const TEXT = JSON.stringify({ reason: "Thiếu bản sao giấy chứng nhận của bà Lan" });

describe("a sealed text", () => {
  it("is opened by its key at its place, whatever it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, place) => {
        const key = newKey();
        expect(open(key, place, seal(key, place, text))).toBe(text);
      }),
    );
  });

  it("is opened by no other key, at no other place, and by nobody once a byte of it is changed", () => {
    const key = newKey();
    const sealed = seal(key, "here", TEXT);
    expect(() => open(newKey(), "here", sealed)).toThrow();
    expect(() => open(key, "there", sealed)).toThrow();
    const bytes = Buffer.from(sealed, "base64");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(key, "here", changed.toString("base64"))).toThrow();
    }
    for (const length of [0, 11, 12, 28, bytes.length - 1])
      expect(() => open(key, "here", bytes.subarray(0, length).toString("base64"))).toThrow();
  });

  it("is never the same twice: each has a nonce of its own", () => {
    const key = newKey();
    const nonces = Array.from({ length: 1000 }, () =>
      Buffer.from(seal(key, "here", TEXT), "base64").toString("hex", 0, 12),
    );
    expect(new Set(nonces).size).toBe(1000);
    expect(new Set(Array.from({ length: 100 }, newKey)).size).toBe(100);
  });

  it("has a key of 32 bytes, and is smaller than a reason of some length was", () => {
    expect(Buffer.from(newKey(), "base64")).toHaveLength(32);
    const reason =
      "Hồ sơ chưa đủ điều kiện giải quyết: bản sao giấy chứng nhận sức khỏe đã hết hạn, ảnh không đúng kích thước theo quy định. ".repeat(
        2,
      );
    expect(Buffer.from(seal(newKey(), "here", reason), "base64").length).toBeLessThan(Buffer.byteLength(reason) * 0.75);
  });
});
