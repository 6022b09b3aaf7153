import { existsSync, readFileSync, writeFileSync } from "node:fs";

const MachineDate = Date;
const wasNow = MachineDate.now.bind(MachineDate);

/** One offset in milliseconds that every thread of the local stack reads. */
export type ClockBuffer = SharedArrayBuffer;

/** Where the offset of a clock is kept, so that a moved clock stays moved over a restart. */
const files = new WeakMap<ClockBuffer, string>();

/** A clock at the machine's time, or where the clock of this file was left. */
export const createClock = (file?: string): ClockBuffer => {
  const clock = new SharedArrayBuffer(8);
  if (file === undefined) return clock;
  files.set(clock, file);
  if (existsSync(file)) {
    const { offset } = JSON.parse(readFileSync(file, "utf8")) as { offset: number };
    Atomics.store(offsets(clock), 0, BigInt(offset));
  }
  return clock;
};

const offsets = (clock: ClockBuffer): BigInt64Array => new BigInt64Array(clock);

export const readOffset = (clock: ClockBuffer): number => Number(Atomics.load(offsets(clock), 0));

/** The machine's own clock, whatever `Date` says. */
export const machineNow = (): number => wasNow();

/** Moves the clock to an instant, from where time runs on; null gives the machine's clock back. Answers the jump. */
export const moveClock = (clock: ClockBuffer, now: number | null): number => {
  const before = readOffset(clock);
  const after = now === null ? 0 : Math.round(now - machineNow());
  Atomics.store(offsets(clock), 0, BigInt(after));
  const file = files.get(clock);
  if (file !== undefined) writeFileSync(file, JSON.stringify({ offset: after }));
  return after - before;
};

/**
 * Replaces the global `Date` of this thread by one that adds the clock's offset; timers and `performance` stay real.
 * Answers what undoes it.
 */
export const installClock = (clock: ClockBuffer): (() => void) => {
  const shared = offsets(clock);
  const now = (): number => wasNow() + Number(Atomics.load(shared, 0));
  const Moved: DateConstructor = new Proxy(MachineDate, {
    construct: (target, values: [], newTarget) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget === Moved ? target : newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
  const prototype = MachineDate.prototype as { constructor: unknown };
  const previous = globalThis.Date;
  prototype.constructor = Moved;
  globalThis.Date = Moved;
  return () => {
    if (globalThis.Date !== Moved) return;
    prototype.constructor = previous;
    globalThis.Date = previous;
  };
};
