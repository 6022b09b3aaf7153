import { S3Refusal } from "./refusal.ts";

export type Trailers = Record<string, string>;

const LONGEST_LINE = 8_192;
const malformed = (): S3Refusal =>
  new S3Refusal(400, "IncompleteBody", "The request body terminated unexpectedly or its chunks are malformed.");

/**
 * The bytes inside `aws-chunked` content, which the SDK sends for bodies whose checksum it knows only at the end:
 * `<hex length>[;extension]CRLF <bytes> CRLF … 0 CRLF <trailers> CRLF`. Trailers are put in `trailers`.
 */
export const decodeAwsChunked = async function* (
  source: AsyncIterable<Buffer>,
  trailers: Trailers,
): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let left = 0;
  let state = "size" as "size" | "data" | "data-end" | "trailers" | "done";
  const takeLine = (): string | undefined => {
    const end = held.indexOf("\r\n");
    if (end < 0) {
      if (held.length > LONGEST_LINE) throw malformed();
      return undefined;
    }
    const line = held.subarray(0, end).toString("latin1");
    held = held.subarray(end + 2);
    return line;
  };
  for await (const piece of source) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    for (;;) {
      if (state === "data") {
        if (held.length === 0) break;
        const bytes = held.subarray(0, left);
        held = held.subarray(bytes.length);
        left -= bytes.length;
        yield bytes;
        if (left > 0) break;
        state = "data-end";
        continue;
      }
      const line = takeLine();
      if (line === undefined) break;
      if (state === "data-end") {
        if (line !== "") throw malformed();
        state = "size";
      } else if (state === "size") {
        const digits = line.split(";")[0] ?? "";
        if (!/^[0-9a-fA-F]{1,8}$/.test(digits)) throw malformed();
        left = Number.parseInt(digits, 16);
        state = left === 0 ? "trailers" : "data";
      } else if (state === "trailers") {
        const colon = line.indexOf(":");
        if (line === "") state = "done";
        else if (colon < 1) throw malformed();
        else trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
      } else throw malformed();
    }
  }
  if (state !== "done" && !(state === "trailers" && held.length === 0)) throw malformed();
};
