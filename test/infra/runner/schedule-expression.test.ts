import { describe, expect, it } from "vitest";
import { parseSchedule } from "../../../infra/local/deliveries/schedule-expression.ts";

const next = (text: string, after: string, zone?: string): string =>
  new Date(parseSchedule(text, zone).nextAfter(Date.parse(after))).toISOString();

describe("a schedule", () => {
  it("runs at a rate", () => {
    expect(next("rate(5 minutes)", "2026-01-01T00:02:00Z")).toBe("2026-01-01T00:05:00.000Z");
    expect(next("rate(1 hour)", "2026-01-01T00:00:00Z")).toBe("2026-01-01T01:00:00.000Z");
  });

  it("runs at minutes, hours, days and months of cron", () => {
    expect(next("cron(0/15 * * * ? *)", "2026-01-01T00:16:00Z")).toBe("2026-01-01T00:30:00.000Z");
    expect(next("cron(30 1 * * ? *)", "2026-01-01T01:30:00Z")).toBe("2026-01-02T01:30:00.000Z");
    expect(next("cron(0 8 1 JAN,JUL ? *)", "2026-01-02T00:00:00Z")).toBe("2026-07-01T08:00:00.000Z");
    expect(next("cron(0 0 29 2 ? *)", "2026-03-01T00:00:00Z")).toBe("2028-02-29T00:00:00.000Z");
  });

  it("counts weekdays from Sunday as 1", () => {
    expect(next("cron(0 8 ? * MON-FRI *)", "2026-01-02T09:00:00Z")).toBe("2026-01-05T08:00:00.000Z");
    expect(next("cron(0 8 ? * 1 *)", "2026-01-02T09:00:00Z")).toBe("2026-01-04T08:00:00.000Z");
  });

  it("is written in its own time zone", () => {
    expect(next("cron(0 7 * * ? *)", "2026-01-01T00:00:00Z", "Asia/Ho_Chi_Minh")).toBe("2026-01-02T00:00:00.000Z");
    expect(next("cron(30 7 * * ? *)", "2026-01-01T00:00:00Z", "Asia/Ho_Chi_Minh")).toBe("2026-01-01T00:30:00.000Z");
  });

  it("is refused where it cannot be read", () => {
    for (const text of [
      "cron(0 8 L * ? *)",
      "cron(61 * * * ? *)",
      "cron(* * * *)",
      "every day",
      "at(2026-01-01T00:00:00)",
    ])
      expect(() => parseSchedule(text)).toThrow(/schedule/);
  });
});
