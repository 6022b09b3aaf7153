import { afterEach, describe, expect, it } from "vitest";
import { runStatistics } from "../../../infra/statistics/command.ts";
import { type JsonReply, type JsonRequest, jsonServer } from "../../fakes/json-server.ts";

let close: () => Promise<void> = async () => {};
afterEach(() => close());

/** Runs the command against a service whose answers to GET come one after the other. */
const against = async (line: string, shown: object[], posted: object = {}) => {
  const told: string[] = [];
  let asked = 0;
  const server = await jsonServer(({ method }: JsonRequest): JsonReply => {
    if (method === "POST") return { status: 202, body: posted };
    asked += 1;
    return { body: shown[Math.min(asked, shown.length) - 1] };
  });
  close = server.close;
  const outcome = await runStatistics(
    line.split(" "),
    { BASE_URL: server.origin, ADMIN_TOKEN: "t" },
    { tell: (text) => void told.push(text), wait: async () => {} },
  );
  return { ...outcome, told, requests: server.requests };
};

const pass = (done: number, dossiers: number) => ({ segments: 8, done, dossiers, counted: dossiers });
const rebuild = (step: string, done: number, dossiers: number) => ({
  set: 2,
  step,
  startedAt: "2026-11-27T08:00:00+07:00",
  swappedAt: null,
  finishedAt: null,
  passes: [
    { pass: "counting", ...pass(done, dossiers) },
    { pass: "checking", ...pass(0, 0) },
  ],
});
const shown = (more: object) => ({
  sets: { current: 1, next: null },
  rebuild: null,
  recount: null,
  recountAskedAt: null,
  ...more,
});
const found = {
  day: "2026-11-26",
  startedAt: "2026-11-27T08:05:00+07:00",
  finishedAt: "2026-11-27T08:06:00+07:00",
  dossiers: 94,
  differing: 1,
  uncounted: 1,
  differences: [
    { unit: "culture", field: "F1", procedure: "1.004650", metric: "received.online", counted: 88, recounted: 89 },
  ],
  behind: [{ dossierId: "abcdefghijklmnop", version: 4, counted: 3 }],
};

describe("npm run statistics", () => {
  it("rebuilds, shows how far it is, and says from which figures reports are read", async () => {
    const steps = [
      shown({ rebuild: rebuild("counting", 4, 40) }),
      shown({ rebuild: rebuild("counting", 4, 40) }),
      shown({ rebuild: rebuild("done", 8, 94) }),
    ];
    const { text, exit, told, requests } = await against("rebuild", steps, rebuild("counting", 0, 0));
    expect(exit).toBe(0);
    expect(text).toContain("Reports are read from figures #2 now.");
    expect(told).toEqual([
      expect.stringMatching(/#2 \[█{12}·{12}\] đếm \/ counting {2}40/),
      expect.stringMatching(/#2 \[█{24}\] xong \/ done {2}94/),
    ]);
    expect(requests[0]).toMatchObject({ method: "POST", path: "/v1/admin/statistics/rebuilds" });
  });

  it("recounts, names what differs and which dossier is behind, and ends with 1", async () => {
    const { text, exit, told } = await against("recount", [
      shown({ recount: { ...found, startedAt: "earlier", differing: 0 } }),
      shown({ recountAskedAt: "2026-11-27T08:04:00+07:00" }),
      shown({ recount: found }),
    ]);
    expect(exit).toBe(1);
    expect(told[0]).toContain("It begins within five minutes.");
    expect(text).toContain("culture  F1  1.004650  received.online: 88 ≠ 89");
    expect(text).toContain("abcdefghijklmnop: 3 < 4");
  });

  it("shows the figures in use and ends with 0, as text or as JSON", async () => {
    const now = shown({ sets: { current: 1, next: 2 }, rebuild: rebuild("checking", 0, 94), recount: found });
    const { text, exit } = await against("show", [now]);
    expect([exit, text]).toEqual([
      0,
      expect.stringMatching(/in use: #1, .*being rebuilt: #2\n#2 .*\n.*up to 2026-11-26/),
    ]);
    expect(JSON.parse((await against("show --json", [now])).text)).toEqual(now);
  });

  it("lets go where nothing moves for a quarter of an hour, and of words that it does not know", async () => {
    const still = [shown({ rebuild: rebuild("counting", 1, 10) })];
    const { text, exit } = await against("rebuild", still, rebuild("counting", 0, 0));
    expect([exit, text]).toEqual([1, expect.stringContaining("run this command again to go on")]);
    expect((await against("forget", [])).exit).toBe(1);
  });
});
