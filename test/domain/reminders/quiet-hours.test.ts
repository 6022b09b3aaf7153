import { describe, expect, it } from "vitest";
import { inProvince, instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import { afterQuiet, isQuiet, QuietHours } from "../../../shared/domain/reminders/quiet-hours.ts";
import { at, local } from "../working-time/calendars.ts";

const NIGHT = { from: "21:00", to: "07:00" };

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** By the text of both: another way than the code's. */
const isWithin = (time: string, { from, to }: QuietHours): boolean =>
  from <= to ? from <= time && time < to : time >= from || time < to;

describe("the quiet hours", () => {
  it.each([
    ["2026-11-29 20:59", "2026-11-29 20:59"],
    ["2026-11-29 21:00", "2026-11-30 07:00"],
    ["2026-11-29 23:59", "2026-11-30 07:00"],
    ["2026-11-30 00:00", "2026-11-30 07:00"],
    ["2026-11-30 06:59", "2026-11-30 07:00"],
    ["2026-11-30 07:00", "2026-11-30 07:00"],
    ["2026-12-31 22:15", "2027-01-01 07:00"],
  ])("over midnight move %s to %s", (given, moved) => {
    expect(local(afterQuiet(at(given), NIGHT))).toBe(moved);
    expect(isQuiet(at(given), NIGHT)).toBe(given !== moved);
  });

  it("within one day, as at noon, move to their end that day", () => {
    const noon = { from: "11:30", to: "13:30" };
    expect(local(afterQuiet(at("2026-11-29 12:00"), noon))).toBe("2026-11-29 13:30");
    expect(local(afterQuiet(at("2026-11-29 13:30"), noon))).toBe("2026-11-29 13:30");
    expect(local(afterQuiet(at("2026-11-29 02:00"), noon))).toBe("2026-11-29 02:00");
  });

  it("end on the minute, to the millisecond", () => {
    const late = instantOf(millisOf(at("2026-11-30 06:59")) + 59_999);
    expect(afterQuiet(late, NIGHT)).toBe(at("2026-11-30 07:00"));
  });

  it("are none where they begin and end together", () => {
    for (let minute = 0; minute < 1440; minute += 7) {
      const instant = at(`2026-11-29 ${timeOf(minute)}`);
      expect(afterQuiet(instant, { from: "07:00", to: "07:00" })).toBe(instant);
    }
  });

  it("never hold what they gave out, never move it back, and never by a day", () => {
    let checked = 0;
    const faults: string[] = [];
    for (let from = 0; from < 1440; from += 113)
      for (let to = 0; to < 1440; to += 97) {
        const quiet = { from: timeOf(from), to: timeOf(to) };
        for (let minute = 0; minute < 1440; minute += 61) {
          const given = instantOf(millisOf(at("2026-11-29 00:00")) + minute * 60_000 + 12_345);
          const moved = afterQuiet(given, quiet);
          const holds =
            !isWithin(inProvince(moved).slice(11, 16), quiet) &&
            (moved !== given) === isWithin(inProvince(given).slice(11, 16), quiet) &&
            moved >= given &&
            millisOf(moved) - millisOf(given) < 86_400_000;
          if (!holds) faults.push(`${given} ${quiet.from}–${quiet.to} → ${moved}`);
          checked += 1;
        }
      }
    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(4_000);
  });

  it("are two times of the day and nothing else", () => {
    expect(QuietHours.safeParse(NIGHT).success).toBe(true);
    for (const wrong of [{ from: "21:00" }, { from: "24:00", to: "07:00" }, { from: "9:00", to: "07:00" }, {}])
      expect(QuietHours.safeParse(wrong).success).toBe(false);
  });
});
