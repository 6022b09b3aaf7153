import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../infra/local/demo/client.ts";
import { move } from "./filing.ts";
import { codeOf, type JourneyStack, journeyStack } from "./stack.ts";
import { brought, everyStage, MOVES, REQUESTS, STAGES, type Standing } from "./stages.ts";

const ROLES = ["receiver", "specialist", "division-head", "leader", "cashier", "admin", "auditor"] as const;

/** Where nothing is to be done by an officer: each move is refused for the state, or for the role. */
const SHUT = {
  accept: "srrrrrr",
  refuse: "srrrrrr",
  assign: "rrsrrrr",
  "complete-step": "ssssrrr",
  "send-back": "ssssrrr",
  "request-supplement": "ssssrrr",
  "approve-supplement": "rrssrrr",
  "request-payment": "ssssrrr",
  decide: "rrrsrrr",
  extend: "rrrsrrr",
  stop: "rrrsrrr",
  "return-result": "srrrrrr",
};

/**
 * Stage × move × role, in the order of the roles above.
 * `+` allowed · `r` 403, the role may never · `s` 409, not in this state · `h` 403, somebody else holds the step ·
 * `n` 404, to officers it is not there · `o` 409, it was asked once
 */
const TABLE: Record<string, Record<string, string>> = {
  draft: Object.fromEntries(Object.entries(SHUT).map(([name, row]) => [name, row.replaceAll("s", "n")])),
  "payment-due before receipt": { ...SHUT },
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
  "accepted, asked before": {
    ...SHUT,
    assign: "rr+rrrr",
    "complete-step": "+rrrrrr",
    "request-supplement": "orrrrrr",
    "approve-supplement": "rr++rrr",
    "request-payment": "+rrrrrr",
    extend: "rrr+rrr",
    stop: "rrr+rrr",
  },
  "accepted, asked before, another approved": {
    ...SHUT,
    assign: "rr+rrrr",
    "complete-step": "+rrrrrr",
    "request-supplement": "+rrrrrr",
    "request-payment": "+rrrrrr",
    extend: "rrr+rrr",
    stop: "rrr+rrr",
  },
  "payment-due, midway": { ...SHUT },
  refused: { ...SHUT },
  withdrawn: { ...SHUT },
  stopped: { ...SHUT },
  resolved: { ...SHUT, "return-result": "+rrrrrr" },
  returned: { ...SHUT },
};

/** How a refusal is written in the tables. */
const MARKS: Record<string, string> = {
  "403 role-missing": "r",
  "403 not-your-step": "h",
  "403 duties-not-separated": "d",
  "404 dossier-not-found": "n",
  "409 move-not-allowed": "s",
  "409 supplement-requested-already": "o",
};

let stack: JourneyStack;
let standing: ReadonlyMap<string, Standing>;

beforeAll(async () => {
  stack = await journeyStack();
  standing = await everyStage(stack);
}, 120_000);
afterAll(() => stack?.close());

const at = (stage: string): Standing => {
  const found = standing.get(stage);
  if (!found) throw new Error(`no dossier is ${stage}`);
  return found;
};

/** What a role of the unit is answered for each move; a move that is offered is not made, so that the stage stays. */
const answersTo = async (stage: string, role: string): Promise<Record<string, string>> => {
  const { id, version, unit } = at(stage);
  const seen = await stack.call(`${role}-${unit}`, "GET", `/v1/office/dossiers/${id}`);
  const { moves = [] } = seen.json as { moves?: string[] };
  const answers = MOVES.map(async (name) => {
    if (moves.includes(name)) return [name, "+"] as const;
    const reply = await move(stack, `${role}-${unit}`, id, version, { move: name, ...REQUESTS[name] });
    return [name, MARKS[`${reply.status} ${codeOf(reply)}`] ?? `${reply.status} ${codeOf(reply)}`] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
};

const ofLan = async (id: string): Promise<Standing> =>
  (await stack.call("citizen-lan", "GET", `/v1/dossiers/${id}`)).json as Standing;

describe("every move, at every stage, for every role", { timeout: 60_000 }, () => {
  it.each(Object.keys(STAGES))("%s", async (stage) => {
    const byRole = await Promise.all(ROLES.map((role) => answersTo(stage, role)));
    const rows = MOVES.map((name) => [name, byRole.map((answers) => answers[name]).join("")] as const);
    expect(Object.fromEntries(rows)).toEqual(TABLE[stage]);
    expect((await ofLan(at(stage).id)).version).toBe(at(stage).version);
  });

  it.each(Object.keys(STAGES))("%s: to officers of another unit it is not there", async (stage) => {
    const { id, version, unit } = at(stage);
    const other = unit === "culture" ? "tourism" : "culture";
    for (const role of ["receiver", "specialist", "division-head", "leader"]) {
      const replies = await Promise.all(
        MOVES.map((name) => move(stack, `${role}-${other}`, id, version, { move: name, ...REQUESTS[name] })),
      );
      for (const reply of replies) expect(["dossier-not-found", "role-missing"]).toContain(codeOf(reply));
      expect((await stack.call(`${role}-${other}`, "GET", `/v1/office/dossiers/${id}`)).status).toBe(404);
    }
  });
});

type Command = { path: string; body: (dossier: Standing) => Record<string, unknown>; made: number };

/** What is done to a dossier beside the officers' moves, and by whom. */
const COMMANDS: Record<string, Command & { by: "citizen" | "cashier" }> = {
  submission: { by: "citizen", path: "submission", body: () => ({}), made: 200 },
  rating: { by: "citizen", path: "rating", body: () => ({ overall: 5 }), made: 201 },
  payment: { by: "citizen", path: "payments", body: () => ({ provider: "vnpay" }), made: 201 },
  "payment at the counter": {
    by: "cashier",
    path: "payments",
    body: ({ payment }) => ({ method: "cash", amount: payment?.amount ?? 1000, receiptNumber: "1" }),
    made: 201,
  },
  withdrawal: { by: "citizen", path: "withdrawal", body: () => ({ reason: "x" }), made: 200 },
};

/**
 * Stage × command, in the order above: what the owner, or the cashier of the unit, is answered.
 * `+` done · `s` 409, not in this state · `p` 409, nothing is due · `a` 422, what was asked for is not there · `n` 404
 */
const COMMANDS_AT: Record<string, string> = {
  draft: "+spns",
  "payment-due before receipt": "ss+++",
  submitted: "sspp+",
  accepted: "sspp+",
  "accepted, extended": "sspp+",
  "processing: appraise": "sspp+",
  "processing: appraise, assigned": "sspp+",
  "processing: receive, sent back": "sspp+",
  "processing: approve": "sspp+",
  "awaiting-supplement": "aspp+",
  "accepted, asked before": "sspp+",
  "accepted, asked before, another approved": "sspp+",
  "payment-due, midway": "ss+++",
  refused: "sspps",
  withdrawn: "sspps",
  stopped: "sspps",
  resolved: "sspps",
  returned: "s+pps",
};

const COMMAND_MARKS: Record<string, string> = {
  ...MARKS,
  "409 payment-not-due": "p",
  "422 dossier-incomplete": "a",
};

const send = (name: string, dossier: Standing, persona?: string) => {
  const { by, path, body } = COMMANDS[name] as (typeof COMMANDS)[string];
  const who = persona ?? (by === "citizen" ? "citizen-lan" : `cashier-${dossier.unit}`);
  const room = by === "citizen" ? "" : "office/";
  return eventually("the papers are checked", async () => {
    const reply = await stack.call(who, "POST", `/v1/${room}dossiers/${dossier.id}/${path}`, { body: body(dossier) });
    return codeOf(reply) === "documents-being-checked" ? undefined : reply;
  });
};

const answerTo = async (name: string, dossier: Standing): Promise<string> => {
  const reply = await send(name, dossier);
  if (reply.status === COMMANDS[name]?.made) return "+";
  return COMMAND_MARKS[`${reply.status} ${codeOf(reply)}`] ?? `(${reply.status} ${codeOf(reply)})`;
};

// After the moves above: what is done here leaves its stage.
describe("every other command, at every stage", { timeout: 60_000 }, () => {
  it.each(Object.keys(STAGES))("%s: nothing that a stranger sends is done", async (stage) => {
    const strangers = [
      ...Object.keys(COMMANDS).map((name) =>
        send(
          name,
          at(stage),
          name.includes("counter") ? `cashier-${at(stage).unit === "culture" ? "tourism" : "culture"}` : "citizen-minh",
        ),
      ),
    ];
    for (const reply of await Promise.all(strangers))
      expect([reply.status, codeOf(reply)]).toEqual([404, "dossier-not-found"]);
    expect((await ofLan(at(stage).id)).version).toBe(at(stage).version);
  });

  it.each(Object.keys(STAGES))("%s: what its owner and the cashier send", async (stage) => {
    const names = Object.keys(COMMANDS);
    const isDone = (name: string) => COMMANDS_AT[stage]?.[names.indexOf(name)] === "+";
    const answers = new Map<string, string>();
    await Promise.all(
      names.filter((name) => !isDone(name)).map(async (name) => answers.set(name, await answerTo(name, at(stage)))),
    );
    expect((await ofLan(at(stage).id)).version).toBe(at(stage).version);
    // Each of several that may be done is done to a dossier of its own.
    for (const [place, name] of names.filter(isDone).entries())
      answers.set(name, await answerTo(name, place === 0 ? at(stage) : await brought(stack, stage)));
    expect(names.map((name) => answers.get(name)).join("")).toBe(COMMANDS_AT[stage]);
  });
});
