import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filed, move } from "./filing.ts";
import { codeOf, type JourneyStack, journeyStack } from "./stack.ts";

const ROLES = ["receiver", "specialist", "division-head", "leader", "cashier", "admin", "auditor"] as const;

const REQUESTS: Record<string, Record<string, unknown>> = {
  accept: {},
  refuse: { reason: "x" },
  assign: { officer: "officer-culture-specialist" },
  "complete-step": {},
  "send-back": { reason: "x" },
  "request-supplement": { items: [{ requirement: "notice", reason: "x" }] },
  "request-payment": { items: [{ name: "x", kind: "fee", amount: 1000 }] },
  decide: { outcome: "granted" },
  extend: { newDueAt: "2027-06-01T09:00:00+07:00", reason: "x" },
  stop: { reason: "x" },
  "return-result": { method: "counter" },
};
const MOVES = Object.keys(REQUESTS);

type Step = [role: string, move: string] | "withdraw";
const ACCEPTED: Step[] = [["receiver", "accept"]];
const APPRAISAL: Step[] = [...ACCEPTED, ["receiver", "complete-step"]];
const APPROVAL: Step[] = [...APPRAISAL, ["specialist", "complete-step"]];
const RESOLVED: Step[] = [...APPROVAL, ["leader", "decide"]];

/** Where a dossier may stand, and how it gets there. */
const STAGES: Record<string, Step[]> = {
  submitted: [],
  accepted: ACCEPTED,
  "accepted, extended": [...ACCEPTED, ["leader", "extend"]],
  "processing: appraise": APPRAISAL,
  "processing: appraise, assigned": [...ACCEPTED, ["division-head", "assign"]],
  "processing: receive, sent back": [...APPRAISAL, ["specialist", "send-back"]],
  "processing: approve": APPROVAL,
  "awaiting-supplement": [["receiver", "request-supplement"]],
  "payment-due, midway": [...ACCEPTED, ["receiver", "request-payment"]],
  refused: [["receiver", "refuse"]],
  withdrawn: ["withdraw"],
  stopped: [...ACCEPTED, ["leader", "stop"]],
  resolved: RESOLVED,
  returned: [...RESOLVED, ["receiver", "return-result"]],
};

/** Where nothing is to be done by an officer: each move is refused for the state, or for the role. */
const SHUT = {
  accept: "srrrrrr",
  refuse: "srrrrrr",
  assign: "rrsrrrr",
  "complete-step": "ssssrrr",
  "send-back": "ssssrrr",
  "request-supplement": "ssssrrr",
  "request-payment": "ssssrrr",
  decide: "rrrsrrr",
  extend: "rrrsrrr",
  stop: "rrrsrrr",
  "return-result": "srrrrrr",
};

/**
 * Stage × move × role, in the order of the roles above.
 * `+` allowed · `r` 403, the role may never · `s` 409, not in this state · `h` 403, somebody else holds the step
 */
const TABLE: Record<string, Record<string, string>> = {
  submitted: { ...SHUT, accept: "+rrrrrr", refuse: "+rrrrrr", "request-supplement": "+rrrrrr" },
  accepted: {
    ...SHUT,
    assign: "rr+rrrr",
    "complete-step": "+rrrrrr",
    "request-supplement": "+rrrrrr",
    "request-payment": "+rrrrrr",
    extend: "rrr+rrr",
    stop: "rrr+rrr",
  },
  "accepted, extended": {
    ...SHUT,
    assign: "rr+rrrr",
    "complete-step": "+rrrrrr",
    "request-supplement": "+rrrrrr",
    "request-payment": "+rrrrrr",
    stop: "rrr+rrr",
  },
  "processing: appraise": {
    ...SHUT,
    assign: "rr+rrrr",
    "complete-step": "r+rrrrr",
    "send-back": "r+rrrrr",
    "request-supplement": "r+rrrrr",
    "request-payment": "r+rrrrr",
    extend: "rrr+rrr",
    stop: "rrr+rrr",
  },
  "processing: appraise, assigned": {
    ...SHUT,
    assign: "rr+rrrr",
    "complete-step": "h+hhrrr",
    "send-back": "h+hhrrr",
    "request-supplement": "h+hhrrr",
    "request-payment": "h+hhrrr",
    extend: "rrr+rrr",
    stop: "rrr+rrr",
  },
  "processing: receive, sent back": {
    ...SHUT,
    assign: "rr+rrrr",
    "complete-step": "+rrrrrr",
    "request-supplement": "+rrrrrr",
    "request-payment": "+rrrrrr",
    extend: "rrr+rrr",
    stop: "rrr+rrr",
  },
  "processing: approve": {
    ...SHUT,
    assign: "rr+rrrr",
    "send-back": "rrr+rrr",
    "request-supplement": "rrr+rrr",
    "request-payment": "rrr+rrr",
    decide: "rrr+rrr",
    extend: "rrr+rrr",
    stop: "rrr+rrr",
  },
  "awaiting-supplement": { ...SHUT },
  "payment-due, midway": { ...SHUT },
  refused: { ...SHUT },
  withdrawn: { ...SHUT },
  stopped: { ...SHUT },
  resolved: { ...SHUT, "return-result": "+rrrrrr" },
  returned: { ...SHUT },
};

/** How a refusal is written in the table. */
const MARKS: Record<string, string> = {
  "403 role-missing": "r",
  "403 not-your-step": "h",
  "403 duties-not-separated": "d",
  "409 move-not-allowed": "s",
};

type View = { id: string; version: number; moves: string[] };
let stack: JourneyStack;
const dossiers = new Map<string, View>();

const viewOf = async (persona: string, id: string): Promise<View> =>
  (await stack.call(persona, "GET", `/v1/office/dossiers/${id}`)).json as View;

const brought = async (stage: string): Promise<View> => {
  const { id } = await filed(stack, "1.004650");
  for (const step of STAGES[stage] ?? []) {
    if (step === "withdraw") {
      await stack.call("citizen-lan", "POST", `/v1/dossiers/${id}/withdrawal`, { body: { reason: "x" } });
      continue;
    }
    const [role, name] = step;
    const { version } = await viewOf("receiver-culture", id);
    const reply = await move(stack, `${role}-culture`, id, version, { move: name, ...REQUESTS[name] });
    if (reply.status !== 200) throw new Error(`${stage}: ${name}: ${JSON.stringify(reply.json)}`);
  }
  return viewOf("receiver-culture", id);
};

beforeAll(async () => {
  stack = await journeyStack();
  await Promise.all(Object.keys(STAGES).map(async (stage) => dossiers.set(stage, await brought(stage))));
}, 120_000);
afterAll(() => stack?.close());

const stageOf = (stage: string): View => {
  const found = dossiers.get(stage);
  if (!found) throw new Error(`no dossier is ${stage}`);
  return found;
};

/** What a role of the unit is answered for each move; a move that is offered is not made, so that the stage stays. */
const answersTo = async (stage: string, role: string): Promise<Record<string, string>> => {
  const { id, version } = stageOf(stage);
  const { moves } = await viewOf(`${role}-culture`, id);
  const answers = MOVES.map(async (name) => {
    if (moves.includes(name)) return [name, "+"] as const;
    const reply = await move(stack, `${role}-culture`, id, version, { move: name, ...REQUESTS[name] });
    return [name, MARKS[`${reply.status} ${codeOf(reply)}`] ?? `${reply.status} ${codeOf(reply)}`] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
};

describe("every move, at every stage, for every role", { timeout: 60_000 }, () => {
  it.each(Object.keys(STAGES))("%s", async (stage) => {
    const byRole = await Promise.all(ROLES.map((role) => answersTo(stage, role)));
    const rows = MOVES.map((name) => [name, byRole.map((answers) => answers[name]).join("")] as const);
    expect(Object.fromEntries(rows)).toEqual(TABLE[stage]);
    expect((await viewOf("receiver-culture", stageOf(stage).id)).version).toBe(stageOf(stage).version);
  });

  it.each(Object.keys(STAGES))("%s: to officers of another unit it is not there", async (stage) => {
    const { id, version } = stageOf(stage);
    for (const role of ["receiver", "specialist", "division-head", "leader"]) {
      const replies = await Promise.all(
        MOVES.map((name) => move(stack, `${role}-tourism`, id, version, { move: name, ...REQUESTS[name] })),
      );
      for (const reply of replies) expect(["dossier-not-found", "role-missing"]).toContain(codeOf(reply));
      expect((await stack.call(`${role}-tourism`, "GET", `/v1/office/dossiers/${id}`)).status).toBe(404);
    }
  });
});
