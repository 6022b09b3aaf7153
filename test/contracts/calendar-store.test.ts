import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { currentCalendar } from "../../shared/adapters/catalogue/current-calendar.ts";
import { calendarStore } from "../../shared/adapters/dynamodb/calendar-store.ts";
import { correctionJobStore } from "../../shared/adapters/dynamodb/correction-job.ts";
import { actKey, calendarVersionKey } from "../../shared/adapters/dynamodb/keys.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { type CorrectionJobStore, jobFor } from "../../shared/domain/working-time/correction-job.ts";
import { publishYear } from "../../shared/domain/working-time/publish-year.ts";
import {
  CALENDAR_ACTS,
  type CalendarStore,
  standingYear,
  type YearChange,
  type YearPublication,
} from "../../shared/domain/working-time/published-year.ts";
import { completed, SAMPLE_TET } from "../builders/calendar.ts";
import { act, OFFICE_HOURS, officer } from "../builders/dossier.ts";
import { MemoryCalendar, MemoryCorrectionJob } from "../fakes/calendar-store.ts";
import { type Emulated, emulatedTable } from "./emulated-table.ts";

const NOW = "2026-11-23T02:00:00.000Z";
type Opened = { calendars: CalendarStore; jobs: CorrectionJobStore };

/** A publication of a year as the store has it. */
const publication = async (
  calendars: CalendarStore,
  year: number,
  body: YearPublication = completed(year),
): Promise<YearChange> => {
  const standing = standingYear(await calendars.years(), year);
  const outcome = publishYear(
    standing,
    { year, seen: standing.version },
    body,
    act(officer("officer-culture-admin"), NOW),
  );
  if (isRefusal(outcome) || "standing" in outcome) throw new Error(JSON.stringify(outcome));
  return outcome;
};

const laws = (name: string, open: () => Promise<Opened>) =>
  describe(`stores of the calendar, ${name}`, () => {
    let calendars: CalendarStore;
    let jobs: CorrectionJobStore;
    beforeEach(async () => {
      ({ calendars, jobs } = await open());
    });

    it("know no year before it is published, and give back the newest version of each, whole", async () => {
      expect(await calendars.years()).toEqual([]);
      const [first, other] = [await publication(calendars, 2027), await publication(calendars, 2026)];
      expect([await calendars.commit(first), await calendars.commit(other)]).toEqual(["committed", "committed"]);
      const second = await publication(calendars, 2027, completed(2027, SAMPLE_TET));
      expect(await calendars.commit(second)).toBe("committed");
      expect(await calendars.years()).toEqual([other.after, second.after]);
      expect(second.after.version).toBe(2);
    });

    it("let one of several publish a year, and another year beside it", async () => {
      const changes = await Promise.all([1, 2, 3].map(() => publication(calendars, 2027)));
      const beside = await publication(calendars, 2026);
      const outcomes = await Promise.all([...changes, beside].map((change) => calendars.commit(change)));
      expect(outcomes.slice(0, 3).sort()).toEqual(["committed", "stale", "stale"]);
      expect(outcomes[3]).toBe("committed");
    });

    it("write a command once: its copy is `repeated` and changes nothing", async () => {
      const change = await publication(calendars, 2027);
      const outcomes = await Promise.all([1, 2, 3].map(() => calendars.commit(change)));
      expect(outcomes.sort()).toEqual(["committed", "repeated", "repeated"]);
      expect(await calendars.years()).toEqual([change.after]);
    });

    it("keep the job, and let one of two runs go on with it", async () => {
      expect(await jobs.read()).toBeUndefined();
      const job = { ...jobFor(undefined, "2027:1", NOW), revision: 1, cursor: { unit: "culture", after: null } };
      expect(await Promise.all([jobs.save(job), jobs.save(job)]).then((saved) => saved.sort())).toEqual([false, true]);
      const next = { ...job, revision: 2, cursor: { unit: "culture", after: "x#1" }, looked: 100 };
      expect(await jobs.save(next)).toBe(true);
      expect(await jobs.save(next)).toBe(false);
      expect(await jobs.read()).toEqual(next);
      expect(await calendars.years()).toEqual([]);
    });
  });

laws("in memory", async () => ({ calendars: new MemoryCalendar(), jobs: new MemoryCorrectionJob() }));

describe("in the table", () => {
  let table: Emulated;
  beforeEach(async () => {
    table?.stop();
    table = await emulatedTable();
  });
  afterAll(() => table?.stop());
  laws("in the table", async () => ({ calendars: calendarStore(table), jobs: correctionJobStore(table) }));

  it("every version of a year stays, and who published it", async () => {
    const calendars = calendarStore(table);
    for (const days of [[], SAMPLE_TET])
      await calendars.commit(await publication(calendars, 2027, completed(2027, days)));
    const item = async (Key: object) => (await table.client.send(new GetCommand({ TableName: table.name, Key }))).Item;
    const [one, two] = await Promise.all([1, 2].map((number) => item(calendarVersionKey(2027, number))));
    expect([one?.version, two?.version]).toEqual([1, 2]);
    expect(String(one?.content)).not.toContain(SAMPLE_TET[0]);
    const third = await publication(calendars, 2027);
    await calendars.commit(third);
    expect(await item(actKey(CALENDAR_ACTS, third.event.commandId))).toMatchObject({
      what: "calendar-published",
      by: "officer-culture-admin",
      year: 2027,
      version: 3,
    });
  });

  it("what reckons reads once however many ask, and has what was published in place of the shipped year", async () => {
    const calendars = calendarStore(table);
    const current = currentCalendar(table, OFFICE_HOURS);
    let reads = 0;
    const counting = (next: (args: never) => Promise<never>) => (args: never) => {
      reads += 1;
      return next(args);
    };
    table.client.middlewareStack.add(counting as never, { step: "initialize" });
    const [before, again] = await Promise.all([current(), current(), current()]);
    expect([before, reads, before?.years.get(2027)]).toEqual([again, 1, false]);
    await calendars.commit(await publication(calendars, 2027, completed(2027, SAMPLE_TET)));
    const anew = await currentCalendar(table, OFFICE_HOURS)();
    expect([anew.years.get(2027), anew.years.get(2026), anew.daysOff.size - (before?.daysOff.size ?? 0)]).toEqual([
      true,
      false,
      SAMPLE_TET.length,
    ]);
  });

  it("a failed read is told to who asked, and the next asks again", async () => {
    const lost = { ...table, name: "elsewhere" };
    const current = currentCalendar(lost, OFFICE_HOURS);
    await expect(current()).rejects.toThrow();
    lost.name = table.name;
    expect((await current()).years.get(2027)).toBe(false);
  });
});
