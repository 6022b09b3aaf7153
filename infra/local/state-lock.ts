import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

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
