import { describe, expect, it } from "vitest";
import type { Dossier } from "../../../shared/domain/dossiers/dossier.ts";
import { inProvince, instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import { isQuiet } from "../../../shared/domain/reminders/quiet-hours.ts";
import { clockOf, isCourtesy, messageOf, ReminderKind } from "../../../shared/domain/reminders/reminder.ts";
import {
  nextLook,
  type ReminderTerms,
  remindersDue,
  remindersOf,
} from "../../../shared/domain/reminders/reminders-of.ts";
import { aDossier, DOSSIER_ID } from "../../builders/notice.ts";
import { at, local, published } from "../working-time/calendars.ts";

const TERMS: ReminderTerms = {
  acceptBeforeHours: 2,
  stepBeforeHours: 4,
  apologyBeforeDays: 1,
  escalateAfterDays: 3,
  answerBeforeDays: 3,
  ratingAfterDays: 1,
  quietHours: { from: "21:00", to: "07:00" },
};
const DAY_MS = 86_400_000;

const since = at("2026-11-23 09:00");
const asked = (respondBy: string, more: object = {}): Dossier =>
  ({
    ...aDossier(),
    state: "awaiting-supplement",
    waitingSince: since,
    respondBy,
    requested: [],
    resume: "processing",
    ...more,
  }) as unknown as Dossier;
const owing = (payBy: string): Dossier =>
  ({ ...aDossier(), state: "payment-due", waitingSince: since, payBy, resume: null }) as unknown as Dossier;
const returned = (when: string, more: object = {}): Dossier =>
  ({
    ...aDossier(),
    state: "returned",
    returned: { method: "counter", at: when, trackingNumber: null },
    ...more,
  }) as unknown as Dossier;

const timetable = (dossier: Dossier, terms = TERMS): string[] =>
  remindersOf(dossier, terms, published).reminders.map((one) => `${local(one.at)} ${one.kind}`);

describe("what an applicant is reminded of", () => {
  it("is one thing, three days before they must have answered or paid", () => {
    expect(timetable(asked(at("2026-12-02 16:00")))).toEqual(["2026-11-29 16:00 answer-soon"]);
    expect(timetable(owing(at("2026-12-02 16:00")))).toEqual(["2026-11-29 16:00 answer-soon"]);
  });

  it("is asked for a rating the day after the return, and never of one that was rated", () => {
    expect(timetable(returned(at("2026-12-02 16:00")))).toEqual(["2026-12-03 16:00 rating-asked"]);
    expect(timetable(returned(at("2026-12-02 16:00"), { ratedAt: at("2026-12-02 17:00") }))).toEqual([]);
  });

  it("comes in the morning where its moment falls into the night", () => {
    expect(timetable(asked(at("2026-12-02 23:30")))).toEqual(["2026-11-30 07:00 answer-soon"]);
    expect(timetable(returned(at("2026-12-02 22:00")))).toEqual(["2026-12-04 07:00 rating-asked"]);
  });

  it("is nothing where the whole wait is no longer than the notice", () => {
    expect(timetable(asked(at("2026-11-26 09:00")))).toEqual([]);
    expect(timetable(asked(at("2026-11-26 09:01")))).toEqual(["2026-11-23 09:01 answer-soon"]);
  });

  it("comes by the terms of the deployment", () => {
    const terms = { ...TERMS, answerBeforeDays: 1, ratingAfterDays: 7 };
    expect(timetable(asked(at("2026-12-02 16:00")), terms)).toEqual(["2026-12-01 16:00 answer-soon"]);
    expect(timetable(returned(at("2026-12-02 16:00")), terms)).toEqual(["2026-12-09 16:00 rating-asked"]);
  });

  it("is new where they were given another date, and no more once they answered", () => {
    const early = asked(at("2026-12-02 16:00"));
    const now = at("2026-12-10 12:00");
    const given = remindersDue(remindersOf(early, TERMS, published), [], now);
    expect(given).toHaveLength(1);
    expect(remindersDue(remindersOf(asked(at("2026-12-12 16:00")), TERMS, published), given, now)).toHaveLength(1);
    expect(clockOf(early, "answer-soon")?.dueAt).toBe(at("2026-12-02 16:00"));
    expect(clockOf(aDossier(), "answer-soon")).toBeNull();
  });

  it("has an id that a provider takes as a reference: the same each time, under fifty characters", () => {
    for (const kind of ReminderKind.options.filter(isCourtesy)) {
      const { outboxId } = messageOf(DOSSIER_ID, { kind, dueAt: since });
      expect(outboxId).toBe(messageOf(DOSSIER_ID, { kind, dueAt: since }).outboxId);
      expect(outboxId.length).toBeLessThan(50);
    }
  });

  it("is answer-soon and rating-asked, and nothing that officers are told", () => {
    expect(ReminderKind.options.filter(isCourtesy)).toEqual(["answer-soon", "rating-asked"]);
  });
});

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Whether a time of the day lies within the quiet hours, by the text of both: another way than the code's. */
const within = (time: string, { from, to }: ReminderTerms["quietHours"]): boolean =>
  from <= to ? from <= time && time < to : time >= from || time < to;

describe("an applicant, whatever the quiet hours and whenever the job runs", () => {
  it("is reminded outside of them alone, and looked for at their end", () => {
    let due = 0;
    const faults: string[] = [];
    for (let from = 0; from < 1440; from += 131)
      for (let to = 0; to < 1440; to += 127)
        for (let minute = 0; minute < 1440; minute += 83) {
          const quietHours = { from: timeOf(from), to: timeOf(to) };
          const now = instantOf(millisOf(at("2026-12-01 00:00")) + minute * 60_000);
          const isNight = within(inProvince(now).slice(11, 16), quietHours);
          for (const dossier of [asked(instantOf(millisOf(now) + 2 * DAY_MS)), returned(since)]) {
            const reminders = remindersOf(dossier, { ...TERMS, quietHours }, published);
            const first = reminders.reminders[0]?.at ?? "";
            const found = remindersDue(reminders, [], now);
            const look = nextLook(reminders, [], now) ?? "";
            const holds =
              !within(inProvince(first).slice(11, 16), quietHours) &&
              found.length === (isNight || first > now ? 0 : 1) &&
              look >= now &&
              !isQuiet(look, quietHours) &&
              remindersDue(reminders, [], look).length === 1;
            if (!holds) faults.push(`${now} ${quietHours.from}–${quietHours.to} ${dossier.state}`);
            due += found.length;
          }
        }
    expect(faults).toEqual([]);
    expect(due).toBeGreaterThan(1_000);
  });

  it("is the only one to be left in peace: officers are reminded at any hour", () => {
    const dossier = { ...aDossier({ acceptedAt: since, receivedAt: since }), state: "processing" } as Dossier;
    const always = { ...TERMS, quietHours: { from: "00:00", to: "23:59" } };
    const night = at("2026-12-30 23:00");
    const calm = { ...TERMS, quietHours: { from: "07:00", to: "07:00" } };
    expect(remindersOf(dossier, always, published).reminders).toEqual(remindersOf(dossier, calm, published).reminders);
    expect(remindersDue(remindersOf(dossier, always, published), [], night).length).toBeGreaterThan(0);
  });
});
