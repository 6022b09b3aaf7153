import { describe, expect, it } from "vitest";
import { atMost, workThrough } from "../../../functions/boundary/at-most.ts";

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("work on many things", () => {
  it("has at most so many under way, and does each once", async () => {
    let underWay = 0;
    let most = 0;
    const done: number[] = [];
    const left = await workThrough(3, [...Array(20).keys()], async (number) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await soon();
      underWay -= 1;
      done.push(number);
    });
    expect([left, most, done.toSorted((a, b) => a - b)]).toEqual([0, 3, [...Array(20).keys()]]);
  });

  it("begins nothing new when the time is up, and says how much is left", async () => {
    const done: number[] = [];
    const act = async (number: number) => {
      await soon();
      done.push(number);
    };
    expect(await workThrough(2, [0, 1, 2, 3, 4, 5, 6], act, () => done.length < 3)).toBe(3);
    expect(done).toHaveLength(4);
    expect(await workThrough(2, [0, 1], act, () => false)).toBe(2);
  });

  it("answers in the order of what was given, whoever ends first", async () => {
    const turns = [3, 0, 2, 1];
    const answers = await atMost(4, turns, async (many) => {
      for (let turn = 0; turn < many; turn += 1) await soon();
      return many * 10;
    });
    expect(answers).toEqual([30, 0, 20, 10]);
    expect(await atMost(4, [], async () => 1)).toEqual([]);
  });
});
