import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millisOf } from "../../../shared/domain/foundation/instant.ts";
import { joinCalendar, type WorkingCalendar } from "../../../shared/domain/working-time/calendar.ts";
import { type Clock, type ClockChange, reckon } from "../../../shared/domain/working-time/clock.ts";
import { workingMinutesBetween } from "../../../shared/domain/working-time/due.ts";
import { proveDue, sumOf } from "../../../shared/domain/working-time/due-proof.ts";
import type { LedgerLine } from "../../../shared/domain/working-time/ledger.ts";
import { lineText } from "../../../shared/domain/working-time/ledger-words.ts";
import type { TimeLimit } from "../../../shared/domain/working-time/time-limit.ts";
import { ALL_YEAR, at, granted, local, published, seasonal, yearOf } from "./calendars.ts";
import { date, instantOfMinute, minute, pausesAfter, words } from "./words.ts";

const runs = (numRuns: number) => ({ numRuns, seed: 20261127 });

const anyLimit: fc.Arbitrary<TimeLimit> = fc.oneof(
  fc.record({ value: fc.integer({ min: 1, max: 120 }), unit: fc.constant("working-hour" as const) }),
  fc.record({ value: fc.integer({ min: 1, max: 45 }), unit: fc.constant("working-day" as const) }),
  fc.record({ value: fc.integer({ min: 1, max: 60 }), unit: fc.constant("calendar-day" as const) }),
  fc.record({ value: fc.integer({ min: 1, max: 6 }), unit: fc.constant("month" as const) }),
);

/** A calendar and a clock in it, with up to three pauses. */
const clocks = fc.tuple(words, minute, anyLimit).chain(([{ officeHours, years }, from, limit]) =>
  pausesAfter(from).map((pauses) => {
    const changes = pauses.map(
      (pause): ClockChange => ({ kind: "pause", from: instantOfMinute(pause.from), to: instantOfMinute(pause.to) }),
    );
    const clock: Clock = { from: instantOfMinute(from), limit, changes };
    return { officeHours, years, calendar: joinCalendar(officeHours, years), clock };
  }),
);

const isPause = ({ why }: LedgerLine): boolean => why === "paused" || why === "paused-late";
const paused = (clock: Clock, dueAt: string[]): { from: string; to: string }[] =>
  (clock.changes ?? []).flatMap((change, index) =>
    change.kind === "pause" && change.from < (dueAt[index] ?? "") ? [change] : [],
  );
/** The due date before each change. */
const duesBefore = (calendar: WorkingCalendar, clock: Clock): string[] =>
  (clock.changes ?? []).map(
    (_, index) => granted(reckon(calendar, { ...clock, changes: clock.changes?.slice(0, index) })).dueAt,
  );

describe("a proof", () => {
  it("sums to the limit, and to what the pauses took", () => {
    fc.assert(
      fc.property(clocks, ({ calendar, clock }) => {
        const proof = granted(proveDue(calendar, clock));
        const { counts, gives } = sumOf(proof.ledger);
        const { value, unit } = clock.limit;
        expect(counts).toBe(unit === "working-hour" ? value * 60 : value);
        const isWorking = unit === "working-hour" || unit === "working-day";
        const taken = paused(clock, duesBefore(calendar, clock)).reduce((sum, { from, to }) => {
          // What stood still before the limit began took nothing of it.
          const begun = [from, proof.receivedAt].sort()[1] as string;
          if (to <= begun) return sum;
          const minutes = isWorking
            ? granted(workingMinutesBetween(calendar, begun, to))
            : (millisOf(to) - millisOf(begun)) / 60_000;
          return sum + minutes;
        }, 0);
        expect(gives).toBe(taken);
      }),
      runs(400),
    );
  });

  it("leaves no gap between what came in and the due date, and says nothing twice", () => {
    fc.assert(
      fc.property(clocks, ({ calendar, clock }) => {
        const { ledger, dueAt } = granted(proveDue(calendar, clock));
        const told = ledger.filter((line) => !isPause(line));
        expect(told.at(0)?.from).toBe(clock.from);
        expect(told.at(-1)?.to).toBe(dueAt);
        told.forEach((line, index) => {
          expect(line.from <= line.to).toBe(true);
          if (index > 0) expect(line.from).toBe(told[index - 1]?.to);
        });
      }),
      runs(400),
    );
  });

  it("counts no line of a day off, and gives nothing back in one", () => {
    fc.assert(
      fc.property(clocks, ({ calendar, clock }) => {
        const rest = new Set(["weekend", "holiday", "in-lieu", "swap", "closed", "receipt-day", "carried"]);
        for (const { why, counts, gives } of granted(proveDue(calendar, clock)).ledger) {
          if (rest.has(why)) expect([counts, gives]).toEqual([0, 0]);
        }
      }),
      runs(200),
    );
  });
});

describe("a pause", () => {
  it("of k working minutes moves a limit in working time by exactly k", () => {
    fc.assert(
      fc.property(clocks, ({ calendar, clock }) => {
        fc.pre(clock.limit.unit === "working-hour" || clock.limit.unit === "working-day");
        const without = granted(reckon(calendar, { ...clock, changes: [] })).dueAt;
        const taken = paused(clock, duesBefore(calendar, clock)).reduce(
          (sum, { from, to }) => sum + granted(workingMinutesBetween(calendar, from, to)),
          0,
        );
        const moved = granted(workingMinutesBetween(calendar, without, granted(reckon(calendar, clock)).dueAt));
        expect(moved).toBe(taken);
      }),
      runs(400),
    );
  });

  it("that begins when the limit is over gives nothing back", () => {
    const clock: Clock = {
      from: at("2024-05-06 09:00"),
      limit: { value: 1, unit: "working-day" },
      changes: [{ kind: "pause", from: at("2024-05-07 09:00"), to: at("2024-05-09 09:00") }],
    };
    const proof = granted(proveDue(published, clock));
    expect(local(proof.dueAt)).toBe("2024-05-07 09:00");
    expect(proof.ledger.map(({ why }) => why)).toContain("paused-late");
  });

  it("never brings a due date forward for one more day off, whatever was paused", () => {
    fc.assert(
      fc.property(clocks, date, ({ years, clock }, extra) => {
        const more = years.map((year) => {
          const dates = year.daysOff.map((day) => day.date);
          const saturdays = year.workingSaturdays.map((day) => day.date);
          const added = extra.startsWith(`${year.year}`) && !dates.includes(extra) && !saturdays.includes(extra);
          return added ? yearOf(year.year, [...dates, extra].sort(), saturdays) : year;
        });
        const before = granted(reckon(joinCalendar(ALL_YEAR, years), { ...clock, changes: [] })).dueAt;
        const after = granted(reckon(joinCalendar(ALL_YEAR, more), { ...clock, changes: [] })).dueAt;
        expect(after >= before).toBe(true);
      }),
      runs(300),
    );
  });
});

describe("what may happen to a limit", () => {
  const clock: Clock = { from: at("2024-05-06 09:00"), limit: { value: 5, unit: "working-day" } };
  const due = (changes: ClockChange[], more: Partial<Clock> = {}): string =>
    local(granted(reckon(published, { ...clock, ...more, changes })).dueAt);

  it("is nothing", () => {
    expect(due([])).toBe("2024-05-13 09:00");
  });

  it("begins it anew after a supplement, the pause before forgotten", () => {
    const changes: ClockChange[] = [
      { kind: "pause", from: at("2024-05-07 10:00"), to: at("2024-05-09 10:00") },
      { kind: "restart", at: at("2024-05-09 10:00") },
    ];
    expect(due(changes)).toBe("2024-05-16 10:00");
    const proof = granted(proveDue(published, { ...clock, changes }));
    expect(sumOf(proof.ledger)).toEqual({ counts: 5, gives: 0 });
    expect(proof.ledger[0]?.why).toBe("restarted");
  });

  it("extends it to another date, and a pause after that counts from there", () => {
    const changes: ClockChange[] = [
      { kind: "extension", at: at("2024-05-10 10:00"), dueAt: at("2024-05-20 17:00") },
      { kind: "pause", from: at("2024-05-14 15:00"), to: at("2024-05-15 09:00") },
    ];
    expect(due(changes.slice(0, 1))).toBe("2024-05-20 17:00");
    expect(due(changes)).toBe("2024-05-21 11:00");
  });

  it("keeps a promised Sunday; a pause after it counts from Monday's opening", () => {
    const promised: ClockChange = { kind: "extension", at: at("2024-05-10 10:00"), dueAt: at("2024-05-19 09:00") };
    expect(due([promised])).toBe("2024-05-19 09:00");
    const paused: ClockChange = { kind: "pause", from: at("2024-05-17 16:00"), to: at("2024-05-17 17:00") };
    expect(due([promised, paused])).toBe("2024-05-20 08:30");
  });

  it("is not made late by a pause in the days to which its end was carried", () => {
    const pause: ClockChange = { kind: "pause", from: at("2024-03-18 08:00"), to: at("2024-03-21 08:00") };
    const more: Partial<Clock> = { from: at("2024-03-06 10:00"), limit: { value: 10, unit: "calendar-day" } };
    expect([due([], more), due([pause], more)]).toEqual(["2024-03-18 10:00", "2024-03-21 10:00"]);
  });

  it("is not shortened by a promise that a corrected calendar has overtaken", () => {
    const promised: ClockChange = { kind: "extension", at: at("2024-05-08 10:00"), dueAt: at("2024-05-10 10:00") };
    expect(due([promised])).toBe("2024-05-13 09:00");
    const { ledger } = granted(proveDue(published, { ...clock, changes: [promised] }));
    expect([sumOf(ledger).counts, ledger.at(-1)?.to]).toEqual([5, at("2024-05-13 09:00")]);
  });

  it("is never brought forward by a pause, not even from a promised evening", () => {
    const promised: ClockChange = { kind: "extension", at: at("2024-05-07 10:00"), dueAt: at("2024-05-27 20:00") };
    const paused: ClockChange = { kind: "pause", from: at("2024-05-08 08:00"), to: at("2024-05-08 09:00") };
    const more: Partial<Clock> = { limit: { value: 10, unit: "calendar-day" } };
    expect([due([promised], more), due([promised, paused], more)]).toEqual(["2024-05-27 20:00", "2024-05-28 07:30"]);
  });

  it("takes nothing back for a pause before it began", () => {
    const paused: ClockChange = { kind: "pause", from: at("2024-05-06 15:30"), to: at("2024-05-06 16:30") };
    const more: Partial<Clock> = {
      from: at("2024-05-06 15:30"),
      limit: { value: 2, unit: "working-hour" },
      cutOff: "15:00",
    };
    expect(due([paused], more)).toBe("2024-05-07 09:30");
  });

  it("refuses a promise of a year without a calendar", () => {
    const promised: ClockChange = { kind: "extension", at: at("2024-05-08 10:00"), dueAt: at("2042-05-20 10:00") };
    expect(reckon(published, { ...clock, changes: [promised] })).toMatchObject({ refused: "calendar-year-missing" });
  });

  it.each([
    ["2024-05-06 14:59", "2024-05-06 16:59", "before 15:00: two hours later"],
    ["2024-05-06 15:00", "2024-05-06 17:00", "at 15:00: still that day"],
    ["2024-05-06 15:01", "2024-05-07 09:30", "a minute after: from the next morning"],
    ["2024-05-03 16:00", "2024-05-04 09:30", "after 15:00 before a Saturday that is worked"],
    ["2024-05-04 09:00", "2024-05-04 11:00", "on that Saturday"],
    ["2024-05-10 20:00", "2024-05-13 09:30", "in the evening: from Monday, not from Tuesday"],
  ])("under the rule of 15:00, %s is due %s (%s)", (from, to) => {
    expect(due([], { from: at(from), limit: { value: 2, unit: "working-hour" }, cutOff: "15:00" })).toBe(to);
  });

  it("without that rule counts from the minute", () => {
    expect(due([], { from: at("2024-05-06 15:01"), limit: { value: 1, unit: "working-hour" } })).toBe(
      "2024-05-06 16:01",
    );
  });
});

describe("a clock is refused by name", () => {
  const clock: Clock = { from: at("2024-05-06 09:00"), limit: { value: 5, unit: "working-day" } };
  const faults = (...changes: ClockChange[]): string[] => {
    const refused = reckon(published, { ...clock, changes });
    if (!("refused" in refused)) return [];
    return (refused.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  };
  const pause = (from: string, to: string): ClockChange => ({ kind: "pause", from: at(from), to: at(to) });

  it.each([
    [
      "a pause that ends before it begins",
      [pause("2024-05-08 09:00", "2024-05-07 09:00")],
      "/changes/0/to pause-negative",
    ],
    [
      "a pause without an end",
      [{ kind: "pause", from: at("2024-05-08 09:00"), to: undefined as unknown as string } as ClockChange],
      "/changes/0/to pause-open-ended",
    ],
    ["a pause before the receipt", [pause("2024-05-05 09:00", "2024-05-07 09:00")], "/changes/0/from changes-unsorted"],
    [
      "pauses that overlap",
      [pause("2024-05-07 09:00", "2024-05-08 09:00"), pause("2024-05-07 15:00", "2024-05-09 09:00")],
      "/changes/1/from changes-unsorted",
    ],
    [
      "an extension into the past",
      [{ kind: "extension", at: at("2024-05-10 09:00"), dueAt: at("2024-05-09 09:00") } as ClockChange],
      "/changes/0/dueAt extension-into-the-past",
    ],
    ["a start that is no instant", [{ kind: "restart", at: "soon" } as ClockChange], "/changes/0/at not-an-instant"],
  ])("for %s", (_, changes, fault) => {
    expect(faults(...changes)).toContain(fault);
  });

  it("and not when pauses touch", () => {
    expect(
      faults(pause("2024-05-07 09:00", "2024-05-08 09:00"), pause("2024-05-08 09:00", "2024-05-09 09:00")),
    ).toEqual([]);
  });

  it("where a pause reaches beyond what is published", () => {
    const refused = reckon(published, {
      ...clock,
      from: at("2027-12-20 09:00"),
      changes: [pause("2027-12-21 09:00", "2028-01-10 09:00")],
    });
    expect(refused).toMatchObject({ refused: "calendar-year-missing", facts: { year: 2028 } });
  });
});

/** What people check with a calendar in hand; the README shows some of it. */
describe("proofs checked by hand", () => {
  const told = (from: string, limit: TimeLimit, changes: ClockChange[] = [], calendar = published): string[] =>
    granted(proveDue(calendar, { from: at(from), limit, changes })).ledger.map((line) => lineText(line, "vi"));

  it("three working days over Tết 2021", () => {
    expect(told("2021-02-08 10:00", { value: 3, unit: "working-day" })).toEqual([
      "10:00 08/02/2021 → 00:00 09/02/2021  –  ngày tiếp nhận, không tính",
      "00:00 09/02/2021 → 00:00 10/02/2021  +1 ngày  ngày làm việc",
      "00:00 10/02/2021 → 00:00 13/02/2021  –  nghỉ lễ (Tết Nguyên đán)",
      "00:00 13/02/2021 → 00:00 15/02/2021  –  nghỉ hằng tuần",
      "00:00 15/02/2021 → 00:00 17/02/2021  –  nghỉ lễ (Tết Nguyên đán)",
      "00:00 17/02/2021 → 10:00 18/02/2021  +2 ngày  ngày làm việc",
    ]);
  });

  it("nine working hours from a Friday evening", () => {
    expect(told("2024-05-10 19:20", { value: 9, unit: "working-hour" })).toEqual([
      "19:20 10/05/2024 → 07:30 13/05/2024  –  nhận ngoài giờ làm việc",
      "07:30 13/05/2024 → 11:30 13/05/2024  +240 phút  giờ làm việc",
      "11:30 13/05/2024 → 13:00 13/05/2024  –  ngoài giờ làm việc",
      "13:00 13/05/2024 → 17:00 13/05/2024  +240 phút  giờ làm việc",
      "17:00 13/05/2024 → 07:30 14/05/2024  –  ngoài giờ làm việc",
      "07:30 14/05/2024 → 08:30 14/05/2024  +60 phút  giờ làm việc",
    ]);
  });

  it("a pause over a weekend", () => {
    const pause: ClockChange = { kind: "pause", from: at("2024-05-17 10:00"), to: at("2024-05-20 09:30") };
    expect(told("2024-05-15 09:00", { value: 3, unit: "working-day" }, [pause]).slice(-2)).toEqual([
      "10:00 17/05/2024 → 09:30 20/05/2024  –  tạm dừng, được cộng lại",
      "09:00 20/05/2024 → 08:30 21/05/2024  ↻450 phút  giờ làm việc",
    ]);
  });

  it("fifteen calendar days that end on a Sunday", () => {
    expect(told("2024-05-04 09:00", { value: 15, unit: "calendar-day" })).toEqual([
      "09:00 04/05/2024 → 00:00 05/05/2024  –  ngày tiếp nhận, không tính",
      "00:00 05/05/2024 → 09:00 19/05/2024  +15 ngày  ngày theo lịch",
      "09:00 19/05/2024 → 00:00 20/05/2024  –  nghỉ hằng tuần",
      "00:00 20/05/2024 → 09:00 20/05/2024  –  chuyển vào giờ làm việc gần nhất",
    ]);
  });

  it("a season that closes earlier brings the clock back, and the proof ends there", () => {
    const lines = told("2024-10-09 16:50", { value: 10, unit: "calendar-day" }, [], seasonal);
    expect(lines.at(-1)).toBe("00:00 21/10/2024 → 16:30 21/10/2024  –  chuyển vào giờ làm việc gần nhất");
  });

  it("eight hours over a weekend say which days were off, and not only that it was closed", () => {
    expect(told("2024-05-03 16:00", { value: 8, unit: "working-hour" }).map((line) => line.split("  ").at(-1))).toEqual(
      ["giờ làm việc", "ngoài giờ làm việc", "giờ làm việc", "ngoài giờ làm việc", "giờ làm việc"],
    );
    const overSunday = told("2024-05-04 16:00", { value: 4, unit: "working-hour" });
    expect(overSunday[2]).toBe("00:00 05/05/2024 → 00:00 06/05/2024  –  nghỉ hằng tuần");
  });

  it("two holidays in a row are told apart by their names", () => {
    const lines = told("2024-04-26 09:00", { value: 1, unit: "working-day" });
    expect(lines.filter((line) => line.includes("nghỉ lễ")).length).toBe(2);
  });

  it("an extension of what ended on a Sunday leaves no gap", () => {
    const extension: ClockChange = { kind: "extension", at: at("2024-05-17 09:00"), dueAt: at("2024-05-24 17:00") };
    const lines = told("2024-05-04 09:00", { value: 15, unit: "calendar-day" }, [extension]);
    expect(lines.slice(-2)).toEqual([
      "00:00 20/05/2024 → 09:00 20/05/2024  –  chuyển vào giờ làm việc gần nhất",
      "09:00 20/05/2024 → 17:00 24/05/2024  –  gia hạn",
    ]);
  });
});
