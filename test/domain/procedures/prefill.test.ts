import { describe, expect, it } from "vitest";
import { generalApplication } from "../../../shared/domain/procedures/general-application.ts";
import { prefillOf } from "../../../shared/domain/procedures/prefill.ts";
import { shippedVersion } from "../../fakes/procedure-catalogue.ts";

const LAN = {
  fullName: "Nguyễn Thị Lan",
  identityNumber: "036195004821",
  phone: "0912345678",
  email: "lan@example.com",
};

describe("a form begun with an identity", () => {
  it("holds what the identity says and the form asks for", async () => {
    const { form } = await shippedVersion("1.004623", "2026-11-22T02:00:00.000Z");
    expect(prefillOf(form, LAN)).toEqual(LAN);
  });

  it("holds nothing that the form does not ask for", () => {
    expect(prefillOf(generalApplication("Thủ tục cấp thẻ"), LAN)).toEqual({
      fullName: LAN.fullName,
      phone: LAN.phone,
      email: LAN.email,
    });
  });

  it("leaves out what is not known, blank, too long or of the wrong form", () => {
    const form = generalApplication("Thủ tục cấp thẻ");
    for (const known of [{}, { phone: "  " }, { phone: "+84 24 3822" }, { fullName: "x".repeat(201) }]) {
      expect(prefillOf(form, known)).toEqual({});
    }
  });
});
