import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export type Journal<Entry> = {
  entries: readonly Entry[];
  append(entry: Entry): void;
  clear(): void;
};

/**
 * A file of JSON lines. An entry is in the page cache before `append` returns, so it outlives `kill -9`
 * (not a power cut). A last line torn by a kill is dropped.
 */
export const openJournal = <Entry>(file: string): Journal<Entry> => {
  mkdirSync(dirname(file), { recursive: true });
  const entries: Entry[] = [];
  if (existsSync(file)) {
    const text = readFileSync(file, "utf8");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole.length !== text.length) writeFileSync(file, whole);
    for (const line of whole.split("\n")) if (line !== "") entries.push(JSON.parse(line) as Entry);
  }
  return {
    entries,
    append: (entry) => {
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
      entries.push(entry);
    },
    clear: () => {
      writeFileSync(file, "");
      entries.length = 0;
    },
  };
};
