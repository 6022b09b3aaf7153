import { describe, expect, it } from "vitest";
import { calendarWith, officeHoursOf } from "../../../shared/adapters/catalogue/calendar-source.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { isTold } from "../../../shared/domain/dossiers/change-set.ts";
import { correctDates } from "../../../shared/domain/dossiers/correct-dates.ts";
import type { Accepted, Dossier, Submitted } from "../../../shared/domain/dossiers/dossier.ts";
import { correctionsBy } from "../../../shared/domain/dossiers/preview-corrections.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import { templateOf } from "../../../shared/domain/notifications/template-of.ts";
import type { FeeItem } from "../../../shared/domain/procedures/fees.ts";
import { dueOf } from "../../../shared/domain/working-time/due.ts";
import { completed, SAMPLE_TET } from "../../builders/calendar.ts";
import { act, expectDone, OFFICE_HOURS, procedure, submitted } from "../../builders/dossier.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";
import { at, local } from "../working-time/calendars.ts";

const notice = await procedure("1.004650");
const LIMIT = { value: 5, unit: "working-day" } as const;
const version = {
  ...notice,
  channels: notice.channels.map((channel) => ({ ...channel, timeLimit: LIMIT })),
};
const HOURS = officeHoursOf(OFFICE_HOURS);
const of = (year: number, daysOff: readonly string[] = [], complete = true) => ({
  ...completed(year, daysOff),
  complete,
  year,
});
const bare = ({ decision: _, ...content }: ReturnType<typeof of>) => content;
const before = calendarWith(HOURS, [bare(of(2026)), bare(of(2027, [], false))]);
const after = calendarWith(HOURS, [bare(of(2026)), bare(of(2027, SAMPLE_TET))]);
const CAUSE = { year: 2027, decision: "2027/TB-SAMPLE" };
const SCHEDULE = { kind: "schedule", id: "apply-calendar" } as const;
const correct = (dossier: Dossier, calendar = after) =>
  correctDates(dossier, version, calendar, CAUSE, act(SCHEDULE), sha256);

const filed = (when: string): Submitted => {
  const { dossier } = submitted(notice, at(when));
  return { ...dossier, step: { ...(dossier as Submitted).step } } as Submitted;
};
const accepted = (when: string): Accepted => {
  const due = expectDone(dueOf(before, at(when), LIMIT));
  const dossier = filed(when);
  return {
    ...dossier,
    ...due,
    state: "accepted",
    acceptedAt: at(when),
    step: { ...dossier.step, dueAt: due.dueAt },
  };
};
const changeOf = (dossier: Dossier, calendar = after) => {
  const change = correct(dossier, calendar);
  if (change === null || isRefusal(change) || !change.after) throw new Error(JSON.stringify(change));
  return { after: change.after as Accepted, event: change.event };
};

describe("a calendar published meanwhile", () => {
  it("moves the day from which the limit counts, where that is off", () => {
    const dossier = accepted("2027-02-08 09:00");
    const change = changeOf(dossier);
    // 8 to 11 February are off after all, and the 12th is a Friday.
    expect([local(dossier.receivedAt), local(change.after.receivedAt)]).toEqual([
      "2027-02-08 09:00",
      "2027-02-12 07:30",
    ]);
  });

  it("moves a due date over Tết by exactly the days it takes off, once, and it is provisional no more", () => {
    const dossier = accepted("2027-02-02 09:00");
    expect([local(dossier.dueAt ?? ""), dossier.provisional]).toEqual(["2027-02-09 09:00", true]);
    const change = changeOf(dossier);
    expect([local(change.after.dueAt ?? ""), change.after.provisional]).toEqual(["2027-02-16 09:00", false]);
    expect(change.after.step.dueAt).toBe(change.after.dueAt);
    expect(change.event).toMatchObject({
      what: "dates-corrected",
      from: "accepted",
      to: "accepted",
      facts: { ...CAUSE, provisional: false, previousDueAt: dossier.dueAt, dueAt: change.after.dueAt },
    });
    expect([isTold(change.event), templateOf(change.event)]).toEqual([true, "due-corrected"]);
    expect(correct(change.after)).toBeNull();
  });

  it("ends what was provisional without a notice where no date moves", () => {
    const dossier = accepted("2027-01-05 09:00");
    const change = changeOf(dossier);
    expect([change.after.dueAt, change.after.provisional]).toEqual([dossier.dueAt, false]);
    expect(change.event.facts).toEqual({ ...CAUSE, provisional: false });
    expect([isTold(change.event), templateOf(change.event)]).toEqual([false, undefined]);
  });

  it("gives a time to accept to what was paid beyond the published years, and tells it", () => {
    const paid = { ...filed("2027-02-04 16:00"), acceptBy: null };
    const change = changeOf({ ...paid, step: { ...paid.step, dueAt: null } });
    expect(local(change.after.acceptBy ?? "")).toBe("2027-02-12 16:00");
    expect(change.event.facts).toMatchObject({ previousAcceptBy: null, acceptBy: change.after.acceptBy });
    expect([isTold(change.event), templateOf(change.event)]).toEqual([true, "acceptance-corrected"]);
  });

  it("leaves alone what it does not touch, what is decided or over, and what is not received", () => {
    expect(correct(accepted("2027-02-02 09:00"), before)).toBeNull();
    const moving = accepted("2027-02-02 09:00");
    const decision = { outcome: "granted", number: null, documentId: null, by: "x", at: moving.acceptedAt } as const;
    const waiting = {
      demand: { id: "d", due: "submission" as const, amount: 1, items: [] as FeeItem[] },
      payBy: moving.acceptedAt,
    };
    const { submittedAt: _, acceptBy: __, ...unpaid } = filed("2027-02-04 16:00");
    const others: Dossier[] = [
      { ...moving, state: "resolved", decision },
      { ...moving, state: "withdrawn", endedAt: moving.acceptedAt },
      { ...unpaid, ...waiting, state: "payment-due", waitingSince: moving.acceptedAt, resume: null },
    ];
    for (const dossier of others) expect(correct(dossier)).toBeNull();
  });

  it("moves what waits for its applicant as well", () => {
    const moving = accepted("2027-02-02 09:00");
    const asked = { requested: [], respondBy: at("2027-03-01 09:00"), waitingSince: at("2027-02-03 09:00") };
    const change = changeOf({ ...moving, ...asked, state: "awaiting-supplement", resume: "accepted" });
    expect(local(change.after.dueAt ?? "")).toBe("2027-02-16 09:00");
  });

  it("refuses where a date lies beyond all published years", () => {
    const missing = calendarWith(HOURS, []);
    const years = new Map([...missing.years].filter(([year]) => year < 2027));
    expect(correct(accepted("2027-02-02 09:00"), { ...missing, years })).toMatchObject({
      refused: "calendar-year-missing",
    });
  });
});

describe("the preview of a calendar", () => {
  it("counts what would move, which way, where, and names some", async () => {
    const later = accepted("2027-02-02 09:00");
    const still = accepted("2027-01-05 09:00");
    // Reckoned as if Tết had been in the calendar: without it the date comes earlier.
    const earlier = changeOf(accepted("2027-02-03 09:00")).after;
    const versionOf = async () => version;
    const found = await correctionsBy([later, still, later], after, versionOf);
    expect(found).toEqual({
      moved: 2,
      earlier: 0,
      later: 2,
      provisionalEnds: 3,
      byUnit: { [later.step.unit]: 2 },
      examples: [1, 2].map(() => ({ code: later.code, from: later.dueAt, to: at("2027-02-16 09:00") })),
    });
    expect(await correctionsBy([earlier], before, versionOf)).toMatchObject({
      moved: 1,
      earlier: 1,
      provisionalEnds: 0,
    });
    const many = await correctionsBy(Array(30).fill(later), after, versionOf);
    expect([many.moved, many.examples.length]).toEqual([30, 20]);
  });

  it("throws where a procedure has lost the version of a dossier", async () => {
    const lost = { ...accepted("2027-02-02 09:00"), procedure: { code: "9.999999", version: 1 } };
    await expect(correctionsBy([lost], after, shippedCatalogue.version)).rejects.toThrow("has lost version");
  });
});
