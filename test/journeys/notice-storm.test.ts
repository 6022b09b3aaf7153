import { describe, expect, it } from "vitest";
import { noticeStorm, PROVIDERS } from "../bench/storm-of-notices.ts";

/** `npm run storm:notices` in small. */
describe("changes told while their workers are ended again and again", { timeout: 120_000 }, () => {
  it.each(PROVIDERS)("are told by %s, none lost, and none twice without being marked as doubtful", async (provider) => {
    const { figures, holds } = await noticeStorm(provider, { changes: 120, kills: 4, seed: 20_261_127 });
    expect(Object.entries(holds).filter(([, held]) => !held)).toEqual([]);
    expect(figures.handed).toBeGreaterThan(120);
  });
});
