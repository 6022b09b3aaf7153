import { describe, expect, it } from "vitest";
import { planReminders } from "../../../functions/deadlines/plan-reminders.ts";
import type { RemindersDependencies } from "../../../functions/deadlines/reminder-dependencies.ts";
import { sendReminders } from "../../../functions/deadlines/send-reminders.ts";
import type { Dossier } from "../../../shared/domain/dossiers/dossier.ts";
import type { ReminderMessage } from "../../../shared/domain/reminders/reminder.ts";
import { aDossier } from "../../builders/notice.ts";
import { at, published } from "../../domain/working-time/calendars.ts";
import { reminderStoreFake } from "../../fakes/reminder-store.ts";
import { withLog } from "../boundary/captured-log.ts";

const terms = {
  acceptBeforeHours: 2,
  stepBeforeHours: 4,
  apologyBeforeDays: 1,
  escalateAfterDays: 3,
  answerBeforeDays: 3,
  ratingAfterDays: 1,
  quietHours: { from: "21:00", to: "07:00" },
};
const FOREVER = () => 240_000;

/** Five working days from Monday 23 November, 08:30, at the desk of a specialist until Wednesday 10:00. */
const processing = (id: string, changes: object = {}): Dossier =>
  ({
    ...aDossier(),
    id,
    state: "processing",
    receivedAt: at("2026-11-23 08:30"),
    dueAt: at("2026-11-30 08:30"),
    step: {
      id: "appraise",
      role: "specialist",
      unit: "tourism",
      since: at("2026-11-23 09:00"),
      dueAt: at("2026-11-25 10:00"),
    },
    ...changes,
  }) as unknown as Dossier;

/** Asked on Monday 23 November, 09:00, to answer until Wednesday of the week after, 16:00. */
const WAITING = {
  state: "awaiting-supplement",
  waitingSince: at("2026-11-23 09:00"),
  respondBy: at("2026-12-02 16:00"),
  requested: [],
  resume: "processing",
};
const RETURNED = {
  state: "returned",
  returned: { method: "counter", at: at("2026-11-23 09:00"), trackingNumber: null },
};

/** A desk over a store that outlives its workers, with a queue that can refuse. */
const aDesk = (...dossiers: Dossier[]) => {
  const store = reminderStoreFake();
  for (const dossier of dossiers) store.dossiers.set(dossier.id, dossier);
  const queued: ReminderMessage[] = [];
  const sms: ReminderMessage[] = [];
  const email: ReminderMessage[] = [];
  const faults = { refused: new Set<string>(), noEmail: false };
  const putOn = (taken: ReminderMessage[]) => async (messages: readonly ReminderMessage[]) => {
    const places = messages.flatMap(({ dossierId }, place) =>
      faults.refused.has(dossierId) || (faults.noEmail && taken === email) ? [place] : [],
    );
    taken.push(...messages.filter((_, place) => !places.includes(place)));
    return places;
  };
  const dependencies: RemindersDependencies = {
    store,
    calendar: async () => published,
    terms,
    putForOfficers: putOn(queued),
    putForApplicants: [putOn(sms), putOn(email)],
  };
  return {
    store,
    queued,
    sms,
    email,
    faults,
    dependencies,
    kinds: () => queued.map(({ dossierId, kind }) => `${dossierId} ${kind}`),
    told: (id: string, now: string) =>
      withLog(() => planReminders({ dossierId: id }, { ...dependencies, now: () => at(now) })),
    run: (now: string, leftMs = FOREVER, over: Partial<RemindersDependencies> = {}) =>
      withLog(() => sendReminders(at(now), { ...dependencies, ...over }, leftMs)),
  };
};

describe("the plan of a dossier's reminders", () => {
  it("is one look, at the next moment, however often events are told", async () => {
    const desk = aDesk(processing("a"));
    for (let copy = 0; copy < 3; copy += 1) await desk.told("a", "2026-11-23 09:00");
    expect([...desk.store.looks.values()]).toEqual([{ at: at("2026-11-24 15:30"), dossierId: "a" }]);
  });

  it("is none for a dossier that is gone or that has ended, its service rated", async () => {
    const rated = processing("b", { ...RETURNED, ratedAt: at("2026-11-23 10:00") });
    const desk = aDesk(processing("a", { state: "withdrawn" }), rated);
    for (const id of ["a", "b", "gone"]) await desk.told(id, "2026-11-23 09:00");
    expect(desk.store.looks.size).toBe(0);
  });

  it("of one that waits for its applicant, or was returned, is for the applicant alone", async () => {
    const desk = aDesk(processing("a", WAITING), processing("b", RETURNED));
    for (const id of ["a", "b"]) await desk.told(id, "2026-11-23 09:00");
    expect([...desk.store.looks.values()]).toEqual([
      { at: at("2026-11-29 16:00"), dossierId: "a" },
      { at: at("2026-11-24 09:00"), dossierId: "b" },
    ]);
  });

  it("never leads into the quiet hours for an applicant", async () => {
    const desk = aDesk(processing("a", { ...WAITING, respondBy: at("2026-12-02 23:30") }));
    await desk.told("a", "2026-11-23 09:00");
    expect([...desk.store.looks.values()]).toEqual([{ at: at("2026-11-30 07:00"), dossierId: "a" }]);
  });

  it("of what came back late from a pause is at once", async () => {
    const desk = aDesk(processing("a"));
    await desk.told("a", "2026-11-26 09:00");
    expect([...desk.store.looks.values()]).toEqual([{ at: at("2026-11-26 09:00"), dossierId: "a" }]);
  });
});

describe("the job that sends reminders", () => {
  const ALL = ["step-soon", "step-late", "apology-due", "dossier-late", "escalation"].map((kind) => `a ${kind}`);

  it("gives each at its moment and none twice, run after run", async () => {
    const desk = aDesk(processing("a"));
    await desk.told("a", "2026-11-23 09:00");
    const seen: Record<string, number> = {};
    for (const now of ["2026-11-24 15:25", "2026-11-24 15:30", "2026-11-25 09:55", "2026-11-25 10:00"]) {
      await desk.run(now);
      seen[now] = desk.queued.length;
    }
    expect(seen).toEqual({
      "2026-11-24 15:25": 0,
      "2026-11-24 15:30": 1,
      "2026-11-25 09:55": 1,
      "2026-11-25 10:00": 2,
    });
    for (const now of ["2026-11-27 08:30", "2026-11-30 08:30", "2026-12-03 08:30", "2026-12-04 08:30"])
      await desk.run(now);
    expect(desk.kinds()).toEqual(ALL);
    expect(desk.store.looks.size).toBe(0);
  });

  it("that was down over all the moments gives each once at its next run, and nothing at the one after", async () => {
    const desk = aDesk(processing("a"));
    await desk.told("a", "2026-11-23 09:00");
    const { result } = await desk.run("2026-12-10 09:00");
    expect(desk.kinds()).toEqual(ALL);
    expect(result).toEqual({ looked: 1, reminders: 5, failed: 0, left: 0 });
    await desk.told("a", "2026-12-10 09:05");
    await desk.run("2026-12-10 09:05");
    expect(desk.queued).toHaveLength(5);
    expect((await desk.store.given("a")).map(({ at: when }) => when)).toEqual(Array(5).fill(at("2026-12-10 09:00")));
  });

  it("gives nothing for a look whose dossier has moved on, is paused or is gone, and forgets the look", async () => {
    const desk = aDesk(processing("a"), processing("b"), processing("c"));
    for (const id of ["a", "b", "c"]) await desk.told(id, "2026-11-23 09:00");
    desk.store.dossiers.set("a", processing("a", WAITING));
    desk.store.dossiers.set("b", processing("b", { ...RETURNED, ratedAt: at("2026-11-24 10:00") }));
    desk.store.dossiers.delete("c");
    await desk.run("2026-11-25 12:00");
    expect([...desk.queued, ...desk.sms, ...desk.email]).toEqual([]);
    expect([...desk.store.looks.values()]).toEqual([{ at: at("2026-11-29 16:00"), dossierId: "a" }]);
  });

  it("follows a limit that was extended: a look at the old instant plans the new one", async () => {
    const desk = aDesk(processing("a"));
    await desk.told("a", "2026-11-25 12:00");
    await desk.run("2026-11-25 12:00");
    desk.store.dossiers.set("a", processing("a", { dueAt: at("2026-12-14 08:30") }));
    await desk.run("2026-11-30 09:00");
    expect(desk.kinds()).toEqual(["a step-soon", "a step-late"]);
    expect([...desk.store.looks.values()]).toEqual([{ at: at("2026-12-11 08:30"), dossierId: "a" }]);
  });

  it("lets one that fails stop no other, fails at its end, and tries it again", async () => {
    const desk = aDesk(processing("a"), processing("b"), processing("c"));
    for (const id of ["a", "b", "c"]) await desk.told(id, "2026-11-23 09:00");
    desk.faults.refused.add("b");
    await expect(desk.run("2026-11-24 15:30")).rejects.toMatchObject({ name: "RemindersLeft" });
    expect(desk.kinds().sort()).toEqual(["a step-soon", "c step-soon"]);
    desk.faults.refused.clear();
    await desk.run("2026-11-24 15:35");
    expect(desk.kinds().sort()).toEqual(["a step-soon", "b step-soon", "c step-soon"]);
  });

  const KILLS = ["markGiven", "plan", "forget"] as const;
  it.each(KILLS)("killed before it could %s sends the same ids again, and goes on", async (step) => {
    const desk = aDesk(processing("a"));
    await desk.told("a", "2026-11-23 09:00");
    const killed = { ...desk.store, [step]: () => Promise.reject(new Error("killed")) };
    await expect(desk.run("2026-11-24 15:30", FOREVER, { store: killed })).rejects.toThrow();
    await desk.run("2026-11-24 15:35");
    expect(new Set(desk.queued.map(({ outboxId }) => outboxId)).size).toBe(1);
    await desk.run("2026-11-25 10:00");
    expect(new Set(desk.kinds())).toEqual(new Set(["a step-soon", "a step-late"]));
    expect([...desk.store.looks.values()]).toEqual([{ at: at("2026-11-27 08:30"), dossierId: "a" }]);
  });

  it("whose time is up stops between two dossiers, and the next run does the rest, each once", async () => {
    const ids = Array.from({ length: 60 }, (_, nth) => `${String.fromCharCode(97 + (nth % 16))}${nth}`);
    const desk = aDesk(...ids.map((id) => processing(id)));
    for (const id of ids) await desk.told(id, "2026-11-23 09:00");
    let looks = 0;
    const leftMs = (): number => {
      looks += 1;
      return 30_000 - 250 * looks;
    };
    const first = await desk.run("2026-11-24 15:30", leftMs);
    expect(first.result.looked).toBeGreaterThan(10);
    expect(first.result.looked).toBeLessThan(60);
    expect(first.result).toMatchObject({ failed: 0, left: 60 - first.result.looked });
    expect(first.lines).toContainEqual(expect.objectContaining({ code: "reminders-left" }));
    const second = await desk.run("2026-11-24 15:35");
    expect(first.result.reminders + second.result.reminders).toBe(60);
    expect(desk.queued).toHaveLength(60);
    expect(new Set(desk.queued.map(({ outboxId }) => outboxId)).size).toBe(60);
  });

  it("says when a look waited for more than half an hour, and not before", async () => {
    const desk = aDesk(processing("a"), processing("b"));
    for (const id of ["a", "b"]) await desk.told(id, "2026-11-23 09:00");
    desk.faults.refused.add("a");
    const overdue = async (now: string) => {
      const outcome = await withLog(() => sendReminders(at(now), desk.dependencies, FOREVER).catch(() => undefined));
      return outcome.lines.filter(({ code }) => code === "reminders-overdue").map(({ count }) => count);
    };
    expect(await overdue("2026-11-24 16:00")).toEqual([]);
    expect(await overdue("2026-11-24 16:01")).toEqual([1]);
  });

  it("puts on the queue and in the log nothing but ids, kinds and instants", async () => {
    const desk = aDesk(processing("a"));
    await desk.told("a", "2026-11-23 09:00");
    await desk.run("2026-11-24 15:30");
    expect(desk.queued).toEqual([
      {
        outboxId: `a:step-soon:${Date.parse(at("2026-11-25 10:00"))}`,
        dossierId: "a",
        kind: "step-soon",
        dueAt: at("2026-11-25 10:00"),
      },
    ]);
  });
});

describe("the job that sends reminders, to applicants", () => {
  const ids = (messages: readonly ReminderMessage[]): string[] => messages.map(({ outboxId }) => outboxId);
  const OF_A = `a:answer-soon:${Date.parse(WAITING.respondBy)}`;

  it("puts each on both queues, under one id, and none on that of officers", async () => {
    const desk = aDesk(processing("a", WAITING), processing("b", RETURNED));
    for (const id of ["a", "b"]) await desk.told(id, "2026-11-23 09:00");
    for (const now of ["2026-11-24 09:00", "2026-11-29 15:55", "2026-11-29 16:00", "2026-11-29 16:05"])
      await desk.run(now);
    expect(desk.queued).toEqual([]);
    expect(ids(desk.sms)).toEqual([`b:rating-asked:${Date.parse(RETURNED.returned.at)}`, OF_A]);
    expect(desk.email).toEqual(desk.sms);
    expect(desk.store.looks.size).toBe(0);
  });

  it("waits for the morning where it runs at night, however late it is", async () => {
    const desk = aDesk(processing("a", WAITING));
    await desk.told("a", "2026-11-23 09:00");
    for (const now of ["2026-11-29 21:00", "2026-11-29 23:00", "2026-11-30 06:59"]) await desk.run(now);
    expect(desk.sms).toEqual([]);
    expect([...desk.store.looks.values()]).toEqual([{ at: at("2026-11-30 07:00"), dossierId: "a" }]);
    await desk.run("2026-11-30 07:00");
    expect(ids(desk.sms)).toEqual([OF_A]);
  });

  it("gives none to whoever answered or rated meanwhile", async () => {
    const desk = aDesk(processing("a", WAITING), processing("b", RETURNED));
    for (const id of ["a", "b"]) await desk.told(id, "2026-11-23 09:00");
    desk.store.dossiers.set("a", processing("a", { state: "withdrawn" }));
    desk.store.dossiers.set("b", processing("b", { ...RETURNED, ratedAt: at("2026-11-23 10:00") }));
    for (const now of ["2026-11-24 09:00", "2026-11-29 16:00"]) await desk.run(now);
    expect([...desk.sms, ...desk.email, ...desk.queued]).toEqual([]);
    expect(desk.store.looks.size).toBe(0);
  });

  it("gives it again under the same id where one of the queues did not take it", async () => {
    const desk = aDesk(processing("a", WAITING));
    await desk.told("a", "2026-11-23 09:00");
    desk.faults.noEmail = true;
    await expect(desk.run("2026-11-29 16:00")).rejects.toMatchObject({ name: "RemindersLeft" });
    expect(await desk.store.given("a")).toEqual([]);
    desk.faults.noEmail = false;
    await desk.run("2026-11-29 16:05");
    expect(ids(desk.sms)).toEqual([OF_A, OF_A]);
    expect(ids(desk.email)).toEqual([OF_A]);
  });
});
