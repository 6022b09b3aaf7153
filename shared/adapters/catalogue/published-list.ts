import type { CatalogueLine, PublishedList } from "../../domain/procedures/catalogue-entry.ts";

const NEWLINE = 10;

/** A list as the bytes of a public object: one line of JSON each, so that a reader never holds all of it at once. */
export const bytesOf = (lines: readonly CatalogueLine[]): Buffer =>
  Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));

/** The list that a public object holds. */
export const listOf = (id: string, bytes: Buffer): PublishedList => ({
  id,
  *lines() {
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      yield JSON.parse(bytes.toString("utf8", start, end)) as CatalogueLine;
      start = end + 1;
    }
  },
});
