import * as z from "zod";
import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { CalendarYear } from "../../shared/domain/working-time/calendar-year.ts";
import { OfficeHours } from "../../shared/domain/working-time/office-hours.ts";
import { Announcement } from "../../shared/domain/working-time/published-year.ts";
import { cachedReply } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { CalendarDependencies } from "./dependencies.ts";
import { calendarWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/calendar/{year}",
  summary: { vi: "Lịch làm việc của một năm, dữ liệu mở", en: "The working calendar of a year, as open data" },
  identity: "none",
  path: z.object({
    year: z
      .string()
      .regex(/^[1-9]\d{3}$/)
      .transform(Number),
  }),
  reply: CalendarYear.extend({
    officeHours: OfficeHours,
    version: z.number().int(),
    decision: Announcement.nullable(),
  }),
} as const;

/** When offices are open in a year, by which decision, and whether days are still to be announced. */
export const getCalendarYear: Operation<typeof spec, CalendarDependencies> = async (request, dependencies) => {
  const { path, headers } = request;
  const { yearAt, officeHours } = dependencies;
  const { content, version, decision } = await yearAt(path.year);
  if (!content) return refuse("calendar-year-not-found", { facts: { year: path.year } });
  const body = { ...content, officeHours, version, decision: decision ?? null };
  return cachedReply(body, headers["if-none-match"]);
};

export const handler = http(spec, calendarWiring, getCalendarYear);
