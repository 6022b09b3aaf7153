import * as z from "zod";
import { correctionsBy } from "../../shared/domain/dossiers/preview-corrections.ts";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { judgeYear } from "../../shared/domain/working-time/publish-year.ts";
import { YearPublication } from "../../shared/domain/working-time/published-year.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { YearPath } from "./calendar-year-view.ts";
import type { CalendarDependencies } from "./dependencies.ts";
import { openDossiersOf } from "./open-dossiers.ts";
import { calendarWiring } from "./wiring.ts";

const count = z.number().int();
const when = z.string().nullable();

export const spec = {
  route: "POST /v1/admin/calendar/{year}/preview",
  summary: {
    vi: "Xem trước tác động của lịch làm việc",
    en: "What a calendar would move of open dossiers; nothing is stored",
  },
  identity: "officer",
  path: YearPath,
  body: YearPublication,
  reply: z.strictObject({
    moved: count,
    earlier: count,
    later: count,
    provisionalEnds: count,
    /** There may be more: the reading was cut. */
    atLeast: z.boolean(),
    byUnit: z.record(z.string(), count),
    examples: z.array(z.strictObject({ code: z.string(), from: when, to: when })),
  }),
} as const;

const shown = (at: string | null): string | null => (at === null ? null : inProvince(at));

export const previewCalendarYear: Operation<typeof spec, CalendarDependencies> = async (request, dependencies) => {
  const { identity, path, body, at } = request;
  const { calendars, joined, lists, catalogue, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const { content, faults } = judgeYear(path.year, body, at);
  if (faults.length > 0) return refuse("calendar-refused", { facts: { year: path.year }, faults });
  const [years, open] = await Promise.all([calendars.years(), openDossiersOf(lists, register.unitIds(), () => true)]);
  const others = years.map((one) => one.content).filter(({ year }) => year !== path.year);
  const preview = await correctionsBy(open.dossiers, joined([...others, content]), catalogue.version);
  const examples = preview.examples.map(({ code, from, to }) => ({ code, from: shown(from), to: shown(to) }));
  return { status: 200, body: { ...preview, atLeast: open.cut, examples } };
};

export const handler = http(spec, calendarWiring, previewCalendarYear);
