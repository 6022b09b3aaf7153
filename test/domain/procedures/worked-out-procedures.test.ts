import { describe, expect, it } from "vitest";
import { checkForm } from "../../../shared/domain/procedures/check-form.ts";
import { feesDue, totalOf } from "../../../shared/domain/procedures/fees.ts";
import { timeLimitOf } from "../../../shared/domain/procedures/limits.ts";
import { shippedVersion } from "../../fakes/procedure-catalogue.ts";

const NOW = "2026-11-22T02:00:00.000Z";
const PERSON = ["individual"];
const ORGANISATION = ["organisation"];
const BOTH = ["individual", "organisation"];
const WAYS = ["online", "counter", "post"] as const;
const ROUTE = ["receive", "appraise", "approve", "return"];
const CHECKED = ["receive", "appraise", "check", "approve", "return"];

type Answers = Record<string, unknown>;

/** The form's example with other answers; null takes an answer away. */
const filledIn = (example: Answers | undefined, answers: Answers): Answers =>
  Object.fromEntries(Object.entries({ ...example, ...answers }).filter(([, value]) => value !== null));

/** What a whole filling costs: at once online and at the counter, on acceptance by post, the same each way. */
const costs = async (code: string, chosen: string | null, answers: Answers, sum: number) => {
  const version = await shippedVersion(code, NOW);
  const form = filledIn(version.form.examples[0], answers);
  for (const channel of WAYS) {
    const filed = { channel, case: chosen, applicant: version.audience[0] ?? null };
    expect(checkForm(version.form, form, filed)).toEqual([]);
    const due = (moment: "submission" | "acceptance" | "return") =>
      totalOf(feesDue(version, { ...filed, form }, moment, NOW));
    const expected = channel === "post" ? [0, sum, 0] : [sum, 0, 0];
    expect([due("submission"), due("acceptance"), due("return")]).toEqual(expected);
  }
};

/** Each row: what is answered otherwise than in the example, and what the form then finds wrong, in the first case. */
type FormRow = [code: string, answers: Answers, wrong: string[], chosen?: string];

const finds = async ([code, answers, wrong, chosen]: FormRow) => {
  const { form, cases, audience } = await shippedVersion(code, NOW);
  const filed = { channel: "online" as const, case: chosen ?? cases[0]?.id ?? null, applicant: audience[0] ?? null };
  expect(checkForm(form, filledIn(form.examples[0], answers), filed).map(({ pointer }) => pointer)).toEqual(wrong);
};

type OfferRow = [code: string, value: number, unit: string, audience: string[], route: string[]];

const offers = async ([code, value, unit, audience, route]: OfferRow) => {
  const version = await shippedVersion(code, NOW);
  for (const channel of WAYS) {
    for (const chosen of [null, ...version.cases.map(({ id }) => id)]) {
      expect(timeLimitOf(version, { channel, case: chosen })).toEqual({ value, unit });
    }
  }
  expect(version.audience).toEqual(audience);
  expect(version.steps.map(({ id }) => id)).toEqual(route);
};

const papersOf = async (code: string) =>
  (await shippedVersion(code, NOW)).documents.map(
    ({ id, required, when }) => `${id}${required ? "" : "?"}${when ? " sometimes" : ""}`,
  );

describe("the guide cards", () => {
  it.each<OfferRow>([
    ["1.004628", 15, "calendar-day", PERSON, CHECKED],
    ["1.001432", 10, "calendar-day", PERSON, CHECKED],
    ["1.004614", 10, "calendar-day", PERSON, CHECKED],
  ])("%s is settled in %i %ss, for people", (...row) => offers(row));

  it.each([
    ["1.004628", "first-issue", 650_000],
    ["1.001432", "exchange", 650_000],
    ["1.004614", "international-or-domestic", 650_000],
    ["1.004614", "on-site", 200_000],
  ])("%s as %s costs %i VND", (code, chosen, sum) => costs(code, chosen, {}, sum));

  it.each<[string, string[]]>([
    ["1.004628", ["application", "curriculum-vitae", "qualification", "health-certificate", "portrait-photo"]],
    [
      "1.001432",
      [
        "application",
        "curriculum-vitae",
        "health-certificate",
        "portrait-photo",
        "refresher-certificate",
        "current-card",
      ],
    ],
    ["1.004614", ["application", "portrait-photo", "change-evidence sometimes"]],
  ])("%s asks for its papers, photos as images of at most 5 MB", async (code, papers) => {
    expect(await papersOf(code)).toEqual(papers);
    const photo = (await shippedVersion(code, NOW)).documents.find(({ id }) => id === "portrait-photo");
    expect([photo?.accepts, photo?.maxBytes]).toEqual([["image/jpeg", "image/png"], 5 * 1024 * 1024]);
  });

  it.each<FormRow>([
    ["1.004628", { guideCertificate: null, otherMajor: null }, ["/form/otherMajor", "/form/guideCertificate"]],
    ["1.004628", { training: "guiding", guideCertificate: null, otherMajor: null }, []],
    ["1.004628", { foreignLanguages: [] }, ["/form/foreignLanguages"]],
    ["1.001432", { foreignLanguage: null }, ["/form/foreignLanguage"]],
    ["1.001432", { cardKind: "domestic", foreignLanguage: null }, []],
    ["1.001432", { cardExpiresOn: "2022-03-13" }, ["/form/cardExpiresOn"]],
    ["1.004614", { cardNumber: null, changes: null }, ["/form/cardNumber", "/form/changes"]],
    ["1.004614", { reason: "damaged", cardNumber: null }, ["/form/cardNumber"]],
    ["1.004614", { reason: "lost", cardNumber: null, changes: null }, ["/form/lossCircumstances"]],
  ])("%s with %j lacks %j", (...row) => finds(row));
});

describe("the domestic travel licence", () => {
  it.each<OfferRow>([
    ["2.001628", 10, "calendar-day", ORGANISATION, CHECKED],
    ["2.001616", 5, "working-day", ORGANISATION, ROUTE],
    ["2.001622", 5, "working-day", ORGANISATION, ROUTE],
  ])("%s is settled in %i %ss, for organisations", (...row) => offers(row));

  it.each([
    ["2.001628", 3_000_000],
    ["2.001616", 1_500_000],
    ["2.001622", 2_000_000],
  ])("%s costs %i VND", (code, sum) => costs(code, null, {}, sum));

  const manager = { fullName: "Lại Thị Hồng", identityNumber: "036188004271" };
  const moved = { before: "Số 5", after: "Số 102" };
  it.each<FormRow>([
    ["2.001628", { manager: { ...manager, training: "other" } }, ["/form/manager/certificate"]],
    ["2.001628", { manager: { ...manager, training: "travel" } }, []],
    ["2.001628", { taxCode: "060123456" }, ["/form/taxCode"]],
    ["2.001628", { registrationChangedOn: "2026-05-10" }, ["/form/registrationChangedOn"]],
    ["2.001616", { lossCircumstances: null }, ["/form/lossCircumstances"]],
    ["2.001616", { reason: "damaged", lossCircumstances: null }, []],
    ["2.001622", { changes: [{ item: "other", ...moved }] }, ["/form/changes/0/itemName"]],
    ["2.001622", { changes: [] }, ["/form/changes"]],
  ])("%s with %j lacks %j", (...row) => finds(row));

  it("is exchanged for the present licence and the new registration", async () => {
    expect(await papersOf("2.001622")).toEqual(["application", "current-licence", "enterprise-registration"]);
  });
});

describe("the ranking of accommodation, 1.004594", () => {
  it("is settled in 30 calendar days, for people and organisations", () =>
    offers(["1.004594", 30, "calendar-day", BOTH, CHECKED]));

  it.each([
    ["one-star", 1_500_000],
    ["two-stars", 1_500_000],
    ["three-stars", 2_000_000],
  ])("as %s costs %i VND", (chosen, sum) => costs("1.004594", chosen, {}, sum));

  it.each<FormRow>([
    ["1.004594", { establishmentKind: "ship" }, ["/form/shipRegistration"]],
    ["1.004594", { operatorKind: "individual" }, ["/form/identityNumber"]],
    ["1.004594", { taxCode: null }, ["/form/taxCode"]],
  ])("%s with %j lacks %j", (...row) => finds(row));
});

describe("the procedures of sport", () => {
  it.each<OfferRow>([
    ["1.000953", 7, "working-day", ORGANISATION, CHECKED],
    ["1.002445", 7, "working-day", ORGANISATION, CHECKED],
    ["1.002022", 10, "calendar-day", ORGANISATION, CHECKED],
  ])("%s is settled in %i %ss, for organisations", (...row) => offers(row));

  it.each(["1.000953", "1.002445"])("%s takes no sum while the province's is unknown, and says so", async (code) => {
    await costs(code, null, {}, 0);
    expect((await shippedVersion(code, NOW)).unverified).toContainEqual(expect.stringContaining("chưa thu phí"));
  });

  it.each<FormRow>([
    ["1.000953", { instructors: null }, ["/form/instructors"]],
    ["1.000953", { service: "self-guided", instructors: null }, []],
    ["1.002445", { lessor: null, leaseUntil: null }, ["/form/lessor", "/form/leaseUntil"]],
    ["1.002445", { facility: "owned", lessor: null, leaseFrom: null, leaseUntil: null }, []],
    ["1.002445", { leaseUntil: "2025-12-31" }, ["/form/leaseUntil"]],
    ["1.002022", { federation: "international" }, ["/form/countries"]],
    ["1.002022", { endDate: "2027-04-09" }, ["/form/endDate"]],
  ])("%s with %j lacks %j", (...row) => finds(row));
});

describe("the advertising procession, 1.004645", () => {
  it("is free and answered in 15 calendar days, for people and organisations", async () => {
    await costs("1.004645", null, {}, 0);
    await offers(["1.004645", 15, "calendar-day", BOTH, CHECKED]);
  });

  it.each<FormRow>([
    ["1.004645", { vehicles: null }, ["/form/vehicles"]],
    ["1.004645", { movement: "on-foot", vehicles: null }, []],
    ["1.004645", { sound: "amplified" }, ["/form/soundEquipment"]],
    ["1.004645", { endDate: "2027-03-04" }, ["/form/endDate"]],
  ])("%s with %j lacks %j", (...row) => finds(row));
});

describe("the licences of karaoke and dance halls", () => {
  it.each<OfferRow>([
    ["1.001029", 5, "working-day", BOTH, ROUTE],
    ["1.000963", 4, "working-day", BOTH, ROUTE],
    ["1.001008", 5, "working-day", BOTH, ROUTE],
    ["1.000922", 4, "working-day", BOTH, ROUTE],
  ])("%s is settled in %i %ss, for people and organisations", (...row) => offers(row));

  it.each([
    ["city", 1, 4_000_000],
    ["city", 3, 4_000_000],
    ["city", 4, 6_000_000],
    ["city", 5, 6_000_000],
    ["city", 6, 12_000_000],
    ["city", 100, 12_000_000],
    ["elsewhere", 3, 2_000_000],
    ["elsewhere", 4, 3_000_000],
    ["elsewhere", 8, 6_000_000],
  ])("cost a karaoke place, %s with %i rooms listed, %i VND", async (area, many, sum) => {
    const [example] = (await shippedVersion("1.001029", NOW)).form.examples;
    const room = (example?.rooms as unknown[] | undefined)?.[0];
    const rooms = Array.from({ length: many }, () => room);
    await costs("1.001029", "first-issue", { area, rooms }, sum);
  });

  it.each([
    ["city", 1, 2_000_000],
    ["city", 6, 12_000_000],
    ["city", 7, 12_000_000],
    ["elsewhere", 5, 5_000_000],
    ["elsewhere", 7, 6_000_000],
  ])("cost the adjustment of karaoke rooms, %s for %i, %i VND", (area, adjustedRooms, sum) =>
    costs("1.000963", "rooms", { area, adjustedRooms }, sum),
  );

  it.each(["city", "elsewhere"])("cost a new owner of a karaoke place, %s, 500,000 VND whatever its rooms", (area) =>
    costs("1.000963", "owner-changed", { area, adjustedRooms: null }, 500_000),
  );

  it.each([
    ["1.001008", { area: "city" }, 15_000_000],
    ["1.001008", { area: "elsewhere" }, 10_000_000],
    ["1.000922", {}, 500_000],
  ])("cost by %s with %j %i VND", (code, answers, sum) => costs(code, null, answers, sum));

  it.each<FormRow>([
    ["1.001029", { roomTier: "up-to-3" }, ["/form/roomTier"]],
    ["1.001029", { area: null, rooms: [] }, ["/form/area", "/form/rooms"]],
    ["1.001029", { identityNumber: null }, ["/form/identityNumber"]],
    ["1.001029", { businessKind: "enterprise" }, ["/form/taxCode", "/form/representative"]],
    ["1.000963", { adjustedRooms: 0 }, ["/form/adjustedRooms"]],
    ["1.000963", { adjustedRooms: null, area: null }, ["/form/area", "/form/adjustedRooms"]],
    ["1.000963", { formerOwner: null }, []],
    ["1.000963", { adjustedRooms: null, formerOwner: null }, ["/form/formerOwner"], "owner-changed"],
    ["1.001008", { area: null }, ["/form/area"]],
    ["1.001008", { businessKind: "household" }, ["/form/identityNumber"]],
    ["1.000922", { transferredOn: "2023-01-16" }, ["/form/transferredOn"]],
  ])("%s with %j lacks %j", (...row) => finds(row));

  it.each(["1.001029", "1.001008"])("%s asks for the certificate of security and order", async (code) => {
    expect(await papersOf(code)).toEqual(["application", "security-certificate"]);
  });
});
