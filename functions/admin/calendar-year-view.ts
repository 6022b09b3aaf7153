import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { CalendarYear } from "../../shared/domain/working-time/calendar-year.ts";
import { type CorrectionJob, targetOf } from "../../shared/domain/working-time/correction-job.ts";
import {
  Announcement,
  type PublishedYear,
  type StandingYear,
} from "../../shared/domain/working-time/published-year.ts";
import type { Reply } from "../boundary/reply.ts";

/** Which year; whether it may be published is judged by the rules of publication. */
export const YearPath = z.object({
  year: z
    .string()
    .regex(/^[1-9]\d{3}$/)
    .transform(Number),
});

/**
 * A year as it stands. `version` 0 is what the deployment ships. `correction` is how far the calendar is brought to the
 * open dossiers: all years that are published are brought at once.
 */
export const CalendarYearView = CalendarYear.extend({
  version: z.number().int(),
  decision: Announcement.nullable(),
  published: z.strictObject({ by: z.string(), at: z.string() }).nullable(),
  correction: z
    .strictObject({
      state: z.enum(["waiting", "running", "finished"]),
      looked: z.number().int(),
      moved: z.number().int(),
      startedAt: z.string().nullable(),
      finishedAt: z.string().nullable(),
    })
    .nullable(),
});

const stateOf = ({ finishedAt }: CorrectionJob) => (finishedAt === null ? "running" : "finished");
const shown = (at: string | null | undefined): string | null => (at ? inProvince(at) : null);

const correctionOf = (years: readonly PublishedYear[], job: CorrectionJob | undefined) => {
  if (job?.target !== targetOf(years)) {
    return { state: "waiting", looked: 0, moved: 0, startedAt: null, finishedAt: null };
  }
  const { looked, moved, startedAt, finishedAt } = job;
  return { state: stateOf(job), looked, moved, startedAt: shown(startedAt), finishedAt: shown(finishedAt) };
};

/** The year on the wire, its version as the ETag. */
export const calendarYearReply = (
  { content, version, decision, published }: StandingYear & { content: CalendarYear },
  years: readonly PublishedYear[],
  job: CorrectionJob | undefined,
  replayed = false,
): Reply => ({
  status: 200,
  version,
  replayed,
  body: {
    ...content,
    version,
    decision: decision ?? null,
    published: published ? { by: published.by, at: inProvince(published.at) } : null,
    correction: version === 0 ? null : correctionOf(years, job),
  },
});
