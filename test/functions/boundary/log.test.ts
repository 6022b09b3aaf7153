import { describe, expect, it } from "vitest";
import { errorName, type LogFields, log } from "../../../functions/boundary/log.ts";
import { withLog } from "./captured-log.ts";

describe("the log", () => {
  it("writes one line of JSON with the code, the level, the time and the fields", async () => {
    const { lines } = await withLog(() => log.info("notice-sent", { dossierId: "abc", attempt: 2 }));
    expect(lines).toEqual([
      { at: expect.stringMatching(/^\d{4}-.*Z$/), level: "info", code: "notice-sent", dossierId: "abc", attempt: 2 },
    ]);
  });

  it("drops what is not on its list, even when a cast lets it in", async () => {
    const smuggled = { dossierId: "abc", fullName: "Nguyễn Thị Lan", body: { phone: "0912345678" } } as LogFields;
    const { lines } = await withLog(() => log.error("x", smuggled));
    expect(JSON.stringify(lines)).not.toMatch(/Lan|0912345678/);
  });

  it("keeps each event on one line and cuts what is long", async () => {
    const { lines } = await withLog(() => log.error("x", { reason: `a\nb${"c".repeat(1_000)}` }));
    expect(lines).toHaveLength(1);
    expect(String(lines[0]?.reason)).toHaveLength(200);
  });

  it("names an error without its message", () => {
    expect(errorName(new RangeError("Nguyễn Thị Lan"))).toBe("RangeError");
    expect(errorName("Nguyễn Thị Lan")).toBe("unknown");
  });
});
