import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { crc32 } from "node:zlib";
import { decodeAwsChunked, type Trailers } from "./aws-chunked.ts";
import { S3Refusal } from "./refusal.ts";

/** Beyond any document of the service (20 MB): what a mistake may cost the disk. */
const LARGEST_OBJECT = 200 * 1024 * 1024;

const ALGORITHMS = ["sha256", "crc32", "sha1"] as const;
type Algorithm = (typeof ALGORITHMS)[number];
type Checksums = Partial<Record<Algorithm, string>>;

export type Payload = { file: string; size: number; checksums: Checksums };

const badDigest = (name: string): S3Refusal =>
  new S3Refusal(400, "BadDigest", `The ${name} you specified did not match the calculated checksum.`);

const checksumsIn = (values: Readonly<Record<string, string>>): Checksums => {
  const found: Checksums = {};
  for (const [name, value] of Object.entries(values)) {
    const algorithm = /^x-amz-checksum-(?!mode$|type$|algorithm$)(\w+)$/.exec(name)?.[1];
    if (algorithm === undefined) continue;
    const known = ALGORITHMS.find((candidate) => candidate === algorithm);
    // A checksum that cannot be verified must not look verified.
    if (known === undefined) throw new S3Refusal(501, "NotImplemented", `The gate does not compute ${algorithm}.`);
    found[known] = value;
  }
  return found;
};

const declaredLength = (headers: Readonly<Record<string, string>>, name: string): number => {
  const text = headers[name];
  if (text === undefined) throw new S3Refusal(411, "MissingContentLength", `You must provide the ${name} HTTP header.`);
  if (!/^\d{1,12}$/.test(text)) throw new S3Refusal(400, "InvalidArgument", `${name} is not a length.`);
  const length = Number(text);
  if (length > LARGEST_OBJECT) {
    throw new S3Refusal(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
  }
  return length;
};

/**
 * Writes the body to `file` as it comes and checks it against everything that was said of it: length, signed hash,
 * checksums in headers and trailers. On a mismatch the file is gone and an `S3Refusal` is thrown.
 *
 * @param described headers, and the `x-amz-*` parameters of the query, which S3 takes for headers
 * @param signedPayload the payload hash of the signature
 */
export const receivePayload = async (
  request: IncomingMessage,
  described: Readonly<Record<string, string>>,
  signedPayload: string,
  file: string,
): Promise<Payload> => {
  const streaming = signedPayload.startsWith("STREAMING-");
  if (streaming && signedPayload !== "STREAMING-UNSIGNED-PAYLOAD-TRAILER") {
    throw new S3Refusal(501, "NotImplemented", "The gate does not verify signed chunks.");
  }
  const expected = declaredLength(described, streaming ? "x-amz-decoded-content-length" : "content-length");
  const wanted = checksumsIn(described);
  const trailers: Trailers = {};
  const sha256 = createHash("sha256");
  const sha1 = createHash("sha1");
  let crc = 0;
  let size = 0;
  const sink = createWriteStream(file, { mode: 0o600 });
  try {
    const bytes = streaming ? decodeAwsChunked(request, trailers) : (request as AsyncIterable<Buffer>);
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > expected) throw new S3Refusal(400, "InvalidRequest", "The body is longer than was declared.");
      sha256.update(chunk);
      sha1.update(chunk);
      crc = crc32(chunk, crc);
      if (!sink.write(chunk)) await once(sink, "drain");
    }
    sink.end();
    await once(sink, "close");
    if (size !== expected) {
      throw new S3Refusal(
        400,
        "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
      );
    }
    const digest = sha256.digest();
    if (/^[0-9a-f]{64}$/.test(signedPayload) && digest.toString("hex") !== signedPayload) {
      throw new S3Refusal(
        400,
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const crcBytes = Buffer.alloc(4);
    crcBytes.writeUInt32BE(crc >>> 0);
    const computed = {
      sha256: digest.toString("base64"),
      sha1: sha1.digest("base64"),
      crc32: crcBytes.toString("base64"),
    };
    const claimed = { ...wanted, ...checksumsIn(trailers) };
    const announced = described["x-amz-trailer"];
    if (announced !== undefined && trailers[announced] === undefined) {
      throw new S3Refusal(
        400,
        "MalformedTrailerError",
        "The request contained trailing data that was not well-formed.",
      );
    }
    for (const algorithm of ALGORITHMS) {
      const claim = claimed[algorithm];
      if (claim !== undefined && claim !== computed[algorithm]) throw badDigest(algorithm.toUpperCase());
    }
    return { file, size, checksums: claimed };
  } catch (error) {
    sink.destroy();
    // Removed only once closed: an open still under way would make the file again.
    if (!sink.closed) await once(sink, "close");
    await rm(file, { force: true });
    if (error instanceof S3Refusal) throw error;
    throw new S3Refusal(400, "IncompleteBody", "The body ended before it was whole.");
  }
};
