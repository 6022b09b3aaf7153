import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ACTS, articlePlan, type PlannedDossier } from "../../../infra/local/demo/article/plan.ts";
import stage from "../../../infra/stages/local.json" with { type: "json" };
import { instantOf } from "../../../shared/domain/foundation/instant.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import { expandProcedure } from "../../../shared/domain/procedures/expand-procedure.ts";
import { levelOf } from "../../../shared/domain/procedures/level.ts";
import { timeLimitOf } from "../../../shared/domain/procedures/limits.ts";
import { ProcedureFile } from "../../../shared/domain/procedures/procedure-file.ts";
import { joinCalendar } from "../../../shared/domain/working-time/calendar.ts";
import { CalendarYear } from "../../../shared/domain/working-time/calendar-year.ts";
import { reckon } from "../../../shared/domain/working-time/clock.ts";
import { OfficeHours } from "../../../shared/domain/working-time/office-hours.ts";
import { shippedYears } from "../../domain/working-time/shipped-years.ts";

const { dossiers, visits, applicants } = articlePlan;
const calendar = joinCalendar(
  OfficeHours.parse(stage.officeHours),
  shippedYears.map((year) => CalendarYear.parse(year)),
);
const procedures = new Map(
  [...new Set(dossiers.map(({ procedure }) => procedure))].map((code) => {
    const path = new URL(`../../../shared/data/procedures/${code}-v1.json`, import.meta.url);
    return [code, expandProcedure(ProcedureFile.parse(JSON.parse(readFileSync(path, "utf8"))).procedure)];
  }),
);
const procedureOf = ({ procedure }: PlannedDossier) => {
  const found = procedures.get(procedure);
  if (found === undefined) throw new Error(procedure);
  return found;
};
const at = (day: string): string => instantOf(Date.parse(`${day}T${visits[day]}:00+07:00`));
const dueOf = (planned: PlannedDossier): string => {
  const limit = timeLimitOf(procedureOf(planned), { channel: "online", case: null });
  if (limit === null) throw new Error(`${planned.procedure} has no limit`);
  const due = reckon(calendar, { from: at(planned.accepted), limit });
  if (isRefusal(due)) throw new Error(JSON.stringify(due));
  return due.dueAt;
};
const counted = (of: (planned: PlannedDossier) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const planned of dossiers) counts[of(planned)] = (counts[of(planned)] ?? 0) + 1;
  return counts;
};

describe("the plan of the article's half-year", () => {
  it("has the article's dossiers: by field, by the way of their return, all satisfied", () => {
    expect(counted((planned) => procedureOf(planned).field.id)).toEqual({
      "du-lich": 4,
      "the-duc-the-thao": 1,
      "van-hoa-co-so": 89,
    });
    expect(counted(({ by }) => by)).toEqual({ post: 83, online: 11 });
    expect(dossiers.filter(({ overall }) => overall < 4)).toEqual([]);
  });

  it("asks for procedures that could be filed online then, by who may ask for them, and returned so", () => {
    for (const planned of dossiers) {
      const procedure = procedureOf(planned);
      expect([3, 4]).toContain(levelOf(procedure));
      expect(procedure.validFrom <= planned.filed).toBe(true);
      expect(procedure.returns).toContain(planned.by);
      expect(procedure.audience).toContain(applicants[planned.applicant]?.kind);
    }
  });

  it("does one thing after the other, all of it in the half-year, on days that are visited", () => {
    for (const planned of dossiers) {
      const days = ACTS.map((act) => planned[act]);
      expect(days).toEqual([...days].sort());
      for (const day of days) expect([day, visits[day] !== undefined]).toEqual([day, true]);
      expect(days.filter((day) => day < "2021-01-04" || day > "2021-06-30")).toEqual([]);
    }
  });

  it("lets officers work in office hours alone, and applicants also while the office is closed", () => {
    const isOpen = (day: string): boolean => {
      const opened = reckon(calendar, { from: at(day), limit: { value: 1, unit: "working-hour" } });
      return !isRefusal(opened) && opened.receivedAt === at(day);
    };
    for (const { accepted, appraised, decided, returned } of dossiers) {
      for (const day of [accepted, appraised, decided, returned]) expect([day, isOpen(day)]).toEqual([day, true]);
    }
    expect(dossiers.filter(({ filed }) => !isOpen(filed)).length).toBeGreaterThan(0);
  });

  it("decides every dossier before it is due, some on that very day, some over Tết and the days off of spring", () => {
    for (const planned of dossiers) {
      expect([planned.procedure, planned.filed, at(planned.decided) < dueOf(planned)]).toEqual([
        planned.procedure,
        planned.filed,
        true,
      ]);
    }
    const dayOf = (instant: string) => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
    const over = (day: string) => dossiers.filter((planned) => planned.accepted < day && dayOf(dueOf(planned)) > day);
    for (const day of ["2021-02-12", "2021-04-21", "2021-04-30", "2021-05-03"])
      expect([day, over(day).length > 0]).toEqual([day, true]);
    expect(dossiers.filter((planned) => planned.decided === dayOf(dueOf(planned))).length).toBeGreaterThan(0);
  });

  it("brings a file with every result that is returned online, and not with each that is posted", () => {
    expect(dossiers.filter(({ by, document }) => by === "online" && !document)).toEqual([]);
    expect(new Set(dossiers.filter(({ by }) => by === "post").map(({ document }) => document)).size).toBe(2);
  });
});
