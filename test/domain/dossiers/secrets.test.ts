import { describe, expect, it } from "vitest";
import { hmacUnder } from "../../../shared/adapters/crypto/digest.ts";
import {
  dossierOfToken,
  lookupSecretOf,
  sameSecret,
  trackingTokenOf,
  typedSecret,
} from "../../../shared/domain/dossiers/dossier-secrets.ts";
import { isBeyondFree, remembered, waitSeconds } from "../../../shared/domain/dossiers/guesses.ts";
import { base32 } from "../../../shared/domain/foundation/base32.ts";

const hmac = hmacUnder("a key of the deployment");
const dossier = { id: "abcdefghijklmnop", linkVersion: 1 };

describe("the secrets of a dossier", () => {
  it("come out the same each time, and other for another dossier, version or key", () => {
    const secret = lookupSecretOf(dossier, hmac);
    expect(secret).toMatch(/^[A-Z2-7]{10}$/);
    expect(lookupSecretOf(dossier, hmac)).toBe(secret);
    const others = [
      lookupSecretOf({ ...dossier, id: "abcdefghijklmnoq" }, hmac),
      lookupSecretOf({ ...dossier, linkVersion: 2 }, hmac),
      lookupSecretOf(dossier, hmacUnder("another key")),
    ];
    expect(others).not.toContain(secret);
  });

  it("lead a tracking token back to its dossier, and nothing else", () => {
    expect(dossierOfToken(trackingTokenOf(dossier, hmac))).toBe(dossier.id);
    for (const bad of ["", "short", "A".repeat(32), `${"a".repeat(33)}`, `${"0".repeat(16)}${"a".repeat(16)}`]) {
      expect(dossierOfToken(bad)).toBeUndefined();
    }
  });

  it("are compared whole, and as typed from a slip", () => {
    expect(sameSecret("ABC", "ABC")).toBe(true);
    for (const wrong of ["ABD", "AB", "ABCD", ""]) expect(sameSecret(wrong, "ABC")).toBe(false);
    expect(typedSecret("abcd-ef gh")).toBe("ABCDEFGH");
  });

  it("are written in RFC 4648 base32, lower case, without padding", () => {
    expect(base32(new TextEncoder().encode("foobar"))).toBe("mzxw6ytboi");
    expect(base32(new TextEncoder().encode("foob"))).toBe("mzxw6yq");
  });
});

describe("wrong guesses on a code", () => {
  const now = "2026-11-23T01:30:00.000Z";

  it("cost nothing until the fifth, then a wait that doubles up to an hour", () => {
    const waits = Array.from({ length: 14 }, (_, index) => waitSeconds({ count: index + 1, lastAt: now }, now));
    expect(waits.slice(0, 7)).toEqual([0, 0, 0, 0, 30, 60, 120]);
    expect(waits.at(-1)).toBe(3600);
  });

  it("may be tried again when the wait is over, and are forgotten a day after the last", () => {
    const guesses = { count: 9, lastAt: now };
    expect(waitSeconds(guesses, "2026-11-23T01:38:00.000Z")).toBe(0);
    expect(remembered(guesses, "2026-11-24T01:29:59.000Z")).toEqual(guesses);
    expect(remembered(guesses, "2026-11-24T01:30:00.000Z")).toBeUndefined();
  });

  it("are too many from the sixth on", () => {
    expect([5, 6].map(isBeyondFree)).toEqual([false, true]);
  });
});
