import { describe, expect, it } from "vitest";
import { gathered } from "../../shared/adapters/dynamodb/gathered.ts";

/** What was called for, with `fails` as a word that no call takes. */
const world = ({ most = 3, waitMs = 0 } = {}) => {
  const together: string[][] = [];
  const alone: string[] = [];
  const ask = gathered<string, string>({
    most,
    waitMs,
    keyOf: (asked) => asked,
    together: async (all) => {
      together.push([...all]);
      if (all.includes("fails")) throw new Error("all of them");
      return all.map((asked) => `${asked} with others`);
    },
    alone: async (asked) => {
      alone.push(asked);
      if (asked === "fails") throw new Error("this one");
      return `${asked} alone`;
    },
  });
  return { ask, together, alone };
};

describe("calls that are gathered", () => {
  it("go as one where they are asked side by side, each with its own answer", async () => {
    const { ask, together, alone } = world();
    expect(await Promise.all(["a", "b"].map(ask))).toEqual(["a with others", "b with others"]);
    expect([together, alone]).toEqual([[["a", "b"]], []]);
  });

  it("go alone where nothing stands beside them", async () => {
    const { ask, together } = world();
    expect([await ask("a"), await ask("b")]).toEqual(["a alone", "b alone"]);
    expect(together).toEqual([]);
  });

  it("are no more than one call may carry", async () => {
    const { ask, together } = world();
    await Promise.all(["a", "b", "c", "d", "e"].map(ask));
    expect(together).toEqual([
      ["a", "b", "c"],
      ["d", "e"],
    ]);
  });

  it("wait for no more where one call can carry no more", async () => {
    const { ask, together } = world({ waitMs: 60_000 });
    expect(await Promise.all(["a", "b", "c"].map(ask))).toHaveLength(3);
    expect(together).toEqual([["a", "b", "c"]]);
  });

  it("never hold one thing twice", async () => {
    const { ask, together, alone } = world();
    await Promise.all(["a", "b", "a"].map(ask));
    expect([together, alone]).toEqual([[["a", "b"]], ["a"]]);
  });

  it("are done one by one where all together fail, so that one harms none of the others", async () => {
    const { ask } = world();
    expect(await Promise.allSettled(["a", "fails", "b"].map(ask))).toMatchObject([
      { status: "fulfilled", value: "a alone" },
      { status: "rejected", reason: { message: "this one" } },
      { status: "fulfilled", value: "b alone" },
    ]);
  });
});
