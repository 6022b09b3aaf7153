import type { Act } from "../dossiers/change-set.ts";
import { provinceDate } from "../foundation/instant.ts";
import { type Fault, fault, type Refusal, refuse } from "../foundation/refusal.ts";
import type { CalendarYear } from "./calendar-year.ts";
import { publicationFaults } from "./publication-faults.ts";
import type { PublishedYear, StandingYear, YearChange, YearPublication } from "./published-year.ts";

/** The first year that the service has a calendar for. */
const FIRST_YEAR = 2018;
/** How many years ahead a calendar may be published: further ones are slips of the pen. */
const YEARS_AHEAD = 2;

const yearFaults = (year: number, today: string): Fault[] => {
  const last = Number(today.slice(0, 4)) + YEARS_AHEAD;
  return year >= FIRST_YEAR && year <= last
    ? []
    : [
        fault(
          "",
          "year-out-of-range",
          `Lịch chỉ được công bố cho các năm ${FIRST_YEAR} đến ${last}, không phải ${year}. Hãy sửa năm trong đường dẫn.`,
          `Calendars are published for ${FIRST_YEAR} to ${last}, not for ${year}. Correct the year in the path.`,
        ),
      ];
};

/** The year that a publication is about, and every fault that keeps it from being published today. */
export const judgeYear = (
  year: number,
  { decision, ...days }: YearPublication,
  at: Act["at"],
): { content: CalendarYear; faults: Fault[] } => {
  const content = { year, ...days };
  const today = provinceDate(at);
  const faults = [...yearFaults(year, today), ...publicationFaults(content)];
  if (decision.date > today) {
    faults.push(
      fault(
        "/decision/date",
        "in-future",
        `Ngày quyết định chưa tới (hôm nay ${today}). Hãy công bố khi quyết định đã ký.`,
        `The decision is dated later than today (${today}). Publish when it is signed.`,
      ),
    );
  }
  return { content, faults };
};

/** The same whatever the order of members. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/**
 * Publishes a year, or corrects it by a new version. What stands already, by the same decision, changes nothing. Refuses
 * with `version-stale` where the year was published since it was `seen`, with `calendar-refused` naming every fault.
 */
export const publishYear = (
  standing: StandingYear,
  { year, seen }: { year: number; seen: number },
  body: YearPublication,
  act: Act,
): { standing: PublishedYear } | YearChange | Refusal => {
  const { content, faults } = judgeYear(year, body, act.at);
  const { decision } = body;
  if (standing.version > 0 && standing.published) {
    const same = canonical([standing.content, standing.decision]) === canonical([content, decision]);
    if (same) return { standing };
  }
  if (standing.version !== seen) return refuse("version-stale");
  if (faults.length > 0) return refuse("calendar-refused", { facts: { year }, faults });
  const { commandId, bodyHash, actor, at } = act;
  const published = { by: actor.id, at, bodyHash };
  const version = standing.version + 1;
  return {
    after: { content, version, decision, published },
    event: { ...published, commandId, what: "calendar-published", year, version, decision },
  };
};
