import { base32 } from "../../shared/domain/foundation/base32.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { publishYear } from "../../shared/domain/working-time/publish-year.ts";
import { standingYear, YearPublication } from "../../shared/domain/working-time/published-year.ts";
import { administratorOf } from "../boundary/authority.ts";
import { hashOf } from "../boundary/body.ts";
import { http, type Operation } from "../boundary/http.ts";
import { CalendarYearView, calendarYearReply, YearPath } from "./calendar-year-view.ts";
import type { CalendarDependencies } from "./dependencies.ts";
import { calendarWiring } from "./wiring.ts";

export const spec = {
  route: "PUT /v1/admin/calendar/{year}",
  summary: { vi: "Công bố lịch làm việc của một năm", en: "Publish the working calendar of a year, or correct it" },
  identity: "officer",
  path: YearPath,
  body: YearPublication,
  reply: CalendarYearView,
  ifMatch: true,
} as const;

/** A conflict of two publications is judged anew: the second then finds the version of the first. */
const ATTEMPTS = 3;

/**
 * Publishes a year. From now on everything is reckoned by it, within half a minute; a schedule brings it to the open
 * dossiers. The version seen makes it single: of two at once one is published, and the same again changes nothing.
 */
export const publishCalendarYear: Operation<typeof spec, CalendarDependencies> = async (request, dependencies) => {
  const { identity, path, body, ifMatch: seen, at } = request;
  const { calendars, jobs, register, digest } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const { year } = path;
  const commandId = base32(digest(`publish-calendar\n${year}\n${seen}`));
  const act = { commandId, bodyHash: hashOf(body), actor: { kind: "officer" as const, id: admin.sub }, at };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const years = await calendars.years();
    const outcome = publishYear(standingYear(years, year), { year, seen }, body, act);
    if (isRefusal(outcome)) return outcome;
    if ("standing" in outcome) return calendarYearReply(outcome.standing, years, await jobs.read(), true);
    if ((await calendars.commit(outcome)) === "committed") {
      const others = years.filter(({ content }) => content.year !== year);
      return calendarYearReply(outcome.after, [...others, outcome.after], await jobs.read());
    }
  }
  return refuse("busy", { retryAfterSeconds: 1 });
};

export const handler = http(spec, calendarWiring, publishCalendarYear);
