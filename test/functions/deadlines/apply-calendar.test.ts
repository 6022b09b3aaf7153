import { beforeEach, describe, expect, it } from "vitest";
import { applyCalendar } from "../../../functions/deadlines/apply-calendar.ts";
import type { CalendarDependencies } from "../../../functions/deadlines/dependencies.ts";
import { calendarWith, officeHoursOf } from "../../../shared/adapters/catalogue/calendar-source.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { isTold } from "../../../shared/domain/dossiers/change-set.ts";
import type { Accepted, Submitted } from "../../../shared/domain/dossiers/dossier.ts";
import { addWorkingHours, dueOf } from "../../../shared/domain/working-time/due.ts";
import type { PublishedYear } from "../../../shared/domain/working-time/published-year.ts";
import { completed, SAMPLE_TET } from "../../builders/calendar.ts";
import { calendar, expectDone, OFFICE_HOURS, procedure, submitted } from "../../builders/dossier.ts";
import { at } from "../../domain/working-time/calendars.ts";
import { MemoryCalendar, MemoryCorrectionJob } from "../../fakes/calendar-store.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";
import { withLog } from "../boundary/captured-log.ts";

const notice = await procedure("1.004650");
const LIMIT = { value: 5, unit: "working-day" } as const;
const version = { ...notice, channels: notice.channels.map((channel) => ({ ...channel, timeLimit: LIMIT })) };
const HOURS = officeHoursOf(OFFICE_HOURS);
const PUBLISHED_AT = "2026-11-23T02:00:00.000Z";
const NOW = "2026-11-23T02:05:00.000Z";

const year = (daysOff: readonly string[] = SAMPLE_TET, number = 1): PublishedYear => {
  const { decision, ...days } = completed(2027, daysOff);
  return {
    content: { ...days, year: 2027 },
    version: number,
    decision,
    published: { by: "officer-culture-admin", at: PUBLISHED_AT, bodyHash: "" },
  };
};

let store: MemoryDossiers;
let calendars: MemoryCalendar;
let jobs: MemoryCorrectionJob;
let dependencies: CalendarDependencies;
const looks: string[] = [];

/** Accepted under the shipped calendar: over Tết, or well before it, where nothing moves but that it is final. */
const accepted = (when: string): string => {
  const record = submitted(notice, at(when));
  const due = expectDone(dueOf(calendar, at(when), LIMIT));
  const dossier = record.dossier as Submitted;
  const running: Accepted = {
    ...dossier,
    ...due,
    state: "accepted",
    acceptedAt: at(when),
    step: { ...dossier.step, dueAt: due.dueAt },
  };
  store.records.set(dossier.id, { ...record, dossier: running });
  return dossier.id;
};
const plenty = () => 240_000;
const run = (remaining: () => number = plenty, when = NOW) =>
  withLog(() => applyCalendar(when, dependencies, remaining)).then(({ result }) => result);
const eventsOf = (id: string) => store.events.get(id) ?? [];
const dueOfOne = (id: string) => (store.records.get(id)?.dossier as Accepted | undefined)?.dueAt;

beforeEach(() => {
  looks.length = 0;
  store = new MemoryDossiers();
  calendars = new MemoryCalendar();
  jobs = new MemoryCorrectionJob();
  calendars.newest.set(2027, year());
  dependencies = {
    store,
    lists: store,
    calendars,
    jobs,
    joined: (published) => calendarWith(HOURS, published),
    catalogue: { version: async () => version },
    planLook: async ({ dossierId }) => {
      looks.push(dossierId);
    },
    register: { unitIds: () => ["culture", "tourism"] },
    digest: sha256,
    aheadDays: 60,
  };
});

describe("a published calendar", () => {
  it("moves each open dossier it touches by one event, writes nothing of the others, and then nothing more", async () => {
    const moving = [1, 2, 3].map(() => accepted("2027-02-02 09:00"));
    const still = accepted("2026-11-02 09:00");
    expect(await run()).toMatchObject({ moved: 3, failed: 0 });
    for (const id of moving) {
      expect(eventsOf(id).map(({ what }) => what)).toEqual(["dates-corrected"]);
      expect(eventsOf(id).map(isTold)).toEqual([true]);
      expect(dueOfOne(id)).toBe(at("2027-02-16 09:00"));
    }
    expect(eventsOf(still)).toEqual([]);
    // It is reminded of by the calendar, too.
    expect(looks).toContain(still);
    expect(jobs.job).toMatchObject({ target: "2027:1", moved: 3, looked: 4, finishedAt: NOW });
    const commits = store.commits;
    expect(await run()).toEqual({ moved: 0, left: 0, failed: 0, looked: 0 });
    expect(store.commits).toBe(commits);
  });

  it("gives a time to accept to a dossier that has none", async () => {
    const record = submitted(notice, at("2027-02-04 16:00"));
    const dossier = { ...(record.dossier as Submitted), acceptBy: null };
    store.records.set(dossier.id, { ...record, dossier });
    await run();
    const hours = calendarWith(HOURS, [year().content]);
    expect(store.records.get(dossier.id)?.dossier).toMatchObject({
      acceptBy: expectDone(addWorkingHours(hours, at("2027-02-04 16:00"), 8)),
    });
  });

  it("is not applied before nobody reckons with an older one any more", async () => {
    const id = accepted("2027-02-02 09:00");
    expect(await run(plenty, "2026-11-23T02:00:59.000Z")).toMatchObject({ looked: 0 });
    expect([eventsOf(id), jobs.job]).toEqual([[], undefined]);
    expect(await run(plenty, "2026-11-23T02:01:00.000Z")).toMatchObject({ moved: 1 });
  });

  it("goes on where a run had no time left, page by page, and no dossier is moved twice", async () => {
    const all = Array.from({ length: 250 }, () => accepted("2027-02-02 09:00"));
    let asked = 0;
    // Time for one page a run.
    const short = () => (asked++ % 2 === 0 ? 240_000 : 1_000);
    expect(await run(short)).toMatchObject({ moved: 100 });
    expect(jobs.job).toMatchObject({ looked: 100, finishedAt: null, cursor: { unit: "culture" } });
    for (let runs = 0; runs < 12; runs += 1) await run(short);
    expect(jobs.job).toMatchObject({ moved: 250, looked: 250, finishedAt: NOW });
    for (const id of all) expect(eventsOf(id)).toHaveLength(1);
  });

  it("is applied once though the run ends between the dossiers and its own memory of them", async () => {
    const all = Array.from({ length: 20 }, () => accepted("2027-02-02 09:00"));
    const { save } = jobs;
    jobs.save = async () => {
      throw new Error("killed");
    };
    await expect(run()).rejects.toThrow("killed");
    jobs.save = save;
    await run();
    for (const id of all) expect(eventsOf(id)).toHaveLength(1);
  });

  it("is applied once by two runs at a time", async () => {
    const all = Array.from({ length: 150 }, () => accepted("2027-02-02 09:00"));
    await Promise.all([run(), run()]);
    await run();
    for (const id of all) expect(eventsOf(id)).toHaveLength(1);
    expect(jobs.job?.finishedAt).toBe(NOW);
  });

  it("moves what moved meanwhile as well: it is read and judged again", async () => {
    const id = accepted("2027-02-02 09:00");
    store.trouble.push("stale", "busy");
    expect(await run()).toMatchObject({ moved: 1 });
    expect(eventsOf(id)).toHaveLength(1);
  });

  it("stops at no dossier that fails; the run fails at its end, and the next one takes it up", async () => {
    const lost = accepted("2027-02-02 09:00");
    const others = [1, 2, 3].map(() => accepted("2027-02-02 09:00"));
    const { read } = store;
    store.read = async (id) => {
      if (id === lost) throw new Error("unreadable");
      return read(id);
    };
    await expect(run()).rejects.toThrow("1 dossiers");
    for (const id of others) expect(eventsOf(id)).toHaveLength(1);
    expect(jobs.job?.finishedAt).toBeNull();
    store.read = read;
    expect(await run()).toMatchObject({ moved: 1, failed: 0 });
    expect(jobs.job?.finishedAt).toBe(NOW);
  });

  it("is not taken for applied where all that it found failed", async () => {
    accepted("2027-02-02 09:00");
    const { read } = store;
    store.read = async () => {
      throw new Error("unreadable");
    };
    for (const _ of [1, 2]) await expect(run()).rejects.toThrow("1 dossiers");
    expect(jobs.job?.finishedAt).toBeNull();
    store.read = read;
    expect(await run()).toMatchObject({ moved: 1 });
  });

  it("finds a dossier that was handed to a unit already read, for the last pass moves nothing", async () => {
    const [handed, other] = [accepted("2027-02-02 09:00"), accepted("2027-02-02 09:00")];
    const inUnit = (id: string, unit: string) => {
      const record = store.records.get(id);
      if (record) Object.assign((record.dossier as Accepted).step, { unit });
    };
    inUnit(handed, "tourism");
    inUnit(other, "tourism");
    const { byUnit } = store;
    let units = 0;
    dependencies.lists = {
      byUnit: async (unit, page, wanted) => {
        units += 1;
        if (units === 2) inUnit(handed, "culture");
        return byUnit.call(store, unit, page, wanted);
      },
    };
    await run();
    expect(dueOfOne(handed)).toBe(at("2027-02-16 09:00"));
    expect(eventsOf(handed)).toHaveLength(1);
  });

  it("corrected once more moves them again, by its own event", async () => {
    const id = accepted("2027-02-02 09:00");
    await run();
    calendars.newest.set(2027, year(SAMPLE_TET.slice(0, 4), 2));
    expect(await run()).toMatchObject({ moved: 1 });
    expect(eventsOf(id)).toHaveLength(2);
    expect(dueOfOne(id)).toBe(at("2027-02-15 09:00"));
    expect(jobs.job).toMatchObject({ target: "2027:2", moved: 1 });
  });
});

describe("a calendar that is not ready", () => {
  const lines = async (when: string) => {
    const { lines: all } = await withLog(() => applyCalendar(when, dependencies, plenty));
    return all.filter(({ code }) => code === "calendar-unready").map(({ reason, state }) => [reason, state]);
  };

  it("is said with each run from 60 days ahead on, until it is published complete", async () => {
    calendars.newest.clear();
    expect(await lines("2026-11-01T02:00:00.000Z")).toEqual([["2026", "incomplete"]]);
    expect(await lines("2026-11-02T02:00:00.000Z")).toEqual([
      ["2026", "incomplete"],
      ["2027", "incomplete"],
    ]);
    calendars.newest.set(2027, year());
    expect(await lines("2026-11-02T02:00:00.000Z")).toEqual([["2026", "incomplete"]]);
    expect(await lines("2027-11-02T02:00:00.000Z")).toEqual([["2028", "missing"]]);
  });
});
