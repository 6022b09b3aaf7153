import { randomUUID } from "node:crypto";
import type { Model } from "../assembly/model.ts";
import type { ScheduleModel } from "../assembly/model-events.ts";
import type { EventBus } from "./event-bus.ts";

export type JobRun = { name: string; ok: boolean; error?: string };

export type Schedules = {
  list(): { name: string; expression: string; next: string | null }[];
  /** Runs a job now; undefined where no schedule has the name. */
  run(name: string): Promise<JobRun | undefined>;
  /** The clock was moved by so many milliseconds: forward fires every schedule once, back none. */
  moved(jump: number): Promise<JobRun[]>;
  stop(): void;
};

/** Timers are real while the clock moves: the plan is looked at again at least this often. */
const LONGEST_SLEEP_MS = 30_000;

/** Fires the schedules of the template by the movable clock. */
export const startSchedules = (world: { model: Model; bus: EventBus; log(line: string): void }): Schedules => {
  const { model, bus } = world;
  const due = new Map<ScheduleModel, number>();
  const plan = (): void => {
    for (const schedule of model.schedules) due.set(schedule, schedule.expression.nextAfter(Date.now()));
  };

  /** What the target gets: the template's own input, or the event as who fires it writes it. */
  const inputOf = ({ arn, source, target }: ScheduleModel): string => {
    const id = randomUUID();
    const time = `${new Date().toISOString().slice(0, 19)}Z`;
    if (target.input === undefined)
      return JSON.stringify({
        version: "0",
        id,
        "detail-type": "Scheduled Event",
        source,
        account: model.account,
        time,
        region: model.region,
        resources: [arn],
        detail: source === "aws.scheduler" ? "{}" : {},
      });
    if (source === "aws.events") return target.input;
    const known: Record<string, string> = { "schedule-arn": arn, "scheduled-time": time, "execution-id": id };
    return target.input.replaceAll(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => known[name] ?? whole);
  };

  const fire = async (schedule: ScheduleModel): Promise<JobRun> => {
    try {
      await bus.deliver(schedule.target, inputOf(schedule));
      return { name: schedule.name, ok: true };
    } catch (error) {
      world.log(`job ${schedule.name}: ${String(error)}`);
      return { name: schedule.name, ok: false, error: String(error) };
    }
  };

  let timer: NodeJS.Timeout | undefined;
  const sleep = (): void => {
    clearTimeout(timer);
    if (model.schedules.length === 0) return;
    const next = Math.min(...due.values()) - Date.now();
    timer = setTimeout(tick, Math.min(LONGEST_SLEEP_MS, Math.max(50, next)));
  };
  const tick = (): void => {
    for (const [schedule, at] of due) {
      if (at > Date.now()) continue;
      due.set(schedule, schedule.expression.nextAfter(Date.now()));
      void fire(schedule);
    }
    sleep();
  };

  plan();
  sleep();
  return {
    list: () =>
      model.schedules.map((schedule) => {
        const next = due.get(schedule) ?? Number.POSITIVE_INFINITY;
        return {
          name: schedule.name,
          expression: schedule.text,
          next: Number.isFinite(next) ? new Date(next).toISOString() : null,
        };
      }),
    run: async (name) => {
      const schedule = model.schedules.find((one) => one.name === name);
      return schedule === undefined ? undefined : fire(schedule);
    },
    moved: async (jump) => {
      plan();
      sleep();
      return jump > 0 ? Promise.all(model.schedules.map(fire)) : [];
    },
    stop: () => clearTimeout(timer),
  };
};
