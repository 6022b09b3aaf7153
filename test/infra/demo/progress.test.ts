import { describe, expect, it } from "vitest";
import { progressOn } from "../../../infra/local/demo/article/progress.ts";
import { leftIn } from "../../../infra/local/demo/article/quiet.ts";

const walked = (isTTY: boolean): string[] => {
  const written: string[] = [];
  const progress = progressOn({ isTTY, write: (text) => written.push(text) }, 2, "việc");
  progress.at("2021-01-04");
  progress.step();
  progress.step();
  progress.end();
  return written;
};

describe("progress", () => {
  it("is a bar that is redrawn in its line on a terminal", () => {
    const [begun, half, whole] = walked(true);
    expect(begun).toBe(`\r\u001b[K[${"░".repeat(30)}] 0/2 việc 2021-01-04`);
    expect(half).toBe(`\r\u001b[K[${"█".repeat(15)}${"░".repeat(15)}] 1/2 việc 2021-01-04`);
    expect(whole).toContain(`[${"█".repeat(30)}] 2/2`);
  });

  it("is plain lines elsewhere", () => {
    expect(walked(false)).toEqual(["0/2 việc, 2021-01-04\n", "2/2 việc\n"]);
  });
});

describe("what is still on its way", () => {
  const idle = { ready: 0, inFlight: 0, delayed: 0 };

  it("is named by its queue and by how it waits; the outbox too", () => {
    const queues = [
      { name: "sms", ...idle },
      { name: "statistics", ready: 2, inFlight: 1, delayed: 0 },
    ];
    expect(leftIn({ queues, outbox: { pending: 3 } })).toEqual([
      "statistics: 2 ready, 1 in flight, 0 delayed",
      "outbox: 3 pending",
    ]);
  });

  it("is not what lies in dead letters, which nobody takes from there", () => {
    expect(leftIn({ queues: [{ name: "x-dead-letters", ...idle, ready: 1 }], outbox: { pending: 0 } })).toEqual([]);
  });
});
