import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { standingYear } from "../../shared/domain/working-time/published-year.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { CalendarYearView, calendarYearReply, YearPath } from "./calendar-year-view.ts";
import type { CalendarDependencies } from "./dependencies.ts";
import { calendarWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/admin/calendar/{year}",
  summary: {
    vi: "Lịch làm việc của một năm",
    en: "The working calendar of a year, and how far it reached open dossiers",
  },
  identity: "officer",
  path: YearPath,
  reply: CalendarYearView,
} as const;

export const followCalendarYear: Operation<typeof spec, CalendarDependencies> = async (request, dependencies) => {
  const { identity, path } = request;
  const { calendars, jobs, shipped, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const [years, job, whole] = await Promise.all([calendars.years(), jobs.read(), shipped()]);
  const ofDeployment = whole.find(({ year }) => year === path.year);
  const found = standingYear(years, path.year, ofDeployment);
  if (!found.content) return refuse("calendar-year-not-found", { facts: { year: path.year } });
  return calendarYearReply({ ...found, content: found.content }, years, job);
};

export const handler = http(spec, calendarWiring, followCalendarYear);
