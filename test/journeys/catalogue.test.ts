import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../infra/local/demo/client.ts";
import { filed } from "./filing.ts";
import { type JourneyStack, journeyStack } from "./stack.ts";

type Line = { code: string; level: number; fee: { summary: string } };
type Tracking = { state: string; payment?: { amount: number } };

let stack: JourneyStack;
let lines: Line[];

const everyLine = async (): Promise<Line[]> => {
  const found: Line[] = [];
  for (let cursor = ""; ; ) {
    const { json } = await stack.call(null, "GET", `/v1/procedures?limit=100${cursor}`);
    const { items, next } = json as { items: Line[]; next: string | null };
    found.push(...items);
    if (next === null) return found;
    cursor = `&cursor=${next}`;
  }
};

/** Pays the open demand of a dossier at the provider, and waits until the dossier has moved on. */
const paid = async (persona: string, id: string): Promise<void> => {
  const { json } = await stack.call(persona, "POST", `/v1/dossiers/${id}/payments`, { body: { provider: "vnpay" } });
  const { reference } = json as { reference: string };
  const body = { reference, outcome: "success", ipn: true, copies: 1 };
  expect((await stack.call(null, "POST", "/local/vnpay/settle", { body })).status).toBe(200);
  await eventually("the payment is recorded", async () => {
    const view = (await stack.call(persona, "GET", `/v1/dossiers/${id}`)).json as Tracking;
    return view.state === "submitted" ? view : undefined;
  });
};

beforeAll(async () => {
  stack = await journeyStack();
  lines = await everyLine();
}, 120_000);
afterAll(() => stack?.close());

describe("the shipped catalogue", () => {
  it("is 140 procedures over HTTP: 124 of level 4, 11 of level 3, 5 of level 2", () => {
    const count = (level: number) => lines.filter((line) => line.level === level).length;
    expect([lines.length, count(4), count(3), count(2)]).toEqual([140, 124, 11, 5]);
  });

  it("can be filed and paid, every one of its 124 procedures of level 4", { timeout: 600_000 }, async () => {
    const open = lines.filter(({ level }) => level === 4);
    const outcomes = new Map<string, string>();
    const work = async (persona: string): Promise<void> => {
      for (let line = open.pop(); line; line = open.pop()) {
        const { code, fee } = line;
        const { id, state } = await filed(stack, code, persona);
        if (state === "payment-due") await paid(persona, id);
        const view = (await stack.call(persona, "GET", `/v1/dossiers/${id}`)).json as Tracking;
        outcomes.set(code, `${state === "payment-due" ? "paid" : "free"}: ${view.state}`);
        expect([code, state]).toEqual([code, fee.summary.endsWith("đồng") ? "payment-due" : "submitted"]);
      }
    };
    await Promise.all(["citizen-lan", "citizen-minh", "citizen-lan"].map(work));
    expect(outcomes.size).toBe(124);
    expect([...new Set(outcomes.values())].sort()).toEqual(["free: submitted", "paid: submitted"]);
  });
});
