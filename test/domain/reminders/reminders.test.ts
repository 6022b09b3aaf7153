import { describe, expect, it } from "vitest";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import type { Dossier, Filed } from "../../../shared/domain/dossiers/dossier.ts";
import { recipientsOf } from "../../../shared/domain/reminders/recipients.ts";
import {
  CourtesyKind,
  messageOf,
  OfficerReminderKind,
  ReminderKind,
} from "../../../shared/domain/reminders/reminder.ts";
import {
  nextLook,
  type ReminderTerms,
  remindersDue,
  remindersOf,
} from "../../../shared/domain/reminders/reminders-of.ts";
import { aDossier, DOSSIER_ID } from "../../builders/notice.ts";
import { at, invented, local, published } from "../working-time/calendars.ts";

const TERMS: ReminderTerms = {
  acceptBeforeHours: 2,
  stepBeforeHours: 4,
  apologyBeforeDays: 1,
  escalateAfterDays: 3,
  answerBeforeDays: 3,
  ratingAfterDays: 1,
  quietHours: { from: "21:00", to: "07:00" },
};

const running = {
  submittedAt: at("2026-11-20 09:00"),
  acceptedAt: at("2026-11-23 08:30"),
  receivedAt: at("2026-11-23 08:30"),
  dueAt: at("2026-11-30 08:30"),
} as const;
const step = {
  id: "appraise",
  role: "specialist",
  unit: "tourism",
  since: at("2026-11-23 09:00"),
  dueAt: at("2026-11-25 10:00"),
} as const;
const processing = { ...aDossier({ ...running, step, assignee: null }), state: "processing" } as Dossier;
const accepted = aDossier({ ...running, step: { ...step, dueAt: running.dueAt } });
const submitted = {
  ...aDossier({ ...running, step: { ...step, role: "receiver", dueAt: at("2026-11-23 09:00") } }),
  state: "submitted",
  acceptBy: at("2026-11-23 09:00"),
} as unknown as Dossier;
const inState = (state: string, more: object = {}): Dossier =>
  ({ ...processing, ...more, state }) as unknown as Dossier;

const timetable = (dossier: Dossier, terms = TERMS, calendar = published): string[] =>
  remindersOf(dossier, terms, calendar).reminders.map((one) => `${local(one.at)} ${one.kind}`);

describe("the reminders of a dossier", () => {
  it("that waits for receipt: before it must be accepted, and when it was not", () => {
    expect(timetable(submitted)).toEqual(["2026-11-20 16:30 accept-soon", "2026-11-23 09:00 accept-late"]);
  });

  it("that is worked: before and after its step, the apology, the limit, the escalation", () => {
    expect(timetable(processing)).toEqual([
      "2026-11-24 15:30 step-soon",
      "2026-11-25 10:00 step-late",
      "2026-11-27 08:30 apology-due",
      "2026-11-30 08:30 dossier-late",
      "2026-12-03 08:30 escalation",
    ]);
  });

  it("whose step has the dossier's own limit do not say twice that it is late", () => {
    expect(timetable(accepted)).toEqual([
      "2026-11-27 08:30 apology-due",
      "2026-11-27 14:00 step-soon",
      "2026-11-30 08:30 dossier-late",
      "2026-12-03 08:30 escalation",
    ]);
  });

  it("that is decided but not returned: only that it is late", () => {
    expect(timetable(inState("resolved"))).toEqual(["2026-11-30 08:30 dossier-late"]);
  });

  it.each(["draft", "refused", "withdrawn", "stopped"])("that is %s: none", (state) => {
    expect(timetable(inState(state))).toEqual([]);
  });

  it("without limits: none", () => {
    expect(timetable(inState("processing", { dueAt: null, step: { ...step, dueAt: null } }))).toEqual([]);
  });

  it("have moments by the terms of the deployment", () => {
    const terms = {
      ...TERMS,
      acceptBeforeHours: 1,
      stepBeforeHours: 8,
      apologyBeforeDays: 2,
      escalateAfterDays: 1,
    };
    expect(timetable(processing, terms)).toEqual([
      "2026-11-24 10:00 step-soon",
      "2026-11-25 10:00 step-late",
      "2026-11-26 08:30 apology-due",
      "2026-11-30 08:30 dossier-late",
      "2026-12-01 08:30 escalation",
    ]);
  });

  it("of a step shorter than the notice begin with the step", () => {
    const short = inState("processing", { step: { ...step, dueAt: at("2026-11-23 11:00") } });
    expect(timetable(short)[0]).toBe("2026-11-23 09:00 step-soon");
  });

  it("of an apology are none where the whole limit is no longer than the notice", () => {
    expect(timetable(inState("processing", { dueAt: at("2026-11-24 08:30") })).join()).not.toContain("apology");
  });

  it("of an apology are none once another date was promised: it goes out once", () => {
    const extension = { at: at("2026-11-26 08:30"), dueAt: at("2026-12-30 08:30") };
    const extended = inState("processing", { dueAt: at("2026-12-30 08:30"), extension });
    expect(timetable(extended).join()).not.toContain("apology");
    expect(timetable(inState("processing", { dueAt: at("2026-12-30 08:30") })).join()).toContain("apology");
  });

  it("whose moment falls into a year without a calendar are left out, and asked for again a day later", () => {
    const late = inState("processing", { dueAt: at("2032-12-30 09:00"), step: { ...step, dueAt: null } });
    const found = remindersOf(late, TERMS, invented([]));
    expect(found.uncounted).toBe(true);
    expect(found.reminders.map(({ kind }) => kind)).toEqual(["apology-due", "dossier-late"]);
    const now = at("2033-01-05 09:00");
    expect(nextLook(found, found.reminders, now)).toBe(at("2033-01-06 09:00"));
  });
});

describe("what is due", () => {
  const reminders = remindersOf(processing, TERMS, published);

  it("is each reminder whose moment has come, however long ago, and none that was given", () => {
    const now = at("2026-11-27 12:00");
    const due = remindersDue(reminders, [], now);
    expect(due.map(({ kind }) => kind)).toEqual(["step-soon", "step-late", "apology-due"]);
    expect(remindersDue(reminders, due, now)).toEqual([]);
    expect(remindersDue(reminders, [], at("2026-11-24 15:29"))).toEqual([]);
    expect(remindersDue(reminders, [], at("2026-11-24 15:30"))).toHaveLength(1);
  });

  it("is new where the dates are new: what was given of the old ones counts no more", () => {
    const now = at("2026-12-07 12:00");
    const given = remindersDue(reminders, [], now);
    const extended = { ...processing, dueAt: at("2026-12-04 08:30") } as Dossier;
    expect(remindersDue(remindersOf(extended, TERMS, published), given, now).map(({ kind }) => kind)).toEqual([
      "apology-due",
      "dossier-late",
    ]);
  });

  it("is looked for at the next moment, never in the past, and no more once all was given", () => {
    expect(nextLook(reminders, [], at("2026-11-23 09:00"))).toBe(at("2026-11-24 15:30"));
    expect(nextLook(reminders, [], at("2026-11-26 09:00"))).toBe(at("2026-11-26 09:00"));
    expect(nextLook(reminders, reminders.reminders.slice(0, 2), at("2026-11-26 09:00"))).toBe(at("2026-11-27 08:30"));
    expect(nextLook(reminders, reminders.reminders, at("2026-12-26 09:00"))).toBeNull();
  });

  it("has an id that is the same however often it is made, and that SES takes as a tag but for its colons", () => {
    const [first] = reminders.reminders;
    if (!first) throw new Error("none");
    const { outboxId } = messageOf(DOSSIER_ID, first);
    expect(messageOf(DOSSIER_ID, { ...first }).outboxId).toBe(outboxId);
    expect(outboxId.replaceAll(":", "_")).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    expect(outboxId).not.toContain("#");
  });
});

describe("who is reminded", () => {
  const told = (dossier: Dossier, kind: OfficerReminderKind) =>
    recipientsOf(dossier as Filed, kind, organisationRegister, at("2026-11-27 08:30")).map(({ sub }) =>
      sub.replace("officer-tourism-", ""),
    );

  it.each<[OfficerReminderKind, string[]]>([
    ["accept-soon", ["receiver"]],
    ["accept-late", ["division-head", "leader"]],
    ["step-soon", ["specialist", "specialist-2"]],
    ["step-late", ["division-head", "leader"]],
    ["apology-due", ["division-head", "leader"]],
    ["dossier-late", ["division-head", "leader"]],
    ["escalation", ["leader", "admin"]],
  ])("of %s: %s", (kind, expected) => {
    expect(told(processing, kind)).toEqual(expected);
  });

  it("of a step that somebody holds is who holds it", () => {
    expect(told(inState("processing", { assignee: "officer-tourism-specialist-2" }), "step-soon")).toEqual([
      "specialist-2",
    ]);
  });

  it("of an escalation are the administrators of the units above too, each once", () => {
    const admin = (unit: string) => ({ sub: `admin-${unit}`, name: "", title: "", unit, roles: ["admin" as const] });
    const parents: Record<string, string | null> = { tourism: "department", department: "province", province: null };
    const register = {
      officer: () => undefined,
      officersOf: (unit: string) => [{ ...admin(unit), email: null }],
      unitAt: (id: string) => ({
        id,
        name: id,
        kind: "division" as const,
        parent: parents[id] ?? null,
        agencyCode: null,
      }),
    };
    const found = recipientsOf(processing as Filed, "escalation", register, at("2026-11-27 08:30"));
    expect(found.map(({ sub }) => sub)).toEqual(["admin-tourism", "admin-department", "admin-province"]);
  });

  it("has every kind of reminder a row here", () => {
    expect(OfficerReminderKind.options).toHaveLength(7);
    expect(ReminderKind.options).toEqual([...OfficerReminderKind.options, ...CourtesyKind.options]);
  });
});
