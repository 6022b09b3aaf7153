import { createReadStream } from "node:fs";
import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { S3Refusal } from "./refusal.ts";

/** fauxqs takes bodies up to 11 MiB; larger objects go to it in parts of this size (S3 asks for at least 5 MiB). */
const PART_BYTES = 8 * 1024 * 1024;

export type Headers = Record<string, string>;
export type StoredObject = { etag: string; size: number };

export type Emulator = {
  send(method: string, target: string, headers: Headers, body?: Readable | string): Promise<IncomingMessage>;
  head(bucket: string, key: string): Promise<StoredObject | undefined>;
  /** Stores a file as one object, whole or not at all. */
  store(target: string, headers: Headers, file: string, size: number): Promise<StoredObject>;
  stop(): void;
};

export const targetOf = (bucket: string, key: string): string =>
  `/${encodeURIComponent(bucket)}/${key.split("/").map(encodeURIComponent).join("/")}`;

const textOf = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

/** The text of a success; any other answer is thrown as an `S3Refusal` of its own code. */
export const expectOk = async (response: IncomingMessage): Promise<string> => {
  const text = await textOf(response);
  if (response.statusCode === 200) return text;
  const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? "InternalError";
  const message = /<Message>([^<]+)<\/Message>/.exec(text)?.[1] ?? "The emulator refused the object.";
  throw new S3Refusal(response.statusCode ?? 500, code, message);
};

/** The S3 emulator behind the gate, spoken to without signatures. */
export const connectEmulator = (endpoint: string): Emulator => {
  const base = new URL(endpoint);
  const agent = new Agent({ keepAlive: true });

  const send: Emulator["send"] = (method, target, headers, body) =>
    new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        { agent, host: base.hostname, port: base.port, method, path: target, headers: { ...headers, host: base.host } },
        resolve,
      );
      outgoing.on("error", reject);
      if (body === undefined || typeof body === "string") outgoing.end(body);
      else {
        body.on("error", (error) => outgoing.destroy(error));
        body.pipe(outgoing);
      }
    });

  const head: Emulator["head"] = async (bucket, key) => {
    const response = await send("HEAD", targetOf(bucket, key), {});
    response.resume();
    if (response.statusCode !== 200) return undefined;
    return { etag: response.headers.etag ?? "", size: Number(response.headers["content-length"] ?? 0) };
  };

  const storeInParts = async (target: string, headers: Headers, file: string, size: number) => {
    const opened = await expectOk(await send("POST", `${target}?uploads`, { ...headers, "content-length": "0" }));
    const upload = encodeURIComponent(/<UploadId>([^<]+)<\/UploadId>/.exec(opened)?.[1] ?? "");
    try {
      const parts: string[] = [];
      for (let start = 0; start < size; start += PART_BYTES) {
        const end = Math.min(start + PART_BYTES, size);
        const number = parts.length + 1;
        const response = await send(
          "PUT",
          `${target}?partNumber=${number}&uploadId=${upload}`,
          { "content-type": "application/octet-stream", "content-length": String(end - start) },
          createReadStream(file, { start, end: end - 1 }),
        );
        await expectOk(response);
        parts.push(`<Part><PartNumber>${number}</PartNumber><ETag>${response.headers.etag ?? ""}</ETag></Part>`);
      }
      const list = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
      const closed = await send(
        "POST",
        `${target}?uploadId=${upload}`,
        { "content-type": "application/xml", "content-length": String(Buffer.byteLength(list)) },
        list,
      );
      const etag = /<ETag>([^<]+)<\/ETag>/.exec(await expectOk(closed))?.[1] ?? "";
      return { etag: etag.replaceAll("&quot;", '"'), size };
    } catch (error) {
      (await send("DELETE", `${target}?uploadId=${upload}`, {})).resume();
      throw error;
    }
  };

  return {
    send,
    head,
    store: async (target, headers, file, size) => {
      if (size > PART_BYTES) return storeInParts(target, headers, file, size);
      const whole = { ...headers, "content-length": String(size) };
      const response = await send("PUT", target, whole, createReadStream(file));
      await expectOk(response);
      return { etag: response.headers.etag ?? "", size };
    },
    stop: () => agent.destroy(),
  };
};
