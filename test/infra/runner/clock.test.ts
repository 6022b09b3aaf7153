import { afterEach, describe, expect, it } from "vitest";
import { createClock, installClock, machineNow, moveClock } from "../../../infra/local/clock.ts";

const THEN = Date.parse("2021-01-04T08:00:00+07:00");
let undo = (): void => undefined;
afterEach(() => undo());

const moved = (): void => {
  const clock = createClock();
  undo = installClock(clock);
  moveClock(clock, THEN);
};

describe("the movable clock", () => {
  it("moves Date.now, new Date() and Date()", () => {
    moved();
    expect(Date.now() - THEN).toBeLessThan(1_000);
    expect(Date.parse(new Date().toISOString()) - THEN).toBeLessThan(1_000);
    expect(new Date(Date()).getTime() - THEN).toBeLessThan(1_000);
    expect(machineNow()).toBeGreaterThan(THEN + 1e10);
  });

  it("leaves dates that are given as they are, and dates are dates", () => {
    moved();
    expect(new Date(0).toISOString()).toBe("1970-01-01T00:00:00.000Z");
    expect(new Date(2021, 0, 4).getDate()).toBe(4);
    expect(Date.UTC(1970, 0, 1)).toBe(0);
    expect(new Date()).toBeInstanceOf(Date);
    expect(new Date().constructor).toBe(Date);
    class Stamp extends Date {}
    expect(new Stamp()).toBeInstanceOf(Stamp);
    expect(new Stamp().getTime() - THEN).toBeLessThan(1_000);
  });

  it("runs on from where it was put", async () => {
    moved();
    const before = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(Date.now() - before).toBeGreaterThanOrEqual(15);
  });

  it("tells how far it jumped, and comes back to the machine's time", () => {
    const clock = createClock();
    undo = installClock(clock);
    expect(moveClock(clock, THEN)).toBeLessThan(0);
    expect(moveClock(clock, THEN + 86_400_000)).toBeGreaterThan(86_000_000);
    moveClock(clock, null);
    expect(Math.abs(Date.now() - machineNow())).toBeLessThan(5);
  });

  it("gives back the machine's Date when it is taken out", () => {
    const before = Date;
    moved();
    expect(Date).not.toBe(before);
    undo();
    expect(Date).toBe(before);
    expect(new Date().constructor).toBe(before);
  });
});
