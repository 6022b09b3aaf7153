import { describe, expect, it } from "vitest";
import { identityOf } from "../../../functions/boundary/identity.ts";
import { httpEvent } from "../../builders/http-event.ts";

const citizen = (claims: Record<string, string>) =>
  identityOf("citizen", httpEvent({ claims: { sub: "s", name: "n", ...claims } }));
const officer = (roles: string) => identityOf("officer", httpEvent({ claims: { sub: "s", name: "n", roles } }));

describe("who calls", () => {
  it.each(["", "null", "<nil>", "abc", "012345678", "0123456789-1"])(
    "is no organisation by the tax code '%s'",
    (tax_code) => {
      expect(citizen({ tax_code })).toEqual({ kind: "citizen", sub: "s", name: "n" });
    },
  );

  it.each(["0100109106", "0100109106-001"])("is an organisation by the tax code %s", (tax_code) => {
    expect(citizen({ tax_code })).toEqual({ kind: "organisation", sub: "s", name: "n", taxCode: tax_code });
  });

  it("holds the roles of the token that exist, in the gateway's way of writing lists", () => {
    expect(officer("[receiver specialist wizard]")).toMatchObject({ roles: ["receiver", "specialist"] });
    expect(officer("leader")).toMatchObject({ roles: ["leader"] });
    expect(officer("[]")).toMatchObject({ roles: [] });
  });

  it("is nobody without a subject", () => {
    expect(identityOf("officer", httpEvent({ claims: { name: "n", roles: "leader" } }))).toBeUndefined();
  });
});
