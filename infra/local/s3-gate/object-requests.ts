import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Announcements } from "./announcements.ts";
import { type Emulator, expectOk, type Headers, type StoredObject, targetOf } from "./emulator.ts";
import type { Incoming } from "./incoming.ts";
import { receivePayload } from "./payload.ts";
import { S3Refusal } from "./refusal.ts";

/** What describes an object or a read of one; the rest of a request ends at the gate. */
const FORWARDED =
  /^(content-type|content-language|content-disposition|cache-control|range|if-match|if-modified-since|if-unmodified-since|x-amz-meta-.+|x-amz-metadata-directive|x-amz-copy-source|x-amz-checksum-.+)$/;
/** Query members by which S3 tells versions of one call apart, without another meaning. */
const HARMLESS = new Set([
  "x-id",
  "list-type",
  "prefix",
  "delimiter",
  "max-keys",
  "continuation-token",
  "start-after",
  "encoding-type",
  "delete",
]);

const preconditionFailed = (): S3Refusal =>
  new S3Refusal(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");

const sameEtag = (left: string, right: string): boolean => left.replaceAll('"', "") === right.replaceAll('"', "");

const forwardedHeaders = ({ described, signed }: Incoming): Headers => {
  const headers = Object.fromEntries(Object.entries(described).filter(([name]) => FORWARDED.test(name)));
  const encodings = (described["content-encoding"] ?? "").split(",").map((encoding) => encoding.trim());
  const encoding = encodings.filter((name) => name !== "" && name !== "aws-chunked").join(",");
  if (encoding !== "") headers["content-encoding"] = encoding;
  // On reads the emulator knows this condition; on writes it does not, and the gate has checked it.
  if (signed.method !== "PUT" && described["if-none-match"] !== undefined) {
    headers["if-none-match"] = described["if-none-match"];
  }
  return headers;
};

/** One at a time for each key: a condition and the write it guards are one step. */
const createKeyLocks = () => {
  const last = new Map<string, Promise<unknown>>();
  return <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const result = (last.get(key) ?? Promise.resolve()).then(work, work);
    const settled = result.catch(() => undefined);
    last.set(key, settled);
    void settled.then(() => {
      if (last.get(key) === settled) last.delete(key);
    });
    return result;
  };
};

const checkWriteConditions = ({ described }: Incoming, present: StoredObject | undefined): void => {
  const noneMatch = described["if-none-match"];
  const match = described["if-match"];
  if (noneMatch !== undefined && noneMatch !== "*") {
    throw new S3Refusal(501, "NotImplemented", "If-None-Match on a write takes only *.");
  }
  if (noneMatch === "*" && present !== undefined) throw preconditionFailed();
  if (match !== undefined && present === undefined)
    throw new S3Refusal(404, "NoSuchKey", "The specified key does not exist.");
  if (match !== undefined && present !== undefined && !sameEtag(match, present.etag)) throw preconditionFailed();
};

export const createObjectRequests = (emulator: Emulator, folder: string, announcements: Announcements) => {
  const locked = createKeyLocks();

  const put = async (request: IncomingMessage, response: ServerResponse, incoming: Incoming, signedPayload: string) => {
    const file = join(folder, randomUUID());
    const { bucket, key } = incoming;
    const payload = await receivePayload(request, incoming.described, signedPayload, file);
    try {
      const headers = forwardedHeaders(incoming);
      for (const [algorithm, value] of Object.entries(payload.checksums))
        headers[`x-amz-checksum-${algorithm}`] = value;
      const { "if-match": _checkedHere, ...kept } = headers;
      const stored = await locked(`${bucket}/${key}`, async () => {
        checkWriteConditions(incoming, await emulator.head(bucket, key));
        return announcements.write(bucket, key, () => emulator.store(targetOf(bucket, key), kept, file, payload.size));
      });
      response.writeHead(200, { etag: stored.etag, "content-length": "0", "x-amz-request-id": randomUUID() });
      response.end();
    } finally {
      await rm(file, { force: true });
    }
  };

  const copy = async (response: ServerResponse, incoming: Incoming, source: string) => {
    const { bucket, key, described } = incoming;
    const from = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(source));
    if (from === null) throw new S3Refusal(400, "InvalidArgument", "x-amz-copy-source is malformed.");
    if (described["x-amz-copy-source-if-modified-since"] ?? described["x-amz-copy-source-if-unmodified-since"]) {
      throw new S3Refusal(501, "NotImplemented", "The gate checks copies by ETag only.");
    }
    await locked(`${bucket}/${key}`, async () => {
      const original = await emulator.head(from[1] ?? "", from[2] ?? "");
      if (original === undefined) throw new S3Refusal(404, "NoSuchKey", "The specified key does not exist.");
      const match = described["x-amz-copy-source-if-match"];
      const noneMatch = described["x-amz-copy-source-if-none-match"];
      if (match !== undefined && !sameEtag(match, original.etag)) throw preconditionFailed();
      if (noneMatch !== undefined && (noneMatch === "*" || sameEtag(noneMatch, original.etag)))
        throw preconditionFailed();
      checkWriteConditions(incoming, await emulator.head(bucket, key));
      const headers = { ...forwardedHeaders(incoming), "content-length": "0" };
      const answer = await announcements.write(bucket, key, async () => {
        const copied = await expectOk(await emulator.send("PUT", targetOf(bucket, key), headers));
        const stored = await emulator.head(bucket, key);
        return { copied, etag: stored?.etag ?? "", size: stored?.size ?? 0 };
      });
      response.writeHead(200, {
        "content-type": "application/xml",
        "content-length": Buffer.byteLength(answer.copied),
        "x-amz-request-id": randomUUID(),
      });
      response.end(answer.copied);
    });
  };

  const relay = async (
    answer: IncomingMessage,
    response: ServerResponse,
    overrides: Readonly<Record<string, string>>,
  ) => {
    const { connection: _c, "keep-alive": _k, "transfer-encoding": _t, date: _d, ...headers } = answer.headers;
    try {
      response.writeHead(answer.statusCode ?? 502, {
        ...headers,
        ...(answer.statusCode === 200 || answer.statusCode === 206 ? overrides : {}),
      });
    } catch {
      answer.resume();
      throw new S3Refusal(400, "InvalidArgument", "A response- parameter cannot stand in a header.");
    }
    await pipeline(answer, response);
  };

  const pass = async (
    request: IncomingMessage,
    response: ServerResponse,
    incoming: Incoming,
    signedPayload: string,
  ) => {
    const { bucket, key, signed, subject, overrides } = incoming;
    const query = new URLSearchParams(subject.map(([name, value]): [string, string] => [name, value]));
    const target = `${key === "" ? `/${encodeURIComponent(bucket)}` : targetOf(bucket, key)}${query.size > 0 ? `?${query}` : ""}`;
    const headers = forwardedHeaders(incoming);
    if (signed.method === "POST") {
      const file = join(folder, randomUUID());
      const { size } = await receivePayload(request, incoming.described, signedPayload, file);
      try {
        const answer = await emulator.send(
          "POST",
          target,
          { ...headers, "content-length": String(size) },
          createReadStream(file),
        );
        return await relay(answer, response, {});
      } finally {
        await rm(file, { force: true });
      }
    }
    return relay(await emulator.send(signed.method, target, headers), response, overrides);
  };

  return {
    /** Answers a request whose signature holds, or throws an `S3Refusal`. */
    answer: async (request: IncomingMessage, response: ServerResponse, incoming: Incoming, signedPayload: string) => {
      const { key, bucket, described, signed, subject } = incoming;
      const unknown = subject.find(([name]) => !HARMLESS.has(name));
      if (unknown !== undefined) throw new S3Refusal(501, "NotImplemented", `The gate does not pass ?${unknown[0]}.`);
      const isObject = key !== "";
      if (signed.method === "PUT" && isObject) {
        const source = described["x-amz-copy-source"];
        return source === undefined
          ? put(request, response, incoming, signedPayload)
          : copy(response, incoming, source);
      }
      if (signed.method === "GET" || signed.method === "HEAD") return pass(request, response, incoming, signedPayload);
      if (signed.method === "DELETE" && isObject) {
        return locked(`${bucket}/${key}`, () => pass(request, response, incoming, signedPayload));
      }
      const deletesMany = signed.method === "POST" && !isObject && subject.some(([name]) => name === "delete");
      if (deletesMany) return pass(request, response, incoming, signedPayload);
      throw new S3Refusal(501, "NotImplemented", "The gate passes objects only.");
    },
  };
};
