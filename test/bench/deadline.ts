import { type Clock, reckon } from "../../shared/domain/working-time/clock.ts";
import { addWorkingHours } from "../../shared/domain/working-time/due.ts";
import { proveDue } from "../../shared/domain/working-time/due-proof.ts";
import { at, published } from "../domain/working-time/calendars.ts";

/**
 * What a due date costs: a limit of 30 working days with three pauses over Tết, reckoned, and proved line by line. Beside
 * them the smallest question to the calendar, so that a noisy machine is seen.
 */
const CLOCK: Clock = {
  from: at("2021-01-05 10:00"),
  limit: { value: 30, unit: "working-day" },
  changes: [
    { kind: "pause", from: at("2021-01-11 10:00"), to: at("2021-01-14 10:00") },
    { kind: "pause", from: at("2021-01-25 10:00"), to: at("2021-02-20 10:00") },
    { kind: "pause", from: at("2021-03-01 10:00"), to: at("2021-03-08 15:00") },
  ],
};
const ROUNDS = 5_000;
const LIMIT_MS = 1;

const CASES: [name: string, run: () => unknown][] = [
  ["eight working hours", () => addWorkingHours(published, CLOCK.from, 8)],
  ["30 working days, three pauses", () => reckon(published, CLOCK)],
  ["the same with its proof", () => proveDue(published, CLOCK)],
];

const times = new Map<string, number[]>(CASES.map(([name]) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, run] of CASES) {
    const from = performance.now();
    run();
    if (round >= ROUNDS / 10) times.get(name)?.push(performance.now() - from);
  }
}
const share = (numbers: number[], of: number): number =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length * of)] ?? 0;
for (const [name] of CASES) {
  const own = times.get(name) ?? [];
  const over = share(own, 0.5) > LIMIT_MS;
  if (over) process.exitCode = 1;
  console.log(
    `${name.padEnd(32)} median ${share(own, 0.5).toFixed(4)} ms, p95 ${share(own, 0.95).toFixed(4)} ms (limit ${LIMIT_MS})${over ? "  OVER" : ""}`,
  );
}
