import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const run = promisify(execFile);

/** In a process of its own: the time zone of a process is fixed when it starts. */
const answersIn = async (zone: string) => {
  const { stdout } = await run(process.execPath, ["test/domain/working-time/against-oracle.ts"], {
    cwd: new URL("../../..", import.meta.url),
    env: { ...process.env, TZ: zone },
  });
  return JSON.parse(stdout) as { zone: string; counted: Record<string, number>; wrong: number; first: unknown[] };
};

describe("10,000 random cases of each unit, pauses included, against a walk over the minutes", () => {
  it.concurrent.each(["UTC", "America/New_York", "Asia/Ho_Chi_Minh"])(
    "agree to the minute in a process of %s",
    async (zone) => {
      const told = await answersIn(zone);
      expect(told.first).toEqual([]);
      expect(told).toMatchObject({ wrong: 0 });
      expect(told.counted).toEqual({
        "working-hour": 10_000,
        "working-day": 10_000,
        "calendar-day": 10_000,
        month: 10_000,
      });
      expect(["UTC", "America/New_York", "Asia/Ho_Chi_Minh", "Asia/Saigon"]).toContain(told.zone);
      expect(told.zone === "Asia/Saigon" ? "Asia/Ho_Chi_Minh" : told.zone).toBe(zone);
    },
    120_000,
  );
});
