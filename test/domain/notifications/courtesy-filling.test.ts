import { describe, expect, it } from "vitest";
import type { Filed } from "../../../shared/domain/dossiers/dossier.ts";
import { courtesyFilling } from "../../../shared/domain/notifications/courtesy-filling.ts";
import { courtesyTemplateOf } from "../../../shared/domain/notifications/courtesy-template.ts";
import { aDossier, aPerson, CODE, LONGEST_LINK, someNames } from "../../builders/notice.ts";

const AT = "2026-11-22T01:30:00.000Z";
const BY = "2026-11-25T01:30:00.000Z";
const as = (changes: object): Filed => ({ ...aDossier(), ...changes }) as unknown as Filed;
const asked = as({ state: "awaiting-supplement", respondBy: BY });
const owing = as({ state: "payment-due", payBy: BY, demand: { amount: 1_650_000 } });
const returned = as({ state: "returned" });

const filled = (dossier: Filed, person = aPerson()) =>
  courtesyFilling({ dossier, person, at: AT }, someNames, LONGEST_LINK);

const COMMON = {
  code: CODE,
  link: LONGEST_LINK,
  procedure: "Cấp thẻ hướng dẫn viên du lịch nội địa",
  agency: "Phòng Quản lý du lịch",
  name: "Nguyễn Thị Lan",
};

describe("the filling of a courtesy", () => {
  it("has the date by which a supplement is waited for", async () => {
    expect(await filled(asked)).toEqual({ ...COMMON, answerBy: "08:30 25/11/2026" });
  });

  it("has the date and the amount of a payment, as each language writes it", async () => {
    expect(await filled(owing)).toEqual({ ...COMMON, answerBy: "08:30 25/11/2026", amount: "1.650.000" });
    expect(await filled(owing, aPerson({ language: "en" }))).toMatchObject({ amount: "1,650,000" });
  });

  it("has neither of a dossier that was returned, and leaves out a name that nobody knows", async () => {
    expect(await filled(returned)).toEqual(COMMON);
    const { procedure: _, ...rest } = COMMON;
    expect(await filled(as({ state: "returned", procedure: { code: "9.999999", version: 1 } }))).toEqual(rest);
  });

  it("goes into words by what the dossier waits for", () => {
    expect(courtesyTemplateOf(asked, "answer-soon")).toBe("answer-soon-supplement");
    expect(courtesyTemplateOf(owing, "answer-soon")).toBe("answer-soon-payment");
    expect(courtesyTemplateOf(returned, "rating-asked")).toBe("rating-asked");
  });
});
