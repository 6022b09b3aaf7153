import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openJournal } from "../../../infra/local/stubs/journal.ts";
import { newStateDir } from "./stub-world.ts";

describe("a journal", () => {
  it("finds again what was appended", () => {
    const file = join(newStateDir(), "below", "journal.jsonl");
    const journal = openJournal<{ n: number }>(file);
    journal.append({ n: 1 });
    journal.append({ n: 2 });
    expect(openJournal<{ n: number }>(file).entries).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("drops a last line torn by a kill, and goes on on a line of its own", () => {
    const file = join(newStateDir(), "journal.jsonl");
    openJournal<{ n: number }>(file).append({ n: 1 });
    appendFileSync(file, '{"n":2');
    const journal = openJournal<{ n: number }>(file);
    expect(journal.entries).toEqual([{ n: 1 }]);
    journal.append({ n: 3 });
    expect(openJournal<{ n: number }>(file).entries).toEqual([{ n: 1 }, { n: 3 }]);
  });
});
