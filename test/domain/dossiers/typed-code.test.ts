import { describe, expect, it } from "vitest";
import { typedCode } from "../../../shared/domain/dossiers/typed-code.ts";

describe("a code as typed", () => {
  it.each([
    "H42.12-261123-0001",
    " h42.12-261123-0001 ",
    "H42.12\u2013261123\u20130001",
    "\u200bH42.12-261123-0001\ufeff",
    "\uff28\uff14\uff12.12-261123-0001",
    "H42.12 - 261123 - 0001",
  ])("'%s' is found", (given) => {
    expect(typedCode(given)).toBe("H42.12-261123-0001");
  });

  it.each(["000.00.04.H40-230414-0002", "H15.50.05.13-261008-0975", "G09.20-20260609-0092637", "H42.12-261123-12345"])(
    "of every generation, '%s', is one",
    (code) => expect(typedCode(code)).toBe(code),
  );

  it.each(["", " ", "\u3000", "\ufdfa".repeat(64), "\ud800", "H42", "x-y-z", "H42.12-261123-"])(
    "'%s' is none",
    (given) => {
      expect(typedCode(given)).toBeUndefined();
    },
  );
});
