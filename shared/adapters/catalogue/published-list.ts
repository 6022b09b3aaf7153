import { gunzipSync, gzipSync } from "node:zlib";
import type { CatalogueLine, PublishedList } from "../../domain/procedures/catalogue-entry.ts";

const NEWLINE = 10;

/** A gzip ends with the length of what it holds (RFC 1952, 2.3.1); with room for it at once nothing is held twice. */
const lengthIn = (object: Buffer): number => object.readUInt32LE(object.length - 4);
const ROOM = 64;

/** A list as the bytes of a public object: one line of JSON each, so that a reader never holds all of it at once. */
export const bytesOf = (lines: readonly CatalogueLine[]): Buffer =>
  gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { level: 9 });

/**
 * The list that a public object holds. It is unpacked at each call and nothing of it is kept beyond what that call gave:
 * unpacked it is a dozen times as large.
 */
export const listOf = (id: string, object: Buffer): PublishedList => ({
  id,
  lines: () => {
    const bytes = gunzipSync(object, { chunkSize: lengthIn(object) + ROOM });
    return {
      *[Symbol.iterator]() {
        let start = 0;
        for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
          yield JSON.parse(bytes.toString("utf8", start, end)) as CatalogueLine;
          start = end + 1;
        }
      },
    };
  },
});
