import { type Client, DemoFailed } from "../client.ts";
import { type Course, PERFORM, type World } from "./acts.ts";
import { ACTS, type Plan } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { untilQuiet } from "./quiet.ts";
import { sessionsOf } from "./sessions.ts";
import { type Period, readSummary, type Summary } from "./summary.ts";
import { count, differencesOf, type Tally } from "./tally.ts";

/** More than the machine has cores only makes each wait for the others. */
const SIDE_BY_SIDE = 3;

/** How long what was done may take to be counted. */
const COUNTED_WITHIN_SECONDS = 60;

/** Moves the clock; the schedules that this fires have run when it answers. */
const jumpTo = async (client: Client, now: string): Promise<void> => {
  const { body } = await client.must(200, "PUT", "/local/clock", { now });
  const failed = (body.runs as { name: string; ok: boolean; error?: string }[]).filter(({ ok }) => !ok);
  if (failed.length > 0)
    throw new DemoFailed(`${now}: ${failed.map(({ name, error }) => `job ${name}: ${error}`).join("; ")}`);
};

/** Does one thing for each, a few at a time. */
const forEach = async <T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
};

/** The catalogue as anyone can list it, counted by level. */
const offered = async (client: Client): Promise<Tally> => {
  const tally: Tally = new Map();
  for (let cursor: string | null = ""; cursor !== null; ) {
    const path = `/v1/procedures?limit=100${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page: { items: { level: number }[]; next: string | null } = (await client.must(200, "GET", path))
      .body as never;
    for (const { level } of page.items) count(tally, "procedures.total", `procedures.byLevel.${level}`);
    cursor = page.next;
  }
  return tally;
};

/** Lives through the plan, visit by visit, and answers what was done. */
const liveThrough = async (client: Client, plan: Plan, progress: Progress): Promise<Tally> => {
  const tally: Tally = await offered(client);
  const sessions = await sessionsOf(client, plan);
  const courses: Course[] = plan.dossiers.map((planned, index) => ({ planned, number: index + 1 }));
  for (const [day, time] of Object.entries(plan.visits).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!plan.dossiers.some((planned) => ACTS.some((act) => planned[act] === day))) continue;
    progress.at(day);
    await jumpTo(client, `${day}T${time}:00+07:00`);
    const world: World = { client, plan, sessions: sessions(), day, tally };
    for (const act of ACTS) {
      const due = courses.filter(({ planned }) => planned[act] === day);
      await forEach(due, async (course) => {
        Object.assign(course, await PERFORM[act](course, world));
        progress.step();
      });
    }
  }
  progress.end();
  return tally;
};

/** Nothing of the period may be there before: what the summary says must be what was done here. */
const mustBeFresh = async (client: Client, period: Period): Promise<void> => {
  const { received, returned, satisfaction } = await readSummary(client, period);
  const there = (received?.total ?? 0) + (returned?.total ?? 0) + (satisfaction?.responses ?? 0);
  if (there === 0) return;
  throw new DemoFailed(
    `${client.origin} already counts dossiers from ${period.from} to ${period.to}: start it anew by npm start -- --fresh`,
  );
};

/** What was done, what the summary of the period says of it, and where the two differ. */
export const periodReported = async (
  client: Client,
  plan: Plan,
  period: Period,
  progressOf: (total: number) => Progress,
): Promise<{ tally: Tally; summary: Summary; differences: string[] }> => {
  await mustBeFresh(client, period);
  const tally = await liveThrough(client, plan, progressOf(plan.dossiers.length * ACTS.length));
  await untilQuiet(client, COUNTED_WITHIN_SECONDS);
  const summary = await readSummary(client, period);
  return { tally, summary, differences: differencesOf(tally, summary) };
};
