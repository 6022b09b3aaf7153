import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, upload } from "../../infra/local/demo/client.ts";
import { completeDraft, type Filed, filed, move, type Upload } from "./filing.ts";
import { codeOf, type JourneyStack, journeyStack } from "./stack.ts";
import { answered, supplement } from "./supplement.ts";

const FREE = "1.004650";
const WITH_FEE = "1.004623";

let stack: JourneyStack;
beforeAll(async () => {
  stack = await journeyStack();
}, 60_000);
afterAll(() => stack?.close());
afterEach(() => stack.clock(null));

type View = {
  id: string;
  version: number;
  state: string;
  dueAt: string | null;
  acceptBy: string | null;
  respondBy?: string;
  payBy?: string;
  requested?: { requirement?: string; formField?: string; reason: string; answered: boolean }[];
  payment?: { amount: number; due: string };
  blocker: { who: string; since: string };
  moves: string[];
  step: { id: string } | null;
  events: { version: number; what: string; reason?: string }[];
};

const seen = async (id: string, unit = "culture"): Promise<View> =>
  (await stack.call(`receiver-${unit}`, "GET", `/v1/office/dossiers/${id}`)).json as View;
const mine = async (id: string): Promise<View> =>
  (await stack.call("citizen-lan", "GET", `/v1/dossiers/${id}`)).json as View;

/** Moves one after another, each by whom it names, each from the version before. */
const walk = async (
  id: string,
  unit: string,
  moves: [role: string, body: Record<string, unknown>][],
): Promise<View> => {
  let { version } = await seen(id, unit);
  for (const [role, body] of moves) {
    const reply = await move(stack, `${role}-${unit}`, id, version, body);
    if (reply.status !== 200) throw new Error(`${body.move}: ${JSON.stringify(reply.json)}`);
    version = (reply.json as View).version;
  }
  return seen(id, unit);
};

const ACCEPT: [string, Record<string, unknown>] = ["receiver", { move: "accept" }];
const HAND_ON: [string, Record<string, unknown>] = ["receiver", { move: "complete-step" }];

const firstPaper = async (procedure: string): Promise<{ id: string; accepts: string[] }> => {
  const reply = await stack.call(null, "GET", `/v1/procedures/${procedure}`);
  const paper = (reply.json as { documents: { id: string; accepts: string[]; required: boolean }[] }).documents.find(
    ({ required }) => required,
  );
  if (!paper) throw new Error("no paper");
  return paper;
};

const settle = async (id: string, persona = "citizen-lan") => {
  const started = await stack.call(persona, "POST", `/v1/dossiers/${id}/payments`, { body: { provider: "vnpay" } });
  expect(started.status).toBe(201);
  const { reference } = started.json as { reference: string };
  await stack.call(null, "POST", "/local/vnpay/settle", {
    body: { reference, outcome: "success", ipn: true, copies: 1 },
  });
  return reference;
};

describe("a supplement", { timeout: 60_000 }, () => {
  it.each([
    ["submitted", []],
    ["accepted", [ACCEPT]],
    ["processing", [ACCEPT, HAND_ON]],
  ] as [string, [string, Record<string, unknown>][]][])(
    "is asked for and answered while %s, and the dossier goes on from there",
    async (state, before) => {
      const { id, code, lookupSecret } = await filed(stack, FREE);
      const paper = await firstPaper(FREE);
      const holder = state === "processing" ? "specialist" : "receiver";
      const request = { move: "request-supplement", items: [{ requirement: paper.id, reason: "Bản chụp bị mờ" }] };
      const asked = await walk(id, "culture", [...before, [holder, request]]);
      expect(asked).toMatchObject({ state: "awaiting-supplement", moves: [], blocker: { who: "citizen" } });
      const own = await mine(id);
      expect(own.requested).toEqual([{ requirement: paper.id, reason: "Bản chụp bị mờ", answered: false }]);
      expect(own.respondBy).toMatch(/\+07:00$/);

      const early = await stack.call("citizen-lan", "POST", `/v1/dossiers/${id}/submission`, { body: {} });
      expect([early.status, codeOf(early)]).toEqual([422, "dossier-incomplete"]);
      const foreign = await stack.call("citizen-lan", "PATCH", `/v1/dossiers/${id}`, {
        body: { applicant: { fullName: "Người khác" } },
      });
      expect(foreign.status).toBe(422);

      await supplement(stack, "citizen-lan", `/v1/dossiers/${id}`, paper.id, paper.accepts);
      const done = await answered(stack, "citizen-lan", `/v1/dossiers/${id}`);
      expect(done).toMatchObject({ code, state });
      expect(done).not.toHaveProperty("lookupSecret");
      const after = await seen(id);
      expect(after.state).toBe(state);
      expect(after.events.map(({ version }) => version)).toEqual(after.events.map((_, index) => index + 1));
      const lookup = await stack.call(null, "POST", "/v1/lookups", { body: { code, secret: lookupSecret } });
      expect(lookup.json).toMatchObject({ state, blocker: { who: "unit" } });
    },
  );

  it("moves the due date by the office time that was waited", async () => {
    await stack.clock("2026-03-02T09:00:00+07:00");
    const { id } = await filed(stack, FREE);
    const paper = await firstPaper(FREE);
    // Five working days from Monday 2 March, 09:00.
    const accepted = await walk(id, "culture", [ACCEPT]);
    expect(accepted.dueAt).toMatch(/^2026-03-09T09:/);
    await stack.clock("2026-03-03T09:00:00+07:00");
    await walk(id, "culture", [
      ["receiver", { move: "request-supplement", items: [{ requirement: paper.id, reason: "Thiếu dấu" }] }],
    ]);
    // Two working days later, with a night and no day off between.
    await stack.clock("2026-03-05T09:00:00+07:00");
    await supplement(stack, "citizen-lan", `/v1/dossiers/${id}`, paper.id, paper.accepts);
    await answered(stack, "citizen-lan", `/v1/dossiers/${id}`);
    expect((await seen(id)).dueAt).toMatch(/^2026-03-11T09:/);
  });

  it("that does not come lapses: the schedule stops the dossier, once", async () => {
    const { id } = await filed(stack, FREE);
    const paper = await firstPaper(FREE);
    await walk(id, "culture", [
      ["receiver", { move: "request-supplement", items: [{ requirement: paper.id, reason: "Thiếu dấu" }] }],
    ]);
    await stack.clock(new Date(Date.now() + 31 * 24 * 3_600_000).toISOString());
    const stopped = await eventually("the schedule", async () => {
      const view = await seen(id);
      return view.state === "stopped" ? view : undefined;
    });
    expect(stopped).toMatchObject({ blocker: { who: "none" }, moves: [] });
    const { version } = stopped;
    await stack.call(null, "POST", "/local/jobs/sweep-deadlines");
    expect((await seen(id)).version).toBe(version);
  });
});

describe("a payment", { timeout: 60_000 }, () => {
  it("asked for midway is paid through the provider, and the dossier goes on", async () => {
    const { id } = await filed(stack, FREE);
    const items = [{ name: "Phí sao lục", kind: "fee", amount: 20_000 }];
    const owing = await walk(id, "culture", [ACCEPT, ["receiver", { move: "request-payment", items }]]);
    expect(owing).toMatchObject({ state: "payment-due", payment: { amount: 20_000, due: "request" } });
    expect(owing.blocker.who).toBe("payment");
    await settle(id);
    expect(await seen(id)).toMatchObject({ state: "accepted" });
  });

  it("that is never made stops the dossier", async () => {
    const { id } = await filed(stack, WITH_FEE);
    await stack.clock(new Date(Date.now() + 11 * 24 * 3_600_000).toISOString());
    const stopped = await eventually("the schedule", async () => {
      const view = await mine(id);
      return view.state === "stopped" ? view : undefined;
    });
    expect(stopped.blocker.who).toBe("none");
  });

  it("is taken by the cashier of the unit, in full, with a receipt", async () => {
    const { id } = await filed(stack, WITH_FEE);
    const pay = (persona: string, body: Record<string, unknown>) =>
      stack.call(persona, "POST", `/v1/office/dossiers/${id}/payments`, { body });
    const cash = { method: "cash", amount: 650_000, receiptNumber: "BL-0001" };
    expect((await pay("receiver-tourism", cash)).status).toBe(403);
    expect((await pay("cashier-culture", cash)).status).toBe(404);
    expect((await pay("cashier-tourism", { ...cash, amount: 1 })).status).toBe(422);
    expect((await pay("cashier-tourism", { method: "cash", amount: 650_000 })).status).toBe(400);
    expect(await pay("cashier-tourism", cash)).toMatchObject({
      status: 201,
      json: { state: "paid", provider: "cash" },
    });
    expect((await pay("cashier-tourism", cash)).status).toBe(409);
    expect(await mine(id)).toMatchObject({ state: "submitted" });
  });
});

describe("the office", { timeout: 60_000 }, () => {
  it("sends a step back with its reason, and whoever did may not decide", async () => {
    const { id } = await filed(stack, FREE);
    const back = await walk(id, "culture", [
      ACCEPT,
      HAND_ON,
      ["specialist", { move: "send-back", reason: "Thiếu bản gốc" }],
    ]);
    expect(back).toMatchObject({ state: "processing", step: { id: "receive" } });
    expect(back.events.at(-1)).toMatchObject({ what: "step-sent-back", reason: "Thiếu bản gốc" });
  });

  it("extends a limit once, and stops a dossier, by its leader", async () => {
    const { id } = await filed(stack, FREE);
    const newDueAt = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();
    const { version } = await walk(id, "culture", [
      ACCEPT,
      ["leader", { move: "extend", newDueAt, reason: "Cần xác minh" }],
    ]);
    expect(new Date((await mine(id)).dueAt ?? "").getTime()).toBe(Math.floor(Date.parse(newDueAt) / 1000) * 1000);
    const again = await move(stack, "leader-culture", id, version, { move: "extend", newDueAt, reason: "Nữa" });
    expect([again.status, codeOf(again)]).toEqual([409, "move-not-allowed"]);
    const stopped = await walk(id, "culture", [["leader", { move: "stop", reason: "Không đủ điều kiện" }]]);
    expect(stopped).toMatchObject({ state: "stopped", moves: [] });
  });
});

describe("a withdrawal", { timeout: 60_000 }, () => {
  it("ends the dossier and cancels its open payment; money that comes still is kept for a refund", async () => {
    const { id } = await filed(stack, WITH_FEE);
    const started = await stack.call("citizen-lan", "POST", `/v1/dossiers/${id}/payments`, {
      body: { provider: "vnpay" },
    });
    const { reference } = started.json as { reference: string };
    const withdrawn = await stack.call("citizen-lan", "POST", `/v1/dossiers/${id}/withdrawal`, {
      body: { reason: "Đổi ý" },
    });
    expect(withdrawn).toMatchObject({ status: 200, json: { state: "withdrawn", nationalStatus: 7 } });
    const states = async () =>
      ((await stack.call("citizen-lan", "GET", `/v1/dossiers/${id}/payments`)).json as { state: string }[]).map(
        ({ state }) => state,
      );
    expect(await states()).toEqual(["cancelled"]);
    await stack.call(null, "POST", "/local/vnpay/settle", {
      body: { reference, outcome: "success", ipn: true, copies: 1 },
    });
    expect(await states()).toEqual(["late-paid"]);
    expect((await mine(id)).state).toBe("withdrawn");
  });

  it("is the owner's alone and is refused once there is a result", async () => {
    const { id } = await filed(stack, FREE);
    const by = (persona: string) =>
      stack.call(persona, "POST", `/v1/dossiers/${id}/withdrawal`, { body: { reason: "Đổi ý" } });
    expect((await by("citizen-minh")).status).toBe(404);
    await walk(id, "culture", [ACCEPT, HAND_ON, ["specialist", { move: "complete-step" }]]);
    await walk(id, "culture", [["leader", { move: "decide", outcome: "granted", number: "01/GP" }]]);
    expect((await by("citizen-lan")).status).toBe(409);
  });
});

describe("intake on behalf", { timeout: 60_000 }, () => {
  const takenIn = async (procedure: string, unit: string, channel: string): Promise<Filed> => {
    const { body, papers } = await completeDraft(stack, procedure);
    const receiver = `receiver-${unit}`;
    const created = await stack.call(receiver, "POST", "/v1/office/dossiers", { body: { ...body, channel } });
    if (created.status !== 201) throw new Error(JSON.stringify(created.json));
    const { id, uploads } = created.json as { id: string; uploads: Upload[] };
    expect(await stack.call(receiver, "GET", `/v1/office/dossiers/${id}`)).toMatchObject({
      status: 200,
      json: { state: "draft", step: null, moves: [] },
    });
    for (const target of uploads) {
      const paper = papers.find(({ declaration }) => declaration.requirement === target.requirement);
      if (paper) await upload(target, paper.bytes);
    }
    return answered(stack, receiver, `/v1/office/dossiers/${id}`);
  };

  it("at the counter: filed by the receiver, paid in cash, told to the applicant", async () => {
    const done = await takenIn(WITH_FEE, "tourism", "counter");
    expect(done).toMatchObject({ state: "payment-due", lookupSecret: expect.any(String) });
    const paid = await stack.call("cashier-tourism", "POST", `/v1/office/dossiers/${done.id}/payments`, {
      body: { method: "cash", amount: 650_000, receiptNumber: "BL-77" },
    });
    expect(paid.status).toBe(201);
    expect(await seen(done.id, "tourism")).toMatchObject({ state: "submitted" });
    const told = await eventually("the messages", async () => {
      const all = await stack.messages(done.code);
      return all.length >= 4 ? all : undefined;
    });
    expect(new Set(told.map(({ to }) => to))).toEqual(new Set(["+84912345678", "lan@example.com"]));
    expect((await stack.call("citizen-lan", "GET", `/v1/dossiers/${done.id}`)).status).toBe(404);
  });

  it("by post: the fee is due on acceptance, and the limit stands still until it is paid", async () => {
    const done = await takenIn(WITH_FEE, "tourism", "post");
    expect(done.state).toBe("submitted");
    const owing = await walk(done.id, "tourism", [ACCEPT]);
    expect(owing).toMatchObject({ state: "payment-due", payment: { due: "acceptance", amount: 650_000 } });
    const waived = await stack.call("cashier-tourism", "POST", `/v1/office/dossiers/${done.id}/payments`, {
      body: { method: "waiver", amount: 650_000, reason: "Hộ nghèo" },
    });
    expect(waived.status).toBe(201);
    expect(await seen(done.id, "tourism")).toMatchObject({ state: "accepted" });
  });

  it("is for receivers of the procedure's unit only", async () => {
    const { body } = await completeDraft(stack, WITH_FEE);
    const create = (persona: string, channel: string) =>
      stack.call(persona, "POST", "/v1/office/dossiers", { body: { ...body, channel } });
    expect((await create("specialist-tourism", "counter")).status).toBe(403);
    expect(codeOf(await create("receiver-culture", "counter"))).toBe("unit-mismatch");
    expect((await create("receiver-tourism", "online")).status).toBe(400);
  });
});

describe("a rating", { timeout: 60_000 }, () => {
  it("is given once, by the owner, after the result was returned", async () => {
    const { id } = await filed(stack, FREE);
    const rate = (persona: string, body: unknown) => stack.call(persona, "POST", `/v1/dossiers/${id}/rating`, { body });
    expect((await rate("citizen-lan", { overall: 5 })).status).toBe(409);
    await walk(id, "culture", [
      ACCEPT,
      HAND_ON,
      ["specialist", { move: "complete-step" }],
      ["leader", { move: "decide", outcome: "granted", number: "02/GP" }],
      ["receiver", { move: "return-result", method: "online" }],
    ]);
    expect((await rate("citizen-minh", { overall: 5 })).status).toBe(404);
    expect((await rate("citizen-lan", { overall: 6 })).status).toBe(400);
    const rated = await rate("citizen-lan", { overall: 5, criteria: { attitude: 4 }, comment: "Nhanh" });
    expect(rated).toMatchObject({ status: 201, json: { overall: 5 } });
    expect(codeOf(await rate("citizen-lan", { overall: 1 }))).toBe("rated-already");
  });
});
