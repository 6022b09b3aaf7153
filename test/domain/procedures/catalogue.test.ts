import { describe, expect, it } from "vitest";
import { procedureCatalogue } from "../../../shared/adapters/catalogue/procedure-catalogue.ts";
import { inForce } from "../../../shared/domain/procedures/catalogue.ts";
import { feesDue, totalOf } from "../../../shared/domain/procedures/fees.ts";
import { levelOf } from "../../../shared/domain/procedures/level.ts";
import type { ProcedureVersion } from "../../../shared/domain/procedures/procedure-version.ts";
import { summaryOf } from "../../../shared/domain/procedures/summary.ts";

const [guideCard, notice] = (await procedureCatalogue.all("2026-11-22T02:00:00.000Z")) as [
  ProcedureVersion,
  ProcedureVersion,
];

describe("the version in force", () => {
  const second = { ...guideCard, version: 2, validFrom: "2024-03-01" };
  const third = { ...guideCard, version: 3, validFrom: "2027-01-01" };
  const versionAt = (at: string) => inForce([third, guideCard, second], at)?.version;

  it("is the newest whose validity has begun, by the province's date", () => {
    expect(versionAt("2024-02-29T16:59:59.999Z")).toBe(1);
    expect(versionAt("2024-02-29T17:00:00.000Z")).toBe(2);
    expect(versionAt("2026-11-22T02:00:00.000Z")).toBe(2);
    expect(versionAt("2027-06-01T00:00:00.000Z")).toBe(3);
  });

  it("is none before the first", async () => {
    expect(versionAt("2020-12-31T16:59:59.999Z")).toBeUndefined();
    expect(await procedureCatalogue.versionInForce("1.004623", "2020-12-31T16:00:00.000Z")).toBeUndefined();
    expect(await procedureCatalogue.all("2020-12-31T16:00:00.000Z")).toEqual([]);
  });

  it("is none of an unknown code, whatever its spelling", async () => {
    for (const code of ["9.999999", "toString", "__proto__", ""]) {
      expect(await procedureCatalogue.versionInForce(code, "2026-11-22T02:00:00.000Z")).toBeUndefined();
    }
  });

  it("stays readable by its number", async () => {
    expect((await procedureCatalogue.version("1.004623", 1))?.name).toBe(guideCard.name);
    expect(await procedureCatalogue.version("1.004623", 2)).toBeUndefined();
  });
});

describe("the level", () => {
  const offline = guideCard.channels.filter(({ channel }) => channel !== "online");
  const unformed = guideCard.documents.map(({ formId: _, ...document }) => document);

  it.each([
    [4, "wholly online", guideCard],
    [
      3,
      "filed online, finished in person",
      { ...guideCard, onlineMode: "partial", reason: "Nộp phí tại quầy." } as const,
    ],
    [2, "information and blank forms", { ...guideCard, onlineMode: "information" } as const],
    [2, "no online channel", { ...guideCard, channels: offline }],
    [1, "information alone", { ...guideCard, channels: offline, documents: unformed }],
  ])("is %i for %s", (level, _, procedure) => {
    expect(levelOf(procedure)).toBe(level);
  });
});

describe("fees", () => {
  it("are those of the channel and the moment", () => {
    const [item] = feesDue(guideCard, "post", "acceptance");
    expect(item).toEqual({
      id: "card-appraisal",
      name: "Phí thẩm định cấp thẻ hướng dẫn viên du lịch nội địa",
      kind: "fee",
      amount: 650000,
    });
    expect(feesDue(guideCard, "post", "submission")).toEqual([]);
    expect(feesDue(guideCard, "online", "return")).toEqual([]);
    expect(feesDue({ ...guideCard, channels: [] }, "online", "submission")).toEqual([]);
  });

  it("add up in whole đồng, or not at all", () => {
    expect(totalOf([{ amount: 650000 }, { amount: 1 }])).toBe(650001);
    expect(() => totalOf([{ amount: Number.MAX_SAFE_INTEGER }, { amount: 1 }])).toThrow(RangeError);
  });
});

describe("the summary of a procedure", () => {
  it("tells fee and limit of the online channel", () => {
    expect(summaryOf(guideCard)).toEqual({
      code: "1.004623",
      name: "Thủ tục cấp thẻ hướng dẫn viên du lịch nội địa",
      field: { id: "du-lich", name: "Du lịch" },
      level: 4,
      onlineMode: "full",
      fee: { summary: "650.000 đồng" },
      timeLimit: { value: 15, unit: "calendar-day" },
      version: 1,
    });
    expect(summaryOf(notice).fee.summary).toBe("Miễn phí");
  });

  it("falls back to the first channel, and has no limit where none is published", () => {
    const [, counter] = guideCard.channels;
    expect(counter && summaryOf({ ...guideCard, channels: [{ ...counter, timeLimit: null }] }).timeLimit).toBeNull();
    expect(summaryOf({ ...guideCard, channels: [] }).fee.summary).toBe("Miễn phí");
  });
});
