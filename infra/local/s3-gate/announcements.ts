import { randomUUID } from "node:crypto";
import { openJournal } from "../stubs/journal.ts";
import type { StoredObject } from "./emulator.ts";

export type ObjectCreated = (bucket: string, key: string, etag: string, size: number) => void | Promise<void>;

type Entry = { id: string; bucket: string; key: string } | { id: string; ended: true };

export type Announcements = {
  /** Runs a write and tells of what it stored before it answers. */
  write<Stored extends StoredObject>(bucket: string, key: string, store: () => Promise<Stored>): Promise<Stored>;
  /** Tells of what was stored and not told: by an earlier process, or because its news was not taken. */
  catchUp(head: (bucket: string, key: string) => Promise<StoredObject | undefined>): Promise<void>;
};

/**
 * Object events as S3 gives them, at least once: a write is noted in `file` before it begins and struck out when its
 * news was taken, so that news not taken is told again, by the next process where this one was killed. Without this an upload stored at the
 * moment of a kill would wait for its scan for ever, since its key can be written only once.
 */
export const createAnnouncements = (
  onObjectCreated: ObjectCreated,
  file: string,
  log: (line: string) => void,
): Announcements => {
  const journal = openJournal<Entry>(file);
  const untold = new Map<string, { bucket: string; key: string }>();
  for (const entry of journal.entries) {
    if ("ended" in entry) untold.delete(entry.id);
    else untold.set(entry.id, entry);
  }
  let underWay = 0;
  const end = (id: string): void => {
    if (untold.size === 0 && underWay === 0) journal.clear();
    else journal.append({ id, ended: true });
  };
  const tell = async (id: string, bucket: string, key: string, { etag, size }: StoredObject): Promise<void> => {
    try {
      await onObjectCreated(bucket, key, etag, size);
    } catch (error) {
      untold.set(id, { bucket, key });
      log(`s3 gate: the news of ${bucket}/${key} was not taken and comes again: ${String(error)}`);
      return;
    }
    end(id);
  };
  return {
    write: async <Stored extends StoredObject>(bucket: string, key: string, store: () => Promise<Stored>) => {
      const id = randomUUID();
      journal.append({ id, bucket, key });
      underWay += 1;
      let stored: Stored;
      try {
        stored = await store();
      } catch (error) {
        underWay -= 1;
        end(id);
        throw error;
      }
      underWay -= 1;
      await tell(id, bucket, key, stored);
      return stored;
    },
    catchUp: async (head) => {
      for (const [id, { bucket, key }] of [...untold]) {
        untold.delete(id);
        underWay += 1;
        const stored = await head(bucket, key).catch(() => "unknown" as const);
        underWay -= 1;
        if (stored === "unknown") untold.set(id, { bucket, key });
        else if (stored === undefined) end(id);
        else await tell(id, bucket, key, stored);
      }
    },
  };
};
