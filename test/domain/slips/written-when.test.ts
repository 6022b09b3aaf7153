import { describe, expect, it } from "vitest";
import type { When } from "../../../shared/domain/procedures/when.ts";
import { writtenWhen } from "../../../shared/domain/slips/written-when.ts";
import { shippedVersion } from "../../fakes/procedure-catalogue.ts";

const NOW = "2026-11-23T02:00:00.000Z";
const notice = await shippedVersion("1.004650", NOW);
const adjustment = await shippedVersion("1.000963", NOW);

describe("a condition in words", () => {
  it.each<[When, string]>([
    [[{ applicants: ["organisation"] }], "chủ hồ sơ là tổ chức"],
    [[{ channels: ["counter", "post"] }], "nộp trực tiếp tại quầy hoặc qua bưu chính công ích"],
    [[{ formField: "medium", values: ["banner"] }], "“Phương tiện quảng cáo” là “Băng-rôn”"],
    [[{ formField: "boardArea", range: { min: 20 } }], "“Diện tích bảng (m²)” từ 20 trở lên"],
    [[{ formField: "boardArea", range: { max: 1000 } }], "“Diện tích bảng (m²)” không quá 1.000"],
    [[{ formField: "boardArea", range: { below: 20 } }], "“Diện tích bảng (m²)” dưới 20"],
    [[{ formField: "boardArea", range: { min: 0.5, below: 20 } }], "“Diện tích bảng (m²)” từ 0,5 đến dưới 20"],
    [[{ formField: "locations", count: { min: 1, max: 3 } }], "“Địa điểm” có từ 1 đến 3 mục"],
    [[{ formField: "locations", count: { min: 2, max: 2 } }], "“Địa điểm” có đúng 2 mục"],
    [[{ formField: "locations", count: { min: 6 } }], "“Địa điểm” có từ 6 mục trở lên"],
    [[{ formField: "locations", count: { max: 3 } }], "“Địa điểm” có không quá 3 mục"],
  ])("%j", (when, words) => {
    const { boardArea, locations } = notice.form.properties;
    const properties = { ...notice.form.properties };
    if (boardArea && locations) {
      Object.assign(properties, {
        boardArea: { ...boardArea, title: "Diện tích bảng (m²)" },
        locations: { ...locations, title: "Địa điểm" },
      });
    }
    const titled = { ...notice, form: { properties } };
    expect(writtenWhen(titled, when)).toBe(words);
  });

  it("names cases by their names, and joins what must hold together", () => {
    const [rooms] = adjustment.cases;
    expect(writtenWhen(adjustment, [{ cases: ["rooms"] }, { formField: "area", values: ["city", "elsewhere"] }])).toBe(
      `trường hợp “${rooms?.name}” và “Khu vực của cơ sở” là “Thành phố, thị xã” hoặc “Khu vực khác”`,
    );
  });
});
