import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Assembly, TemplateResource } from "../../../infra/local/assembly/assembly.ts";
import type { Model } from "../../../infra/local/assembly/model.ts";
import { readSchedules } from "../../../infra/local/assembly/model-events.ts";
import { readTemplates } from "../../../infra/local/assembly/template.ts";
import { createClock, installClock, moveClock } from "../../../infra/local/clock.ts";
import { startSchedules } from "../../../infra/local/deliveries/schedules.ts";

const rule = (ScheduleExpression: string, more: object = {}): TemplateResource => ({
  Type: "AWS::Events::Rule",
  Properties: { ScheduleExpression, Targets: [{ Id: "t", Arn: { "Fn::GetAtt": ["sweep", "Arn"] } }], ...more },
});
const scheduler = (ScheduleExpression: string, more: object = {}, target: object = {}): TemplateResource => ({
  Type: "AWS::Scheduler::Schedule",
  Properties: {
    ScheduleExpression,
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: { Arn: { "Fn::GetAtt": ["sweep", "Arn"] }, RoleArn: "role", ...target },
    ...more,
  },
});

/** One of each kind, all of one function. */
const SCHEDULES: Record<string, TemplateResource> = {
  ruleRate: rule("rate(1 minute)"),
  ruleCron: rule("cron(30 8 * * ? *)"),
  schedulerRate: scheduler("rate(1 hour)"),
  schedulerCron: scheduler(
    "cron(* * * * ? *)",
    { ScheduleExpressionTimezone: "Asia/Ho_Chi_Minh" },
    { Input: '{"at":"<aws.scheduler.scheduled-time>","by":"<aws.scheduler.schedule-arn>"}' },
  ),
  off: rule("rate(1 minute)", { State: "DISABLED" }),
  schedulerOff: scheduler("rate(1 minute)", { State: "DISABLED" }),
};

const read = (resources: Record<string, TemplateResource>) => {
  const sweep = { Type: "AWS::Lambda::Function", Metadata: { operation: "deadlines/sweep" }, Properties: {} };
  const assembly: Assembly = {
    stacks: [{ name: "s", region: "r", account: "1", template: { Resources: { sweep, ...resources } } }],
    assetFolder: () => undefined,
  };
  return readSchedules(readTemplates(assembly, (name) => name));
};

const NAMES = ["sweep", "s-ruleCron", "s-schedulerRate", "s-schedulerCron"];
const clock = createClock();
let undo: () => void;
let schedules: ReturnType<typeof startSchedules>;
let fired: string[];

const move = (now: string): Promise<unknown> => schedules.moved(moveClock(clock, Date.parse(now)));

beforeEach(() => {
  fired = [];
  undo = installClock(clock);
  moveClock(clock, Date.parse("2026-11-23T01:00:20Z"));
  schedules = startSchedules({
    model: { schedules: read(SCHEDULES), account: "1", region: "r" } as unknown as Model,
    bus: { putEvent: async () => undefined, deliver: async (_, input) => void fired.push(input) },
    log: () => undefined,
  });
});
afterEach(() => {
  schedules.stop();
  undo();
});

describe("the schedules of rules and of EventBridge Scheduler", () => {
  it("are listed, each under a name of its own with when it runs next, unless they are disabled", () => {
    expect(schedules.list()).toEqual([
      { name: "sweep", expression: "rate(1 minute)", next: "2026-11-23T01:01:00.000Z" },
      { name: "s-ruleCron", expression: "cron(30 8 * * ? *)", next: "2026-11-23T08:30:00.000Z" },
      { name: "s-schedulerRate", expression: "rate(1 hour)", next: "2026-11-23T02:00:00.000Z" },
      { name: "s-schedulerCron", expression: "cron(* * * * ? *)", next: "2026-11-23T01:01:00.000Z" },
    ]);
  });

  it("fire once each on a jump forward, however far, and none on a jump back", async () => {
    expect(await move("2027-03-01T12:00:20Z")).toEqual(NAMES.map((name) => ({ name, ok: true })));
    expect(fired).toHaveLength(NAMES.length);
    expect(schedules.list()[0]).toMatchObject({ next: "2027-03-01T12:01:00.000Z" });
    expect(await move("2026-11-23T01:00:20Z")).toEqual([]);
    expect(fired).toHaveLength(NAMES.length);
    expect(schedules.list()[0]).toMatchObject({ next: "2026-11-23T01:01:00.000Z" });
  });

  it("fire by themselves when their time comes, of both kinds, and only those", async () => {
    await move("2026-11-23T00:59:59.400Z");
    expect(fired).toEqual([]);
    await expect.poll(() => fired.length, { timeout: 5_000 }).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const heard = fired.map((input) => JSON.parse(input) as Record<string, unknown>);
    expect(heard.map(({ source, by }) => source ?? by).sort()).toEqual([
      "arn:aws:scheduler:r:1:schedule/default/s-schedulerCron",
      "aws.events",
      "aws.scheduler",
    ]);
  });

  it("hand over the event as each of the two writes it, or the template's input with its words filled in", async () => {
    for (const name of NAMES) await schedules.run(name);
    const [byRule, , byScheduler, own] = fired.map((input) => JSON.parse(input) as Record<string, unknown>);
    const event = { "detail-type": "Scheduled Event", account: "1", time: "2026-11-23T01:00:20Z", region: "r" };
    const scheduled = "arn:aws:scheduler:r:1:schedule/default";
    expect(byRule).toMatchObject({ ...event, source: "aws.events", resources: ["arn:aws:events:r:1:rule/s-ruleRate"] });
    expect(byRule?.detail).toEqual({});
    expect(byScheduler).toMatchObject({
      ...event,
      source: "aws.scheduler",
      resources: [`${scheduled}/s-schedulerRate`],
      detail: "{}",
    });
    expect(own).toEqual({ at: "2026-11-23T01:00:20Z", by: `${scheduled}/s-schedulerCron` });
    expect(await schedules.run("nobody")).toBeUndefined();
  });

  it("are refused where they begin or end on a day, which nothing here would heed", () => {
    for (const property of ["StartDate", "EndDate"])
      expect(() => read({ s: scheduler("rate(1 day)", { [property]: "2026-12-01T00:00:00Z" }) })).toThrow(property);
  });
});
