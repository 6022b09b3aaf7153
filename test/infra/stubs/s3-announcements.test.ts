import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createAnnouncements } from "../../../infra/local/s3-gate/announcements.ts";
import { newStateDir } from "./stub-world.ts";

const STORED = { etag: '"e"', size: 3 };

const open = (file: string, take: (key: string) => void | Promise<void>) => {
  const lines: string[] = [];
  const announcements = createAnnouncements(
    (_bucket, key) => take(key),
    file,
    (line) => lines.push(line),
  );
  return { announcements, lines };
};

/** What a new process is told of when it starts, and that the one after it has nothing left to tell. */
const toldAtStart = async (file: string, present = true): Promise<string[]> => {
  const told: string[] = [];
  for (let start = 0; start < 2; start += 1) {
    const { announcements } = open(file, (key) => void told.push(key));
    await announcements.catchUp(async () => (present ? STORED : undefined));
  }
  return told;
};

describe("the news of a stored object", () => {
  it("is told before the write is answered, and not again", async () => {
    const file = join(newStateDir(), "writes");
    const told: string[] = [];
    const { announcements } = open(file, (key) => void told.push(key));
    await announcements.write("b", "k", async () => STORED);
    expect(told).toEqual(["k"]);
    expect(await toldAtStart(file)).toEqual([]);
  });

  it("is told at the next start, once, where the process ended in between", async () => {
    const file = join(newStateDir(), "writes");
    const { announcements } = open(file, () => new Promise<never>(() => undefined));
    void announcements.write("b", "k", async () => STORED);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await toldAtStart(file)).toEqual(["k"]);
  });

  it("is told again where it was not taken, by this process or the next, and the upload stands", async () => {
    const file = join(newStateDir(), "writes");
    let down = true;
    const told: string[] = [];
    const { announcements, lines } = open(file, (key) => {
      if (down) throw new Error("bus down");
      told.push(key);
    });
    expect(await announcements.write("b", "k", async () => STORED)).toEqual(STORED);
    expect(lines[0]).toContain("bus down");
    expect(await announcements.write("b", "second", async () => STORED)).toEqual(STORED);
    down = false;
    await announcements.catchUp(async () => STORED);
    expect(told).toEqual(["k", "second"]);
    down = true;
    await announcements.write("b", "k", async () => STORED);
    expect(await toldAtStart(file)).toEqual(["k"]);
  });

  it("does not exist where nothing was stored", async () => {
    const file = join(newStateDir(), "writes");
    const told: string[] = [];
    const { announcements } = open(file, (key) => void told.push(key));
    await expect(announcements.write("b", "k", () => Promise.reject(new Error("412")))).rejects.toThrow("412");
    expect(await toldAtStart(file)).toEqual([]);
    void announcements.write("b", "half", () => new Promise<never>(() => undefined));
    await announcements.catchUp(async () => STORED);
    expect(told).toEqual([]);
    expect(await toldAtStart(file, false)).toEqual([]);
  });
});
