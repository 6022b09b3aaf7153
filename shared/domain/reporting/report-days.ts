import { type Instant, instantOf, millisOf } from "../foundation/instant.ts";
import { dateOfDay, dayOfDate } from "../working-time/day.ts";

/** The day before one, `2020-12-31` of `2021-01-01`. */
export const dayBefore = (day: string): string => dateOfDay(dayOfDate(day) - 1);

/** The last instant of a day in the province. */
export const endOf = (day: string): Instant => instantOf(millisOf(`${day}T23:59:59.999+07:00`));
