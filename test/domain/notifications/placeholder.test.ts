import { describe, expect, it } from "vitest";
import { fill, LONGEST, plainLine } from "../../../shared/domain/notifications/placeholder.ts";

describe("a line of plain text", () => {
  it.each([
    ["Nguyễn  Thị\tLan", "Nguyễn Thị Lan"],
    ["Lan\r\nBcc: x@evil.com", "Lan Bcc: x@evil. com"],
    ["Lan\u202e nal\u200b", "Lan nal"],
    ["Lan\u2028Nhấn vào đây", "Lan Nhấn vào đây"],
    ["Lan https://evil.com/a?b=c ơi", "Lan ơi"],
    ["javascript://x Lan", "Lan"],
    ["WWW.evil.com Lan", "Lan"],
    ["Lan evil.com/path", "Lan evil. com/path"],
    ["Công ty A.B.C, TP. Nam Định", "Công ty A.B.C, TP. Nam Định"],
    ["Nguyễn".normalize("NFD"), "Nguyễn"],
  ])("%j becomes %j", (text, line) => {
    expect(plainLine(text, 200)).toBe(line);
  });

  it("is cut at a whole character, and shows it", () => {
    expect(plainLine("𝒜".repeat(10), 4)).toBe(`${"𝒜".repeat(3)}…`);
    expect(plainLine("abcd", 4)).toBe("abcd");
  });
});

describe("a template", () => {
  it("is filled once: what a value says is never a template", () => {
    expect(fill("{name}: {code}", { name: "{code} {{link}} $1 $&", code: "X" })).toBe("{code} {{link}} $1 $&: X");
  });

  it("is not sent with a value missing or empty", () => {
    expect(fill("Hẹn trả {due}", {})).toBeUndefined();
    expect(fill("Hẹn trả {due}", { due: "" })).toBeUndefined();
  });

  it.each(["{identityNumber}", "{constructor}", "{}", "{__proto__}"])("may not ask for %s", (template) => {
    expect(() => fill(template, {})).toThrow(RangeError);
  });

  it("keeps a code and a link whole and cuts everything else", () => {
    const code = "C".repeat(60);
    const link = `https://motcua.example/${"t".repeat(300)}`;
    expect(fill("{code} {link}", { code, link })).toBe(`${code} ${link}`);
    expect(fill("{name}", { name: "n".repeat(500) })).toHaveLength(LONGEST.name);
  });
});

describe("what an officer wrote", () => {
  it.each([
    ["Số CCCD 036190001234 không khớp.", "Số CCCD •••34 không khớp."],
    ["CMND:163 456 789, tài khoản 0123456789012", "CMND:•••89, tài khoản •••12"],
    ["STK 9704-3611-2233-4455", "STK •••55"],
    [
      "nộp 120.000.000 đồng, gọi 02283849123 hoặc 0912 345 678",
      "nộp 120.000.000 đồng, gọi 02283849123 hoặc 0912 345 678",
    ],
    [
      "hồ sơ 000.00.01.H40-261122-0001, Nghị định 224/2026/NĐ-CP, 22/11/2026",
      "hồ sơ 000.00.01.H40-261122-0001, Nghị định 224/2026/NĐ-CP, 22/11/2026",
    ],
  ])("carries no number of a paper or an account: %s", (written, sent) => {
    for (const name of ["reason", "legalBasis", "items"] as const)
      expect(fill(`{${name}}`, { [name]: written })).toBe(sent);
  });
});
