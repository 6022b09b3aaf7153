import { describe, expect, it } from "vitest";
import { type Publication, standingOf } from "../../../shared/domain/procedures/catalogue.ts";
import { lineOf } from "../../../shared/domain/procedures/catalogue-entry.ts";
import type { FeeRule } from "../../../shared/domain/procedures/fee-rule.ts";
import { feesDue, totalOf } from "../../../shared/domain/procedures/fees.ts";
import { entriesInForce } from "../../../shared/domain/procedures/in-force.ts";
import { levelOf } from "../../../shared/domain/procedures/level.ts";
import { timeLimitOf } from "../../../shared/domain/procedures/limits.ts";
import type { ProcedureVersion } from "../../../shared/domain/procedures/procedure-version.ts";
import { summaryOf } from "../../../shared/domain/procedures/summary.ts";
import type { Test } from "../../../shared/domain/procedures/when.ts";
import { shippedVersion } from "../../fakes/procedure-catalogue.ts";

const NOW = "2026-11-22T02:00:00.000Z";
const guideCard = await shippedVersion("1.004623", NOW);
const notice = await shippedVersion("1.004650", NOW);

describe("what a procedure is at an instant", () => {
  const published = (version: number, validFrom: string): Publication => ({
    procedure: { ...guideCard, version, validFrom },
  });
  const withdrawal = {
    code: guideCard.code,
    version: 4,
    validFrom: "2028-01-01",
    decision: { number: "12/QĐ-UBND", date: "2027-12-01" },
    fileAt: "Cổng Dịch vụ công quốc gia",
  };
  const all = [
    published(3, "2027-01-01"),
    published(1, "2021-01-01"),
    published(2, "2024-03-01"),
    { withdrawal } satisfies Publication,
  ];
  const inForceAt = (at: string) => {
    const standing = standingOf(all, at);
    return standing.is === "in-force" ? standing.version.version : standing.is;
  };

  it("is the newest version whose validity has begun, by the province's date", () => {
    expect(inForceAt("2024-02-29T16:59:59.999Z")).toBe(1);
    expect(inForceAt("2024-02-29T17:00:00.000Z")).toBe(2);
    expect(inForceAt(NOW)).toBe(2);
    expect(inForceAt("2027-06-01T00:00:00.000Z")).toBe(3);
  });

  it("is not yet valid before the first, withdrawn from the day of its withdrawal, unknown where nothing is", () => {
    expect(standingOf(all, "2020-12-31T16:59:59.999Z")).toMatchObject({ is: "not-yet-valid" });
    expect(inForceAt("2027-12-31T16:59:59.999Z")).toBe(3);
    expect(standingOf(all, "2027-12-31T17:00:00.000Z")).toEqual({ is: "withdrawn", withdrawal });
    expect(standingOf([], NOW)).toEqual({ is: "unknown" });
  });

  it("is listed as it stands: one entry a procedure, none of what is withdrawn or to come", () => {
    const lines = all.map(lineOf);
    const versionsAt = (at: string) => Array.from(entriesInForce(lines, at).entries, ({ version }) => version);
    expect(versionsAt("2020-12-31T16:59:59.999Z")).toEqual([]);
    expect(versionsAt(NOW)).toEqual([2]);
    expect(versionsAt("2028-01-02T00:00:00.000Z")).toEqual([]);
  });
});

describe("the level", () => {
  const offline = guideCard.channels.filter(({ channel }) => channel !== "online");
  const unformed = guideCard.documents.map(({ formId: _, ...document }) => document);
  const free = guideCard.channels.map((channel) => ({ ...channel, fees: [] }));

  it.each([
    [4, "filed, paid and given online", guideCard],
    [4, "nothing to pay, filed and given online", { ...guideCard, channels: free, payable: [] }],
    [3, "filed online, paid at the counter", { ...guideCard, payable: ["counter" as const] }],
    [3, "filed and paid online, given in person", { ...guideCard, returns: ["counter" as const] }],
    [2, "information and blank forms", { ...guideCard, onlineMode: "information" as const }],
    [2, "no online channel", { ...guideCard, channels: offline }],
    [1, "information alone", { ...guideCard, channels: offline, documents: unformed }],
  ])("is %i for %s", (level, _, procedure) => {
    expect(levelOf(procedure)).toBe(level);
  });
});

const withFees = (fees: FeeRule[]): ProcedureVersion => ({
  ...guideCard,
  channels: [{ channel: "online", timeLimit: null, fees }],
});
const due = (version: ProcedureVersion, form: Record<string, unknown> = {}, chosen: string | null = null, at = NOW) =>
  feesDue(version, { channel: "online", case: chosen, applicant: "individual", form }, "submission", at).map(
    ({ amount }) => amount,
  );
const rule = (more: Partial<FeeRule>): FeeRule => ({
  id: "appraisal",
  name: "Phí thẩm định",
  kind: "fee",
  amount: 1_000_000,
  due: "submission",
  ...more,
});

describe("fees", () => {
  it("are those of the channel and the moment", () => {
    const filed = (channel: "online" | "post") => ({ channel, case: null, applicant: "individual" as const, form: {} });
    expect(feesDue(guideCard, filed("post"), "acceptance", NOW)).toEqual([
      {
        id: "card-appraisal",
        name: "Phí thẩm định cấp thẻ hướng dẫn viên du lịch nội địa",
        kind: "fee",
        amount: 650000,
      },
    ]);
    expect(feesDue(guideCard, filed("post"), "submission", NOW)).toEqual([]);
    expect(feesDue(guideCard, filed("online"), "return", NOW)).toEqual([]);
    expect(feesDue({ ...guideCard, channels: [] }, filed("online"), "submission", NOW)).toEqual([]);
  });

  it("are those of the case", () => {
    const version = withFees([
      rule({ when: [{ cases: ["first"] }] }),
      rule({ id: "again", amount: 200_000, when: [{ cases: ["again"] }] }),
    ]);
    expect([due(version, {}, "first"), due(version, {}, "again"), due(version)]).toEqual([[1_000_000], [200_000], []]);
  });

  it("are those of the area", () => {
    const when = (value: string) => [{ formField: "area", values: [value] }];
    const version = withFees([rule({ when: when("city") }), rule({ amount: 500_000, when: when("elsewhere") })]);
    expect([due(version, { area: "city" }), due(version, { area: "elsewhere" })]).toEqual([[1_000_000], [500_000]]);
    expect(due(version, {})).toEqual([]);
  });

  it("are those of how many rooms the form lists, or says that there are", () => {
    const tier = (id: string, amount: number, when: Test) => rule({ id, amount, when: [when] });
    const rooms = (many: number) => Array.from({ length: many }, () => ({}));
    const listed = withFees([
      tier("small", 1, { formField: "rooms", count: { max: 3 } }),
      tier("large", 2, { formField: "rooms", count: { min: 4 } }),
    ]);
    expect([1, 3, 4, 100].map((many) => due(listed, { rooms: rooms(many) }))).toEqual([[1], [1], [2], [2]]);
    expect(due(listed, {})).toEqual([1]);
    const said = withFees([
      tier("small", 1, { formField: "area", range: { below: 4 } }),
      tier("large", 2, { formField: "area", range: { min: 4, max: 9 } }),
    ]);
    expect([0, 3.9, 4, 9, 9.1].map((area) => due(said, { area }))).toEqual([[1], [1], [2], [2], []]);
    expect(due(said, { area: "4" })).toEqual([]);
  });

  it("grow with the quantity, to the cap", () => {
    const version = withFees([rule({ quantity: { formField: "rooms", cap: 6_000_000 } })]);
    expect([1, 5, 6, 7, 1000].map((rooms) => due(version, { rooms })[0])).toEqual([
      1_000_000, 5_000_000, 6_000_000, 6_000_000, 6_000_000,
    ]);
  });

  it("fall within the days of a discount, both inclusive, by the date of the province", () => {
    const discounts = [{ from: "2026-01-01", to: "2026-12-31", percent: 50, legalBasis: "Thông tư 64/2025/TT-BTC" }];
    const version = withFees([rule({ discounts })]);
    const at = (instant: string) => due(version, {}, null, instant)[0];
    expect(at("2025-12-31T16:59:59.000Z")).toBe(1_000_000);
    expect(at("2025-12-31T17:00:00.000Z")).toBe(500_000);
    expect(at("2026-12-31T16:59:59.000Z")).toBe(500_000);
    expect(at("2026-12-31T17:00:00.000Z")).toBe(1_000_000);
  });

  it("are nothing where the alternative is free", () => {
    expect(due(withFees([rule({ amount: 0 })]))).toEqual([]);
  });

  it("are whole đồng, or an error", () => {
    const discounts = [{ from: "2026-01-01", to: null, percent: 33, legalBasis: "x" }];
    expect(() => due(withFees([rule({ amount: 1_001, discounts })]))).toThrow(RangeError);
  });

  it("add up in whole đồng, or not at all", () => {
    expect(totalOf([{ amount: 650000 }, { amount: 1 }])).toBe(650001);
    expect(() => totalOf([{ amount: Number.MAX_SAFE_INTEGER }, { amount: 1 }])).toThrow(RangeError);
  });
});

describe("the limit", () => {
  it("is the case's own where it has one, the channel's elsewhere, null where none is published", () => {
    const version = withFees([]);
    const [channel] = version.channels;
    const day = (value: number) => ({ value, unit: "working-day" as const });
    const limited = {
      ...version,
      channels: [
        {
          channel: "online" as const,
          fees: channel?.fees ?? [],
          timeLimit: day(5),
          caseLimits: [{ case: "adjust", timeLimit: day(4) }],
        },
      ],
    };
    const of = (chosen: string | null) => timeLimitOf(limited, { channel: "online", case: chosen });
    expect([of("adjust"), of("first"), of(null)]).toEqual([day(4), day(5), day(5)]);
    expect(timeLimitOf(version, { channel: "online", case: null })).toBeNull();
    expect(timeLimitOf(version, { channel: "post", case: null })).toBeNull();
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

  it("never calls free what nobody knows the sum of", () => {
    const unknown = { ...withFees([]), feesUnknown: true as const };
    expect([summaryOf(withFees([])).fee.summary, summaryOf(unknown).fee.summary]).toEqual([
      "Miễn phí",
      "Chưa có mức phí",
    ]);
  });

  it("says between which sums the alternatives lie, and where a quantity begins", () => {
    const alternatives = [
      rule({ alternative: "a", when: [{ cases: ["x"] }] }),
      rule({ id: "b", amount: 2_000_000, alternative: "a", when: [{ cases: ["y"] }] }),
    ];
    expect(summaryOf(withFees(alternatives)).fee.summary).toBe("1.000.000 – 2.000.000 đồng");
    expect(summaryOf(withFees([rule({ quantity: { formField: "rooms" } })])).fee.summary).toBe("Từ 1.000.000 đồng");
  });

  it("falls back to the first channel, and has no limit where none is published", () => {
    const [, counter] = guideCard.channels;
    expect(counter && summaryOf({ ...guideCard, channels: [{ ...counter, timeLimit: null }] }).timeLimit).toBeNull();
    expect(summaryOf({ ...guideCard, channels: [] }).fee.summary).toBe("Miễn phí");
  });
});
