import * as z from "zod";
import { type Instant, inProvince, instantOf, millisOf } from "../foundation/instant.ts";
import { ClockTime, millisOfClock } from "../working-time/office-hours.ts";

/**
 * When applicants are left in peace, each day: from `from` until before `to`, over midnight where `to` is the earlier.
 * None at all where both are the same. A choice of the deployment: no text names the hours.
 */
export const QuietHours = z.strictObject({ from: ClockTime, to: ClockTime });
export type QuietHours = z.infer<typeof QuietHours>;

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/** From one time of the day to the next time that it is another: less than a day. */
const untilNext = (from: number, to: number): number => (to - from + DAY_MS) % DAY_MS;

/** The instant itself, or the end of the quiet hours that it falls into. */
export const afterQuiet = (at: Instant, quiet: QuietHours): Instant => {
  const now = millisOfClock(inProvince(at).slice(11, 16));
  const [from, to] = [millisOfClock(quiet.from), millisOfClock(quiet.to)];
  if (untilNext(from, now) >= untilNext(from, to)) return at;
  const minute = Math.floor(millisOf(at) / MINUTE_MS) * MINUTE_MS;
  return instantOf(minute + untilNext(now, to));
};

export const isQuiet = (at: Instant, quiet: QuietHours): boolean => afterQuiet(at, quiet) !== at;
