import type { CommitOutcome } from "../../shared/domain/dossiers/dossier-record.ts";
import type { CorrectionJob, CorrectionJobStore } from "../../shared/domain/working-time/correction-job.ts";
import type {
  CalendarEvent,
  CalendarStore,
  PublishedYear,
  YearChange,
} from "../../shared/domain/working-time/published-year.ts";

/** The published years in memory, with the laws of the table. */
export class MemoryCalendar implements CalendarStore {
  readonly newest = new Map<number, PublishedYear>();
  readonly events = new Map<string, CalendarEvent>();

  years = async (): Promise<PublishedYear[]> =>
    structuredClone([...this.newest.values()].sort((a, b) => a.content.year - b.content.year));

  commit = async ({ after, event }: YearChange): Promise<CommitOutcome> => {
    if (this.events.has(event.commandId)) return "repeated";
    const { year } = after.content;
    if ((this.newest.get(year)?.version ?? 0) !== after.version - 1) return "stale";
    this.events.set(event.commandId, event);
    this.newest.set(year, structuredClone(after));
    return "committed";
  };
}

/** The job in memory; a save over another revision than the one before it does nothing. */
export class MemoryCorrectionJob implements CorrectionJobStore {
  job: CorrectionJob | undefined;

  read = async (): Promise<CorrectionJob | undefined> => structuredClone(this.job);

  save = async (job: CorrectionJob): Promise<boolean> => {
    if ((this.job?.revision ?? 0) !== job.revision - 1) return false;
    this.job = structuredClone(job);
    return true;
  };
}
