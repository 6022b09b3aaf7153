import { describe, expect, it } from "vitest";
import { type Simulation, simulate } from "../../../infra/catalogue/simulate.ts";
import { shippedWorld } from "../../../infra/catalogue/world.ts";
import { loadStage } from "../../../infra/stage.ts";
import { isRefusal, type Refusal } from "../../../shared/domain/foundation/refusal.ts";
import { ProcedureVersion } from "../../../shared/domain/procedures/procedure-version.ts";
import { at, granted, local } from "../../domain/working-time/calendars.ts";

const ROOT = new URL("../../..", import.meta.url).pathname;
const worldOf = (stage: string) => shippedWorld(ROOT, loadStage(stage).officeHours);
const [LOCAL, SAMPLE] = [worldOf("local"), worldOf("sample")];

const BILLBOARD = "1.004650";
const GUIDE_CARD = "1.004623";

type Asked = { stage?: typeof LOCAL; channel?: "online" | "counter" | "post"; case?: string; form?: unknown };

const answer = (code: string, moment: string, { stage = LOCAL, channel = "online", ...asked }: Asked = {}) =>
  simulate(stage, { code, at: at(moment), channel, case: asked.case ?? null, form: asked.form });

const simulated = async (...asked: Parameters<typeof answer>): Promise<Simulation> => granted(await answer(...asked));

const faultsOf = async (...asked: Parameters<typeof answer>): Promise<Refusal> => {
  const refusal = await answer(...asked);
  if (!isRefusal(refusal)) throw new Error("it was simulated");
  return refusal;
};

const clock = (instant: string | null): string | null => (instant === null ? null : local(instant));

const dates = ({ acceptBy, receivedAt, dueAt, steps }: Simulation) => ({
  acceptBy: clock(acceptBy),
  receivedAt: clock(receivedAt),
  dueAt: clock(dueAt),
  steps: steps.map((step) => clock(step.dueAt)),
});

describe("a sample dossier, worked out by hand", () => {
  it("of 5 working days from the Friday before Tết 2026 is due two weeks later", async () => {
    const simulation = await simulated(BILLBOARD, "2026-02-13 09:00");
    expect(dates(simulation)).toEqual({
      acceptBy: "2026-02-23 09:00",
      receivedAt: "2026-02-13 09:00",
      dueAt: "2026-02-27 09:00",
      steps: ["2026-02-13 14:30", "2026-02-25 09:00", "2026-02-26 14:30", "2026-02-27 09:00"],
    });
    expect(simulation.passed.weekendDays).toBe(4);
    expect(simulation.passed.daysOff.map(({ date }) => date)).toEqual([
      "2026-02-16",
      "2026-02-17",
      "2026-02-18",
      "2026-02-19",
      "2026-02-20",
    ]);
    expect(simulation.provisional).toBe(true);
    expect(simulation.costs).toEqual([]);
  });

  it("of 15 calendar days from a Friday afternoon rolls from Saturday to Monday, and costs 650,000 VND at once", async () => {
    const simulation = await simulated(GUIDE_CARD, "2026-05-29 16:00");
    expect(dates(simulation)).toEqual({
      acceptBy: "2026-06-01 16:00",
      receivedAt: "2026-05-29 16:00",
      dueAt: "2026-06-15 16:00",
      steps: ["2026-06-01 16:00", "2026-06-10 16:00", "2026-06-12 16:00", "2026-06-15 16:00"],
    });
    expect(simulation.costs).toMatchObject([{ due: "submission", total: 650_000, items: [{ id: "card-appraisal" }] }]);
    expect(simulation.documents).toHaveLength(5);
  });

  it("filed by post after closing counts from Monday, and costs on acceptance", async () => {
    const simulation = await simulated(GUIDE_CARD, "2026-05-29 17:30", { channel: "post" });
    expect([clock(simulation.receivedAt), clock(simulation.dueAt)]).toEqual(["2026-06-01 07:30", "2026-06-16 07:30"]);
    expect(simulation.costs.map(({ due, at: when }) => [due, clock(when)])).toEqual([
      ["acceptance", "2026-06-01 07:30"],
    ]);
  });

  it("under shorter winter hours is due at closing, and its last step ends too late", async () => {
    const simulation = await simulated(BILLBOARD, "2026-10-14 16:45", { stage: SAMPLE });
    expect(dates(simulation)).toEqual({
      acceptBy: "2026-10-15 16:45",
      receivedAt: "2026-10-14 16:45",
      dueAt: "2026-10-21 16:30",
      steps: ["2026-10-15 10:45", "2026-10-20 08:15", "2026-10-21 14:15", "2026-10-22 09:15"],
    });
    expect(simulation.steps.map(({ late }) => late)).toEqual([false, false, false, true]);
  });

  it("over a Saturday that is worked and a holiday that is not confirmed says so, and counts as it must", async () => {
    const saturday = await simulated(BILLBOARD, "2024-05-03 09:00");
    expect(clock(saturday.dueAt)).toBe("2024-05-09 09:00");
    expect(saturday.passed.workingSaturdays.map(({ date }) => date)).toEqual(["2024-05-04"]);
    expect([saturday.passed.weekendDays, saturday.provisional]).toEqual([1, false]);
    const november = await simulated(BILLBOARD, "2026-11-20 09:00");
    expect(clock(november.dueAt)).toBe("2026-11-27 09:00");
    expect(november.passed.unconfirmed.map(({ date }) => date)).toEqual(["2026-11-24"]);
  });

  it("without a published limit has no due date, and its later steps no beginning", async () => {
    const simulation = await simulated("1.000104", "2024-05-13 09:00");
    expect([simulation.limit, simulation.dueAt, simulation.provisional]).toEqual([null, null, false]);
    expect(simulation.steps.map(({ from }) => clock(from))).toEqual(["2024-05-13 09:00", null, null, null]);
  });

  it("names the unit as it is called on the day", async () => {
    const renamed = {
      ...LOCAL,
      unitName: (unit: string, on: string) => `${unit} ${local(on).slice(0, 10)}`,
    };
    const { steps } = await simulated(BILLBOARD, "2026-02-13 09:00", { stage: renamed });
    expect(steps.map(({ unit }) => unit)).toEqual([
      "culture 2026-02-13",
      "culture 2026-02-13",
      "culture 2026-02-25",
      "culture 2026-02-26",
    ]);
  });
});

describe("what cannot be simulated", () => {
  it.each([
    ["an unknown code", "9.999999", "2026-02-13 09:00", "There is no such procedure."],
    ["a day before its validity", BILLBOARD, "2020-12-31 16:00", "The procedure is valid from 2021-01-01."],
  ])("%s is told", async (_, code, moment, en) => {
    const { faults } = await faultsOf(code, moment);
    expect(faults?.[0]?.detail.en).toContain(en);
    expect(faults?.[0]?.detail.vi).toMatch(/Không có thủ tục này|Thủ tục có hiệu lực từ ngày 2021-01-01/);
  });

  it("a year without a calendar is named", async () => {
    expect(await faultsOf(BILLBOARD, "2027-12-30 09:00")).toMatchObject({
      refused: "calendar-year-missing",
      facts: { year: 2028 },
    });
  });

  it("a form that could not be filed is told field by field", async () => {
    const { faults } = await faultsOf(BILLBOARD, "2026-02-13 09:00", { form: { phone: "1" } });
    expect(faults?.map(({ pointer }) => pointer)).toContain("/form/phone");
  });

  it("a case is to be chosen where there are several, and to be one of them", async () => {
    const [first] = LOCAL.publications.flatMap((one) => ("procedure" in one ? [one.procedure] : []));
    const procedure = ProcedureVersion.parse({
      ...first,
      cases: [
        { id: "new", name: "Cấp mới" },
        { id: "again", name: "Cấp lại" },
      ],
    });
    const stage = { ...LOCAL, publications: [{ procedure }] };
    const told = async (chosen?: string) => {
      const asked = chosen === undefined ? { stage } : { stage, case: chosen };
      return (await faultsOf(procedure.code, "2026-02-13 09:00", asked)).faults?.[0]?.detail.en;
    };
    expect(await told()).toBe("Choose a case with --case: new (Cấp mới), again (Cấp lại).");
    expect(await told("lost")).toBe('There is no case "lost": new (Cấp mới), again (Cấp lại).');
    expect((await simulated(procedure.code, "2026-02-13 09:00", { stage, case: "new" })).case).toBe("new");
  });
});
