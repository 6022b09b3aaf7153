import { describe, expect, it } from "vitest";
import {
  dossierOfPayment,
  isOpen,
  PaymentIntent,
  paymentReference,
  shownState,
} from "../../../shared/domain/payments/intent.ts";
import { anIntent } from "../../builders/payment-intent.ts";

const BEFORE = "2026-11-22T01:14:59.999Z";
const EXPIRY = "2026-11-22T01:15:00.000Z";

describe("a payment intent", () => {
  it("leads from its reference back to its dossier", () => {
    const reference = paymentReference("abcdefgh234567aa", "b7k2q9");
    expect(reference).toMatch(/^[A-Za-z0-9]{1,100}$/);
    expect(dossierOfPayment(reference)).toBe("abcdefgh234567aa");
  });

  it.each(["", "short", "abcdefgh234567aa", "abcdefgh234567aa-b7k2q9", "abcdefgh234567aab7k2q9\n", "a".repeat(65)])(
    "has no dossier behind %j",
    (reference) => {
      expect(dossierOfPayment(reference)).toBeUndefined();
    },
  );

  it("refuses a reference that could not be read back", () => {
    expect(() => paymentReference("tooshort", "b7k2q9")).toThrow(RangeError);
    expect(() => paymentReference("abcdefgh234567aa", "b7#2q9")).toThrow(RangeError);
  });

  it("is pending and open until the instant it expires", () => {
    expect([shownState(anIntent(), BEFORE), isOpen(anIntent(), BEFORE)]).toEqual(["pending", true]);
    expect([shownState(anIntent(), EXPIRY), isOpen(anIntent(), EXPIRY)]).toEqual(["expired", false]);
  });

  it("stays open while a person must decide about it", () => {
    expect(isOpen(anIntent({ state: "held" }), "2027-01-01T00:00:00.000Z")).toBe(true);
  });

  it.each(["paid", "failed", "expired", "cancelled", "late-paid", "duplicate-paid", "refund-due", "refunded"] as const)(
    "is not open once %s",
    (state) => {
      expect(isOpen(anIntent({ state }), BEFORE)).toBe(false);
      expect(shownState(anIntent({ state }), "2027-01-01T00:00:00.000Z")).toBe(state);
    },
  );

  it("has a schema that its builder satisfies", () => {
    expect(PaymentIntent.parse(anIntent())).toEqual(anIntent());
  });
});
