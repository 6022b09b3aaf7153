import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

/** Held by the process of the emulators. */
export const EMULATORS_LOCK = "emulators.lock";
/** Emulators end this long after their runner at the latest. */
export const EMULATORS_END_MS = 8_000;

/**
 * Holds the state folder for this process until `release` or until it ends, however it ends: the lock is the
 * operating system's, on a file that SQLite locks. Undefined where another process still holds it after `waitMs`.
 */
export const lockState = async (
  stateDir: string,
  name: string,
  waitMs: number,
): Promise<{ release(): void } | undefined> => {
  mkdirSync(stateDir, { recursive: true });
  const started = performance.now();
  for (;;) {
    const database = new DatabaseSync(join(stateDir, name));
    try {
      database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;");
      return { release: () => database.close() };
    } catch {
      database.close();
      if (performance.now() - started > waitMs) return undefined;
      await sleep(50);
    }
  }
};

/** Removes everything from the state folder but its locks; the caller holds the runner's. */
export const forgetState = async (stateDir: string): Promise<void> => {
  // The emulators of a runner killed just now may still hold their files.
  const emulators = await lockState(stateDir, EMULATORS_LOCK, EMULATORS_END_MS);
  for (const name of readdirSync(stateDir))
    if (!name.includes(".lock")) rmSync(join(stateDir, name), { recursive: true, force: true });
  emulators?.release();
};
