import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { periodReported } from "../../infra/local/demo/article/half-year.ts";
import { articlePlan } from "../../infra/local/demo/article/plan.ts";
import { rowsOf } from "../../infra/local/demo/article/table.ts";
import { type JourneyStack, journeyStack } from "./stack.ts";

const PERIOD = { from: "2021-01-01", to: "2021-06-30" };

let stack: JourneyStack;
beforeAll(async () => {
  stack = await journeyStack();
}, 120_000);
afterAll(() => stack?.close());

/** Of each field a dossier whose limit runs over Tết. */
const OVER_TET = { "1.004623": "2021-01-28", "1.000953": "2021-02-04", "1.000963": "2021-02-13" } as Record<
  string,
  string
>;
const few = {
  ...articlePlan,
  dossiers: articlePlan.dossiers
    .filter(({ procedure, filed }) => OVER_TET[procedure] === filed)
    .map((planned, index) =>
      index === 0
        ? { ...planned, by: "online" as const, document: true }
        : { ...planned, by: "post" as const, document: false },
    ),
};

describe("a small half-year", { timeout: 240_000 }, () => {
  it("is lived through by the plan, and the summary says what was done", async () => {
    const quiet = { step: () => undefined, at: () => undefined, end: () => undefined };
    const { summary, differences } = await periodReported(stack.client, few, PERIOD, () => quiet);
    expect(differences).toEqual([]);
    expect(rowsOf(summary).map(([, figure]) => figure)).toEqual([
      "124/140 (88,57%)",
      "3 (1/1/1)",
      "100%",
      "2/3",
      "1/3",
      "100%",
      "100%",
    ]);
  });

  it("is not begun where dossiers of the period are counted already", async () => {
    await expect(periodReported(stack.client, few, PERIOD, () => ({}) as never)).rejects.toThrow(/--fresh/);
  });
});
