import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

const PROGRAM = `
  import { calendarOf } from "./shared/adapters/catalogue/calendar-source.ts";
  import { dueOf, workingMinutesBetween } from "./shared/domain/working-time/due.ts";
  const hours = [{ from: "01-01", slots: [["07:30", "11:30"], ["13:00", "17:00"]], days: [1, 2, 3, 4, 5] }];
  const calendar = calendarOf(JSON.stringify(hours));
  // Friday 16:59; the clocks of New York go forward on 10 March 2024.
  const from = "2024-03-08T09:59:00.000Z";
  const dues = ["working-hour", "working-day", "calendar-day", "month"].map((unit) => dueOf(calendar, from, { value: 3, unit }).dueAt);
  console.log(JSON.stringify([...dues, workingMinutesBetween(calendar, from, "2024-03-12T03:00:00.000Z")]));
`;

it("the engine answers alike in a process of another time zone", () => {
  const answers = execFileSync(process.execPath, ["--input-type=module", "--eval", PROGRAM], {
    cwd: new URL("../../..", import.meta.url),
    env: { ...process.env, TZ: "America/New_York" },
    encoding: "utf8",
  });
  expect(JSON.parse(answers)).toEqual([
    "2024-03-11T03:29:00.000Z",
    "2024-03-13T09:59:00.000Z",
    "2024-03-11T09:59:00.000Z",
    "2024-06-10T09:59:00.000Z",
    631,
  ]);
});
