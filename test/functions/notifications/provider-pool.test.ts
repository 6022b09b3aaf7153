import { describe, expect, it } from "vitest";
import { type Choice, providerPool } from "../../../functions/notifications/provider-pool.ts";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import type { ProviderName } from "../../../shared/domain/notifications/message-provider.ts";
import { healthStoreFake } from "../../fakes/health-store.ts";
import { withLog } from "../boundary/captured-log.ts";

const START = millisOf("2026-11-22T01:30:00.000Z");

/** Workers of a channel over one store of health, with a clock to move. */
const aPool = (names: ProviderName[] = ["aws-sms", "esms"]) => {
  const clock = { now: START };
  const health = healthStoreFake();
  const reads = { count: 0 };
  const counted = {
    ...health,
    read: (channel: "sms" | "email" | "officer-email") => {
      reads.count += 1;
      return health.read(channel);
    },
  };
  const worker = (roll = 0) =>
    providerPool(
      names.map((name) => ({
        provider: { name, honoursReferences: false, send: async () => ({ providerMessageId: "m" }) },
        usual: 50,
        costVnd: 0,
      })),
      { channel: "sms", health: counted, now: () => instantOf(clock.now), roll: () => roll },
    );
  return { clock, health, reads, worker };
};

type Pool = ReturnType<ReturnType<typeof aPool>["worker"]>;

const taken = async (pool: Pool): Promise<Choice<unknown>> => {
  const choice = await pool.choose();
  if ("restUntil" in choice) throw new Error(`rests until ${choice.restUntil}`);
  return choice;
};
const call = async (pool: Pool, failed: boolean): Promise<string> => {
  const choice = await taken(pool);
  await choice.ended({ failed });
  return choice.member.provider.name;
};
const nameOf = async (pool: Pool): Promise<string> => {
  const choice = await pool.choose();
  if ("restUntil" in choice) return "nobody";
  choice.release();
  return choice.member.provider.name;
};

describe("the providers of a channel", () => {
  it("are read once in five seconds, however many messages are sent", async () => {
    const { worker, reads, clock } = aPool();
    const pool = worker();
    for (let message = 0; message < 50; message += 1) await call(pool, false);
    expect(reads.count).toBe(1);
    clock.now += 5_001;
    await call(pool, false);
    expect(reads.count).toBe(2);
  });

  it("fail over: one that fails five times rests, for all workers, and the other sends", async () => {
    const { worker, clock } = aPool();
    const [pool, another] = [worker(), worker()];
    const { lines } = await withLog(async () => {
      for (let message = 0; message < 5; message += 1) expect(await call(pool, true)).toBe("aws-sms");
    });
    expect(lines).toEqual([
      expect.objectContaining({ level: "error", code: "provider-rested", provider: "aws-sms", weight: 40 }),
    ]);
    expect(await nameOf(pool)).toBe("esms");
    expect(await nameOf(another)).toBe("esms");
    clock.now += 9_999;
    expect(await nameOf(pool)).toBe("esms");
  });

  it("come back: after its rest one call at a time tries it, and one that goes through ends the trial", async () => {
    const { worker, clock, health } = aPool();
    const pool = worker();
    await withLog(async () => {
      for (let message = 0; message < 5; message += 1) await call(pool, true);
    });
    clock.now += 10_000;
    const trial = await taken(pool);
    expect(trial.member.provider.name).toBe("aws-sms");
    expect(await nameOf(pool)).toBe("esms");
    await withLog(() => trial.ended({ failed: false }));
    expect(await nameOf(pool)).toBe("aws-sms");
    expect([...health.healths.values()]).toMatchObject([{ rests: 0, restUntil: null, weight: 40 }]);
  });

  it("are not called well by a call that began before their rest", async () => {
    const { worker, clock, health } = aPool();
    const pool = worker();
    const early = await taken(pool);
    await withLog(async () => {
      clock.now += 1;
      for (let message = 0; message < 5; message += 1) await call(pool, true);
      clock.now += 1;
      await early.ended({ failed: false });
    });
    expect(await nameOf(pool)).toBe("esms");
    expect([...health.healths.values()]).toMatchObject([{ provider: "aws-sms", rests: 1 }]);
  });

  it("rest longer where the trial failed, by one call", async () => {
    const { worker, clock } = aPool();
    const pool = worker();
    await withLog(async () => {
      for (let message = 0; message < 5; message += 1) await call(pool, true);
      clock.now += 10_000;
      expect(await call(pool, true)).toBe("aws-sms");
    });
    clock.now += 19_999;
    expect(await nameOf(pool)).toBe("esms");
    clock.now += 1;
    expect(await nameOf(pool)).toBe("aws-sms");
  });

  it("all rest: the first to wake is named, with when", async () => {
    const { worker } = aPool(["aws-sms"]);
    const pool = worker();
    await withLog(async () => {
      for (let message = 0; message < 5; message += 1) await call(pool, true);
    });
    expect(await pool.choose()).toEqual({ name: "aws-sms", restUntil: instantOf(START + 10_000) });
  });

  it("that are slow lose of their share", async () => {
    const { worker, clock, health } = aPool();
    const pool = worker();
    await withLog(async () => {
      for (let message = 0; message < 5; message += 1) {
        const choice = await taken(pool);
        clock.now += 2_000;
        await choice.ended({ failed: false });
      }
    });
    expect([...health.healths.values()]).toMatchObject([{ provider: "aws-sms", weight: 40, restUntil: null }]);
  });

  it("are tried again though a trial ended without a call", async () => {
    const { worker, clock } = aPool(["aws-sms"]);
    const pool = worker();
    await withLog(async () => {
      for (let message = 0; message < 5; message += 1) await call(pool, true);
    });
    clock.now += 10_000;
    (await taken(pool)).release();
    expect(await nameOf(pool)).toBe("aws-sms");
  });

  it("are read again after a read that failed", async () => {
    const { worker, health } = aPool();
    const read = health.read;
    health.read = () => Promise.reject(new Error("throttled"));
    const pool = worker();
    await expect(pool.choose()).rejects.toThrow("throttled");
    health.read = read;
    expect(await nameOf(pool)).toBe("aws-sms");
  });
});
