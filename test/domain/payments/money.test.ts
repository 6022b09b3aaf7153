import { describe, expect, it } from "vitest";
import { MOST_VND, readableVnd, sumVnd, Vnd, vndOf } from "../../../shared/domain/payments/money.ts";

describe("an amount in đồng", () => {
  it.each([1, 650_000, MOST_VND])("may be %d", (amount) => {
    expect(Vnd.safeParse(amount).success).toBe(true);
  });

  it.each([
    0,
    -1,
    0.5,
    650_000.5,
    MOST_VND + 1,
    Number.MAX_SAFE_INTEGER + 2,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "650000",
    null,
  ])("is never %s", (amount) => {
    expect(Vnd.safeParse(amount).success).toBe(false);
  });

  it("adds up to an amount", () => {
    expect(sumVnd([650_000, 1, 49_999])).toBe(700_000);
  });

  it.each([[[]], [[MOST_VND, 1]], [[0.1, 0.2]], [[5, -5]]])("refuses the sum of %j", (amounts) => {
    expect(() => sumVnd(amounts)).toThrow(RangeError);
  });

  it.each([
    [1, "1"],
    [999, "999"],
    [1_000, "1.000"],
    [650_000, "650.000"],
    [9_999_999_999, "9.999.999.999"],
  ])("%d reads %s", (amount, text) => {
    expect(readableVnd(amount)).toBe(text);
  });

  it.each([
    ["1", 1],
    ["650000", 650_000],
    ["9999999999", MOST_VND],
    ["10000000000", null],
    ["0", null],
    ["-650000", null],
    ["0650000", null],
    ["650000.0", null],
    ["6.5e5", null],
    [" 650000", null],
    ["65000\u0660", null],
    ["", null],
  ])("%j is %s đồng", (digits, amount) => {
    expect(vndOf(digits)).toBe(amount);
  });
});
