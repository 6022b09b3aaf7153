import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../infra/local/demo/client.ts";
import { completed, SAMPLE_TET } from "../builders/calendar.ts";
import { type Filed, filed, move } from "./filing.ts";
import { codeOf, type JourneyStack, journeyStack, type Problem } from "./stack.ts";

const FREE = "1.004650";
const ADMIN = "admin-culture";
const MINUTE = 60_000;
let now = Date.parse("2026-12-07T09:00:00+07:00");

let stack: JourneyStack;
beforeAll(async () => {
  stack = await journeyStack();
  await clockAt(now);
}, 90_000);
afterAll(() => stack?.close());

const clockAt = async (millis: number): Promise<void> => {
  now = millis;
  await stack.clock(new Date(millis).toISOString());
};

type Year = {
  version: number;
  complete: boolean;
  correction: { state: string; looked: number; moved: number } | null;
  daysOff: { date: string }[];
};
const admin = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  stack.call(ADMIN, method, `/v1/admin${path}`, { ...(body === undefined ? {} : { body }), headers });
const publish = (year: number, body: unknown, seen: string) =>
  admin("PUT", `/calendar/${year}`, body, { "if-match": `"${seen}"` });
const yearAs = async (year: number) => (await admin("GET", `/calendar/${year}`)).json as Year;
const run = () => stack.call(null, "POST", "/local/jobs/apply-calendar");

/** The published years are brought to every open dossier: until nobody reckons with older ones, and then to the end. */
const applied = async (year: number): Promise<Year> => {
  await clockAt(now + 2 * MINUTE);
  return eventually("the calendar is applied", async () => {
    await run();
    const found = await yearAs(year);
    return found.correction?.state === "finished" ? found : undefined;
  });
};
/**
 * Calls of a run to the table: the years, the job; a page and the memory of it for each of the ten units before; the page
 * of culture and the version of the procedure; a read and a write for each of three dossiers; the memory of that page.
 */
const AMONG_DOSSIERS = 2 + 20 + 2 + 3 + 2;
const BEFORE_IT_REMEMBERS = AMONG_DOSSIERS + 2;
/** The job's thread ends right before its n-th call leaves, once. Answers how to see that it did. */
const kill = async (call: number): Promise<() => Promise<boolean>> => {
  const body = { function: "apply-calendar", service: "dynamodb", call };
  const { id } = (await stack.call(null, "POST", "/local/kills", { body })).json as { id: number };
  return async () => {
    const kills = (await stack.call(null, "GET", "/local/kills")).json as { id: number; spent: boolean }[];
    return kills.find((one) => one.id === id)?.spent === true;
  };
};

const seen = async (id: string) =>
  (await stack.call("receiver-culture", "GET", `/v1/office/dossiers/${id}`)).json as { version: number; dueAt: string };
const corrections = async (id: string) => {
  const { json } = await stack.call("citizen-lan", "GET", `/v1/dossiers/${id}/history`);
  return JSON.stringify(json).split('"dates-corrected"').length - 1;
};
const told = async (code: string, due: string): Promise<string[]> =>
  (await stack.messages(code))
    .filter(({ body }) => body.includes(due))
    .map(({ channel }) => channel)
    .sort();

describe("a calendar by decision", { timeout: 180_000 }, () => {
  let dossiers: Filed[] = [];

  it("lets a dossier accepted in December be provisional where its limit runs into a year still incomplete", async () => {
    expect((await publish(2026, completed(2026), "0")).status).toBe(200);
    const draft = (await admin("POST", "/procedures", { code: FREE })).json as {
      n: number;
      procedure: { channels: { channel: string }[] };
    };
    const timeLimit = { value: 30, unit: "working-day" };
    const channels = draft.procedure.channels.map((channel) => ({ ...channel, timeLimit }));
    await admin("PATCH", `/procedures/${FREE}/drafts/${draft.n}`, { procedure: { channels } });
    const terms = { decision: { number: "12/QĐ-UBND", date: "2026-12-07" }, validFrom: "2026-12-08" };
    const published = await admin("POST", `/procedures/${FREE}/drafts/${draft.n}/publication`, terms);
    expect(published.status).toBe(201);
    await clockAt(Date.parse("2026-12-28T09:00:00+07:00"));
    dossiers = [];
    for (let count = 0; count < 3; count += 1) {
      const life = await filed(stack, FREE);
      const accepted = await move(stack, "receiver-culture", life.id, life.version, { move: "accept" });
      expect(accepted.status).toBe(200);
      dossiers.push(life);
    }
    for (const { id } of dossiers) expect((await seen(id)).dueAt).toMatch(/^2027-02-09T09:/);
  });

  it("is previewed: what would move, from when to when, and nothing is stored", async () => {
    const preview = await admin("POST", "/calendar/2027/preview", completed(2027, SAMPLE_TET));
    expect(preview.status).toBe(200);
    expect(preview.json).toMatchObject({
      moved: 3,
      earlier: 0,
      later: 3,
      provisionalEnds: 3,
      atLeast: false,
      byUnit: { culture: 3 },
    });
    const { examples } = preview.json as { examples: { code: string; from: string; to: string }[] };
    expect(examples.map(({ code }) => code).sort()).toEqual(dossiers.map(({ code }) => code).sort());
    for (const { from, to } of examples)
      expect([from.slice(0, 10), to.slice(0, 10)]).toEqual(["2027-02-09", "2027-02-16"]);
    expect(await yearAs(2027)).toMatchObject({ version: 0, complete: false, correction: null });
  });

  it("is refused where it contradicts itself, by name, and stores nothing", async () => {
    const body = completed(2027, ["2027-02-08"]);
    const worked = [
      { date: "2027-05-08", replaces: "2027-05-04", reason: "x", confidence: "own-knowledge", source: "x" },
      { date: "2027-05-08", replaces: "2027-05-04", reason: "x", confidence: "own-knowledge", source: "x" },
    ];
    for (const [method, path] of [
      ["PUT", "/calendar/2027"],
      ["POST", "/calendar/2027/preview"],
    ] as const) {
      const refused = await admin(method, path, { ...body, workingSaturdays: worked }, { "if-match": '"0"' });
      expect([refused.status, codeOf(refused)]).toEqual([422, "calendar-refused"]);
      expect((refused.json as Problem).errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
        "/workingSaturdays/1/date date-twice",
        "/workingSaturdays/0/replaces replaces-day-not-off",
        "/workingSaturdays/1/replaces replaces-day-not-off",
      ]);
    }
    const far = await publish(2031, body, "0");
    expect([far.status, (far.json as Problem).errors?.[0]?.code]).toEqual([422, "year-out-of-range"]);
    const unseen = await stack.call(ADMIN, "PUT", "/v1/admin/calendar/2027", { body });
    expect([unseen.status, codeOf(unseen)]).toEqual([428, "if-match-missing"]);
    expect(await yearAs(2027)).toMatchObject({ version: 0 });
    expect((await stack.call(null, "GET", "/v1/calendar/2031")).status).toBe(404);
  });

  it("is published once of two at a time, and the same again changes nothing", async () => {
    const body = completed(2027, SAMPLE_TET);
    const [one, two] = await Promise.all([
      publish(2027, body, "0"),
      publish(2027, { ...body, note: "của người khác" }, "0"),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 412]);
    if (one.status !== 200) expect((await publish(2027, body, "1")).status).toBe(200);
    const again = await publish(2027, body, "0");
    expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    expect(again.headers.get("etag")).toBe(one.status === 200 ? '"1"' : '"2"');
    expect((again.json as Year).correction).toMatchObject({ state: "waiting" });
  });

  it("is open data, without a word about who published it", async () => {
    await clockAt(now + MINUTE);
    // Readers may be shown for half a minute what they were shown before.
    const open = await eventually(
      "the year that was published",
      async () => {
        const shown = await stack.call(null, "GET", "/v1/calendar/2027");
        return (shown.json as Year).complete ? shown : undefined;
      },
      60,
    );
    expect(open.json).toMatchObject({ complete: true, decision: { number: "2027/TB-SAMPLE" }, officeHours: [{}] });
    expect(JSON.stringify(open.json)).not.toContain("officer-");
    expect(open.headers.get("cache-control")).toContain("public");
    const etag = open.headers.get("etag") ?? "";
    expect((await stack.call(null, "GET", "/v1/calendar/2027", { headers: { "if-none-match": etag } })).status).toBe(
      304,
    );
  });

  it("moves each open dossier by exactly the days off, by one event, one SMS and one email, though it is killed midway", async () => {
    const killed = await kill(AMONG_DOSSIERS);
    const year = await applied(2027);
    expect(await killed()).toBe(true);
    expect(year.correction).toMatchObject({ state: "finished", looked: 3 });
    for (const { id, code } of dossiers) {
      const { dueAt } = await seen(id);
      expect(dueAt).toMatch(/^2027-02-16T09:/);
      expect(await corrections(id)).toBe(1);
      const due = `${dueAt.slice(11, 16)} 16/02/2027`;
      const channels = await eventually("both messages", async () => {
        const found = await told(code, due);
        return found.length >= 2 ? found : undefined;
      });
      expect(channels).toEqual(["email", "sms"]);
    }
  });

  it("moves nothing when it is brought to them again", async () => {
    const before = await Promise.all(dossiers.map(({ id }) => seen(id)));
    await clockAt(now + 6 * MINUTE);
    expect((await run()).status).toBe(200);
    expect((await Promise.all(dossiers.map(({ id }) => seen(id)))).map(({ version }) => version)).toEqual(
      before.map(({ version }) => version),
    );
    const preview = await admin("POST", "/calendar/2027/preview", completed(2027, SAMPLE_TET));
    expect(preview.json).toMatchObject({ moved: 0, provisionalEnds: 0 });
  });

  it("corrected once more gives days back, once, though it is killed before it remembers how far it came", async () => {
    const { version } = await yearAs(2027);
    const fewer = completed(2027, SAMPLE_TET.slice(0, 3), { number: "2/TB-SAMPLE", date: "2026-12-28" });
    expect((await publish(2027, fewer, String(version))).status).toBe(200);
    const killed = await kill(BEFORE_IT_REMEMBERS);
    await applied(2027);
    expect(await killed()).toBe(true);
    for (const { id } of dossiers) {
      expect((await seen(id)).dueAt).toMatch(/^2027-02-12T09:/);
      expect(await corrections(id)).toBe(2);
    }
  });
});
