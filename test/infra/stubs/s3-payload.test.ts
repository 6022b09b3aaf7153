import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { receivePayload } from "../../../infra/local/s3-gate/payload.ts";
import { newStateDir } from "./stub-world.ts";

const TEXT = "một tài liệu dài hơn một mẩu";
const BYTES = Buffer.from(TEXT);
const STREAMING = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

const crcOf = (bytes: Buffer): string => {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(crc32(bytes));
  return out.toString("base64");
};

const chunked = (bytes: Buffer, trailer: string): Buffer =>
  Buffer.concat([
    Buffer.from("5\r\n"),
    bytes.subarray(0, 5),
    Buffer.from(`\r\n${(bytes.length - 5).toString(16)};note=x\r\n`),
    bytes.subarray(5),
    Buffer.from(`\r\n0\r\n${trailer}\r\n\r\n`),
  ]);

/** The body in pieces of `step` bytes; answers what was stored, or the code of the refusal. */
const receive = async (body: Buffer, headers: Record<string, string>, signed: string, step = 7) => {
  const pieces: Buffer[] = [];
  for (let start = 0; start < body.length; start += step) pieces.push(body.subarray(start, start + step));
  const file = join(newStateDir(), "body");
  try {
    await receivePayload(Readable.from(pieces) as unknown as IncomingMessage, headers, signed, file);
    return (await readFile(file)).toString();
  } catch (error) {
    expect(existsSync(file)).toBe(false);
    return (error as { code: string }).code;
  }
};

const length = { "content-length": String(BYTES.length) };
const trailing = { "x-amz-decoded-content-length": String(BYTES.length), "x-amz-trailer": "x-amz-checksum-crc32" };

describe("a body at the gate", () => {
  it("is kept when it is what was said of it", async () => {
    expect(await receive(BYTES, length, "UNSIGNED-PAYLOAD")).toBe(TEXT);
    expect(await receive(BYTES, length, createHash("sha256").update(BYTES).digest("hex"))).toBe(TEXT);
    expect(await receive(Buffer.alloc(0), { "content-length": "0" }, "UNSIGNED-PAYLOAD")).toBe("");
    for (const step of [1, 2, 3, 7, 1000]) {
      const body = chunked(BYTES, `x-amz-checksum-crc32:${crcOf(BYTES)}`);
      expect(await receive(body, trailing, STREAMING, step)).toBe(TEXT);
    }
  });

  const refusals: [string, Buffer, Record<string, string>, string, string][] = [
    ["another signed hash", BYTES, length, "0".repeat(64), "XAmzContentSHA256Mismatch"],
    ["another CRC32", BYTES, { ...length, "x-amz-checksum-crc32": "AAAAAA==" }, "UNSIGNED-PAYLOAD", "BadDigest"],
    ["another SHA-1", BYTES, { ...length, "x-amz-checksum-sha1": "AAAA" }, "UNSIGNED-PAYLOAD", "BadDigest"],
    [
      "a checksum nobody computes",
      BYTES,
      { ...length, "x-amz-checksum-crc64nvme": "x" },
      "UNSIGNED-PAYLOAD",
      "NotImplemented",
    ],
    ["no length", BYTES, {}, "UNSIGNED-PAYLOAD", "MissingContentLength"],
    ["a length beyond any document", BYTES, { "content-length": "999999999" }, "UNSIGNED-PAYLOAD", "EntityTooLarge"],
    ["fewer bytes", BYTES.subarray(1), length, "UNSIGNED-PAYLOAD", "IncompleteBody"],
    ["more bytes", Buffer.concat([BYTES, BYTES]), length, "UNSIGNED-PAYLOAD", "InvalidRequest"],
    ["another checksum at its end", chunked(BYTES, "x-amz-checksum-crc32:AAAAAA=="), trailing, STREAMING, "BadDigest"],
    ["no checksum at its end", chunked(BYTES, "x-other:1"), trailing, STREAMING, "MalformedTrailerError"],
    [
      "fewer bytes in chunks",
      chunked(BYTES.subarray(1), `x-amz-checksum-crc32:${crcOf(BYTES.subarray(1))}`),
      trailing,
      STREAMING,
      "IncompleteBody",
    ],
    ["chunks cut off", chunked(BYTES, "x").subarray(0, 20), trailing, STREAMING, "IncompleteBody"],
    ["chunks without a size", Buffer.from("zz\r\nabc\r\n0\r\n\r\n"), trailing, STREAMING, "IncompleteBody"],
    ["signed chunks", BYTES, trailing, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "NotImplemented"],
  ];
  for (const [what, body, headers, signed, code] of refusals) {
    it(`with ${what} is refused and leaves no file`, async () => {
      expect(await receive(body, headers, signed)).toBe(code);
    });
  }
});
