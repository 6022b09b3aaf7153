import { describe, expect, it } from "vitest";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import { CalendarYear } from "../../../shared/domain/working-time/calendar-year.ts";
import { isSettled, jobFor, targetOf } from "../../../shared/domain/working-time/correction-job.ts";
import { publicationFaults } from "../../../shared/domain/working-time/publication-faults.ts";
import { publishYear } from "../../../shared/domain/working-time/publish-year.ts";
import {
  type PublishedYear,
  standingYear,
  type YearPublication,
} from "../../../shared/domain/working-time/published-year.ts";
import { unreadyYears } from "../../../shared/domain/working-time/unready-years.ts";
import { completed, SAMPLE_TET } from "../../builders/calendar.ts";
import { act, officer } from "../../builders/dossier.ts";
import { published } from "./calendars.ts";
import { shippedYears } from "./shipped-years.ts";

const ADMIN = officer("officer-culture-admin");
const NOW = "2026-11-23T02:00:00.000Z";
const fact = { reason: "Ngày thử", confidence: "own-knowledge", source: "phép thử" } as const;
const off = (date: string, kind: "holiday" | "in-lieu" | "swap" = "holiday", refDate: string | null = null) => ({
  ...fact,
  date,
  kind,
  refDate,
});
const worked = (date: string, replaces: string) => ({ ...fact, date, replaces });
const year = (given: Partial<CalendarYear>): CalendarYear => ({
  year: 2027,
  complete: true,
  daysOff: [],
  workingSaturdays: [],
  unconfirmed: [],
  note: null,
  ...given,
});
/** Every day from one to another, both included. */
const everyDay = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += 86_400_000)
    days.push(new Date(day).toISOString().slice(0, 10));
  return days;
};
const named = (given: CalendarYear): string[] =>
  publicationFaults(given).map(({ pointer, code }) => `${pointer} ${code}`);

// 2027-05-01 is a Saturday, 2027-05-03 a Monday, 2027-05-08 a Saturday.
const FAULTS: [string, Partial<CalendarYear>, string][] = [
  ["a date listed twice", { daysOff: [off("2027-05-03"), off("2027-05-03")] }, "/daysOff/1/date date-twice"],
  ["dates out of order", { daysOff: [off("2027-05-03"), off("2027-04-30")] }, "/daysOff/1/date dates-unsorted"],
  ["a holiday of another year", { daysOff: [off("2028-01-03")] }, "/daysOff/0/date date-outside-year"],
  [
    "a holiday on a working Saturday",
    { daysOff: [off("2027-05-08")], workingSaturdays: [worked("2027-05-08", "2026-12-31")] },
    "/workingSaturdays/0/date holiday-on-working-saturday",
  ],
  [
    "a working day that is no Saturday",
    { workingSaturdays: [worked("2027-05-09", "2026-12-31")] },
    "/workingSaturdays/0/date not-a-saturday",
  ],
  [
    "a swap whose Saturday is not worked",
    { daysOff: [off("2027-05-03", "swap", "2027-05-08")] },
    "/daysOff/0/refDate swap-not-worked",
  ],
  [
    "a swap whose Saturday is worked for another day",
    {
      daysOff: [off("2027-05-03", "swap", "2027-05-08"), off("2027-05-04", "swap", "2027-05-08")],
      workingSaturdays: [worked("2027-05-08", "2027-05-03")],
    },
    "/daysOff/1/refDate swap-not-worked",
  ],
  ["a swap without its Saturday", { daysOff: [off("2027-05-03", "swap")] }, "/daysOff/0/refDate reference-missing"],
  ["a day in lieu of nothing", { daysOff: [off("2027-05-03", "in-lieu")] }, "/daysOff/0/refDate reference-missing"],
  [
    "a working Saturday for a day that is not off",
    { workingSaturdays: [worked("2027-05-08", "2027-05-03")] },
    "/workingSaturdays/0/replaces replaces-day-not-off",
  ],
  [
    "a working Saturday for a day off that is no swap",
    { daysOff: [off("2027-05-03")], workingSaturdays: [worked("2027-05-08", "2027-05-03")] },
    "/workingSaturdays/0/replaces replaces-day-not-off",
  ],
  [
    "a day in lieu on a weekly rest day",
    { daysOff: [off("2027-05-02", "in-lieu", "2027-05-01")] },
    "/daysOff/0/date rest-day-off-already",
  ],
  [
    "a day both off and unconfirmed",
    { daysOff: [off("2027-11-24")], unconfirmed: [{ ...fact, date: "2027-11-24" }] },
    "/unconfirmed/0/date unconfirmed-and-decided",
  ],
  [
    "an unconfirmed day of another year",
    { unconfirmed: [{ ...fact, date: "2026-11-24" }] },
    "/unconfirmed/0/date date-outside-year",
  ],
  [
    "unconfirmed days listed twice",
    {
      unconfirmed: [
        { ...fact, date: "2027-11-24" },
        { ...fact, date: "2027-11-24" },
      ],
    },
    "/unconfirmed/1/date date-twice",
  ],
  [
    "unconfirmed days out of order",
    {
      unconfirmed: [
        { ...fact, date: "2027-11-24" },
        { ...fact, date: "2027-11-23" },
      ],
    },
    "/unconfirmed/1/date dates-unsorted",
  ],
];

describe("a year is not published", () => {
  it.each(FAULTS)("for %s, which is named, in both languages", (_, given, expected) => {
    expect(named(year(given))).toContain(expected);
    for (const { detail } of publicationFaults(year(given))) {
      expect(detail.vi).not.toBe("");
      expect(detail.en).not.toBe(detail.vi);
    }
  });

  it("and is where it says one thing: a holiday on a Sunday, a swap within it and one over new year", () => {
    const daysOff = [
      off("2027-05-02"),
      off("2027-05-03", "swap", "2027-05-08"),
      off("2027-12-31", "swap", "2028-01-08"),
    ];
    expect(named(year({ daysOff, workingSaturdays: [worked("2027-05-08", "2027-05-03")] }))).toEqual([]);
  });

  it("as no shipped year would be refused", () => {
    for (const file of shippedYears) expect(named(CalendarYear.parse(file))).toEqual([]);
  });
});

const publication = (body: YearPublication, standing = standingYear([], 2027), seen: number = standing.version) =>
  publishYear(standing, { year: 2027, seen }, body, act(ADMIN, NOW));
const done = (body: YearPublication, standing = standingYear([], 2027)): PublishedYear => {
  const outcome = publication(body, standing);
  if (isRefusal(outcome) || "standing" in outcome) throw new Error(JSON.stringify(outcome));
  return outcome.after;
};

describe("a publication", () => {
  const first = done(completed(2027, SAMPLE_TET));

  it("raises the version by one, with its decision and who did it", () => {
    expect(first).toMatchObject({
      version: 1,
      decision: { number: "2027/TB-SAMPLE" },
      published: { by: ADMIN.id, at: NOW },
    });
    expect(done(completed(2027), first).version).toBe(2);
  });

  it("of what stands already changes nothing, whatever version was seen", () => {
    for (const seen of [0, 1, 9]) {
      expect(publication(completed(2027, SAMPLE_TET), first, seen)).toEqual({ standing: first });
    }
  });

  it("over a version that was not seen is stale", () => {
    expect(publication(completed(2027), first, 0)).toMatchObject({ refused: "version-stale" });
  });

  it.each([
    [
      "a decision of tomorrow",
      completed(2027, [], { number: "1", date: "2026-11-24" }),
      2027,
      "/decision/date in-future",
    ],
    ["a year before the first", completed(2027), 2017, " year-out-of-range"],
    ["a year too far ahead", completed(2027), 2029, " year-out-of-range"],
  ])("is refused for %s", (_, body, of, expected) => {
    const refused = publishYear({ content: undefined, version: 0 }, { year: of, seen: 0 }, body, act(ADMIN, NOW));
    if (!isRefusal(refused)) throw new Error("published");
    expect(refused.refused).toBe("calendar-refused");
    expect(refused.faults?.map(({ pointer, code }) => `${pointer} ${code}`)).toContain(expected);
  });
});

describe("a calendar soon to be needed", () => {
  it("is named where it is missing or incomplete, from the day on that lies so far ahead", () => {
    const years = new Map([
      [2026, true],
      [2027, false],
    ]);
    expect(unreadyYears({ years }, "2026-11-01", 60)).toEqual([]);
    expect(unreadyYears({ years }, "2026-11-02", 60)).toEqual([{ year: 2027, state: "incomplete" }]);
    expect(unreadyYears({ years }, "2027-11-02", 60)).toEqual([
      { year: 2027, state: "incomplete" },
      { year: 2028, state: "missing" },
    ]);
    expect(unreadyYears(published, "2025-06-01", 60)).toEqual([]);
  });
});

describe("the job that brings it to open dossiers", () => {
  const first = done(completed(2027));
  it("waits until nobody reckons with an older calendar, and is another one for other publications", () => {
    expect([isSettled(first, "2026-11-23T02:00:59.999Z"), isSettled(first, "2026-11-23T02:01:00.000Z")]).toEqual([
      false,
      true,
    ]);
    const job = { ...jobFor(undefined, targetOf([first]), NOW), looked: 7, revision: 3, finishedAt: NOW };
    expect(jobFor(job, "2027:1", NOW)).toBe(job);
    expect(jobFor(job, "2027:2", NOW)).toMatchObject({ looked: 0, revision: 3, finishedAt: null, cursor: null });
  });
});

describe("what no announcement says", () => {
  it("is a month without a working day", () => {
    const daysOff = everyDay("2027-03-01", "2027-03-31").map((date) => off(date));
    expect(named(year({ daysOff }))).toEqual(["/daysOff month-without-working-day"]);
    expect(named(year({ daysOff: daysOff.slice(0, -1) }))).toEqual([]);
    const whole = everyDay("2027-01-01", "2027-12-31").map((date) => off(date));
    expect(named(year({ daysOff: whole }))).toHaveLength(12);
  });

  it("is a reference to a year far away", () => {
    expect(named(year({ daysOff: [off("2027-05-03", "in-lieu", "1999-05-01")] }))).toEqual([
      "/daysOff/0/refDate reference-far",
    ]);
    expect(named(year({ workingSaturdays: [worked("2027-05-08", "1990-01-01")] }))).toEqual([
      "/workingSaturdays/0/replaces reference-far",
    ]);
  });
});
