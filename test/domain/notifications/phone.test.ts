import { describe, expect, it } from "vitest";
import { vietnameseMobile } from "../../../shared/domain/notifications/phone.ts";

describe("a mobile number of Viet Nam", () => {
  it.each(["0912345678", "84912345678", "+84912345678", "0912 345 678", "(091) 234-5678", "091.234.5678"])(
    "written %s is +84912345678",
    (typed) => {
      expect(vietnameseMobile(typed)).toBe("+84912345678");
    },
  );

  it.each(["0312345678", "0512345678", "0712345678", "0812345678"])("may begin as %s", (typed) => {
    expect(vietnameseMobile(typed)).toBe(`+84${typed.slice(1)}`);
  });

  it.each([
    "",
    "0228364567",
    "0612345678",
    "091234567",
    "09123456789",
    "912345678",
    "+1912345678",
    "+840912345678",
    "++84912345678",
    "0912345678;0987654321",
    "０９１２３４５６７８",
    "0912345678\u200b",
    "1900 1234",
  ])("is not %j", (typed) => {
    expect(vietnameseMobile(typed)).toBeUndefined();
  });
});
