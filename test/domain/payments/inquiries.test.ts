import { describe, expect, it } from "vitest";
import { heardWhenAsked, nextInquiry } from "../../../shared/domain/payments/inquiries.ts";
import { anIntent } from "../../builders/payment-intent.ts";

const intent = anIntent({ createdAt: "2026-11-22T01:00:00.500Z" });
const NOW = "2026-11-22T01:20:00.000Z";

describe("a payment that its provider is asked about", () => {
  it.each([
    ["when the payer paid", "2026-11-22T01:05:00.000Z", "2026-11-22T01:05:00.000Z"],
    ["now, where no time is told", undefined, NOW],
    ["now, where it would be paid later than now", "2026-11-22T01:20:00.001Z", NOW],
    ["now, where it would be paid before it was asked for", "2026-11-22T00:59:59.000Z", NOW],
    [
      "when the payer paid, in the very second it was asked for",
      "2026-11-22T01:00:00.000Z",
      "2026-11-22T01:00:00.000Z",
    ],
  ])("counts from %s", (_, paidAt, heard) => {
    expect(heardWhenAsked(paidAt, intent, NOW)).toBe(heard);
  });

  it("is asked about at a quarter of an hour, an hour and a day, and then no more", () => {
    const at = (time: string) => nextInquiry(intent, time);
    expect(at(intent.createdAt)).toBe("2026-11-22T01:15:00.500Z");
    expect(at("2026-11-22T01:15:00.500Z")).toBe("2026-11-22T02:00:00.500Z");
    expect(at("2026-11-22T05:00:00.000Z")).toBe("2026-11-23T01:00:00.500Z");
    expect(at("2026-11-23T01:00:00.500Z")).toBeUndefined();
  });
});
