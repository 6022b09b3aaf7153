import { randomBytes, randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { BUCKET, CREDENTIALS, sha256, startS3World } from "./s3-world.ts";

let world: Awaited<ReturnType<typeof startS3World>>;
beforeAll(async () => {
  world = await startS3World();
});
afterAll(() => world.stop());
afterEach(() => vi.useRealTimers());

const BYTES = Buffer.from("%PDF-1.7 một tài liệu");
const newKey = () => `incoming/${randomUUID()}`;

const put = (url: string, body: Uint8Array, headers: Record<string, string>) =>
  fetch(url, { method: "PUT", body: new Uint8Array(body), headers });

const refusal = async (response: Response): Promise<[number, string | undefined]> => [
  response.status,
  /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1],
];

describe("an upload by a presigned URL", () => {
  it("is stored as it was signed and told once", async () => {
    const key = newKey();
    const response = await put(await world.uploadUrl(key, BYTES), BYTES, world.uploadHeaders(BYTES));
    expect(response.status).toBe(200);
    expect(await world.stored(key)).toEqual(BYTES);
    expect(world.created.filter((object) => object.key === key)).toEqual([
      { bucket: BUCKET, key, etag: response.headers.get("etag"), size: BYTES.length },
    ]);
  });

  it("carries 20 MB, more than the emulator takes in one piece", async () => {
    const key = newKey();
    const large = randomBytes(20 * 1024 * 1024 + 1);
    const response = await put(await world.uploadUrl(key, large), large, world.uploadHeaders(large));
    expect(response.status).toBe(200);
    expect((await world.stored(key))?.equals(large)).toBe(true);
  });

  const faults: [
    string,
    (url: string) => { url?: string; body?: Buffer; headers?: Record<string, string> },
    number,
    string,
  ][] = [
    [
      "other bytes of the same length",
      () => ({ body: Buffer.from(BYTES.toString("latin1").replace("1.7", "1.6"), "latin1") }),
      400,
      "BadDigest",
    ],
    ["more bytes than declared", () => ({ body: Buffer.concat([BYTES, BYTES]) }), 403, "SignatureDoesNotMatch"],
    ["fewer bytes than declared", () => ({ body: BYTES.subarray(1) }), 403, "SignatureDoesNotMatch"],
    ["another content type", () => ({ headers: { "content-type": "text/html" } }), 403, "SignatureDoesNotMatch"],
    [
      "another checksum, also of the bytes sent",
      () => ({
        body: Buffer.from(BYTES).reverse(),
        headers: { "x-amz-checksum-sha256": sha256(Buffer.from(BYTES).reverse()) },
      }),
      403,
      "SignatureDoesNotMatch",
    ],
    ["no checksum", () => ({ headers: { "x-amz-checksum-sha256": "" } }), 403, "SignatureDoesNotMatch"],
    ["no If-None-Match", () => ({ headers: { "if-none-match": "" } }), 403, "SignatureDoesNotMatch"],
    ["a header of S3 that was not signed", () => ({ headers: { "x-amz-meta-role": "leader" } }), 403, "AccessDenied"],
    ["another key", (url) => ({ url: url.replace("incoming/", "incoming/other-") }), 403, "SignatureDoesNotMatch"],
    [
      "a later expiry",
      (url) => ({ url: url.replace("X-Amz-Expires=600", "X-Amz-Expires=6000") }),
      403,
      "SignatureDoesNotMatch",
    ],
    [
      "another signature",
      (url) => ({ url: url.replace(/Signature=[0-9a-f]{8}/, "Signature=00000000") }),
      403,
      "SignatureDoesNotMatch",
    ],
    [
      "the signature twice",
      (url) => ({ url: `${url}&X-Amz-Signature=${"0".repeat(64)}` }),
      400,
      "AuthorizationQueryParametersError",
    ],
    ["no signature", (url) => ({ url: url.split("?")[0] ?? "" }), 403, "AccessDenied"],
    ["another access key", (url) => ({ url: url.replace("local-functions", "somebody") }), 403, "InvalidAccessKeyId"],
    [
      "two ways to sign",
      () => ({ headers: { authorization: "AWS4-HMAC-SHA256 Credential=x" } }),
      400,
      "InvalidArgument",
    ],
  ];
  for (const [what, plant, status, code] of faults) {
    it(`with ${what} is refused and leaves nothing`, async () => {
      const key = newKey();
      const url = await world.uploadUrl(key, BYTES);
      const fault = plant(url);
      const headers = Object.fromEntries(
        Object.entries({ ...world.uploadHeaders(BYTES), ...fault.headers }).filter(([, value]) => value !== ""),
      );
      const response = await put(fault.url ?? url, fault.body ?? BYTES, headers);
      expect(await refusal(response)).toEqual([status, code]);
      expect(await world.stored(key)).toBeUndefined();
      expect(world.created.some((object) => object.key === key)).toBe(false);
    });
  }

  it("is refused when it has expired, by the clock that the runner moves", async () => {
    const key = newKey();
    const url = await world.uploadUrl(key, BYTES);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
    const response = await put(url, BYTES, world.uploadHeaders(BYTES));
    expect(response.headers.get("date")).toBe(new Date().toUTCString());
    expect(await refusal(response)).toEqual([403, "AccessDenied"]);
    expect(await world.stored(key)).toBeUndefined();
  });

  it("is refused when signed more than 15 minutes ahead", async () => {
    const url = await world.uploadUrl(newKey(), BYTES);
    const signedAt = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: signedAt - 16 * 60_000 });
    expect(await refusal(await put(url, BYTES, world.uploadHeaders(BYTES)))).toEqual([403, "AccessDenied"]);
    vi.setSystemTime(signedAt - 14 * 60_000);
    expect((await put(url, BYTES, world.uploadHeaders(BYTES))).status).toBe(200);
  });

  it("writes a key once, whoever comes second", async () => {
    const key = newKey();
    const url = await world.uploadUrl(key, BYTES);
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await put(url, BYTES, world.uploadHeaders(BYTES))).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(9);
    expect(world.created.filter((object) => object.key === key)).toHaveLength(1);
    expect(await refusal(await put(url, BYTES, world.uploadHeaders(BYTES)))).toEqual([412, "PreconditionFailed"]);
  });

  it("that is cut off in the middle leaves nothing", async () => {
    const key = newKey();
    const url = new URL(await world.uploadUrl(key, BYTES));
    const headers = { ...world.uploadHeaders(BYTES), "content-length": BYTES.length };
    await new Promise<void>((resolve) => {
      const outgoing = httpRequest(url, { method: "PUT", headers });
      outgoing.on("error", () => resolve());
      outgoing.write(BYTES.subarray(0, 5));
      setTimeout(() => outgoing.destroy(new Error("cut")), 50);
    });
    expect(await world.stored(key)).toBeUndefined();
    expect((await put(url.href, BYTES, world.uploadHeaders(BYTES))).status).toBe(200);
  });
});

describe("a download by a presigned URL", () => {
  it("has the type and the name that were signed", async () => {
    const key = newKey();
    await world.client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: BYTES, ContentType: "text/html" }));
    const url = await getSignedUrl(
      world.client,
      new GetObjectCommand({
        Bucket: BUCKET,
        Key: key,
        ResponseContentType: "application/pdf",
        ResponseContentDisposition: "attachment; filename*=UTF-8''gi%E1%BA%A5y.pdf",
      }),
      { expiresIn: 120 },
    );
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''gi%E1%BA%A5y.pdf");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(BYTES);
    expect((await fetch(url, { method: "HEAD" })).status).toBe(403);
    expect(await refusal(await fetch(url.replace("attachment", "inline")))).toEqual([403, "SignatureDoesNotMatch"]);
  });
});

describe("the functions' own client", () => {
  it("puts, heads, gets and deletes, whatever letters the key has", async () => {
    const Key = `${newKey()}/giấy tờ (1)+&'*.pdf`;
    await world.client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: BYTES, Metadata: { kind: "test" } }));
    const head = await world.client.send(new HeadObjectCommand({ Bucket: BUCKET, Key }));
    expect([head.ContentLength, head.Metadata?.kind]).toEqual([BYTES.length, "test"]);
    const got = await world.client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(BYTES);
    await world.client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));
    await expect(world.client.send(new GetObjectCommand({ Bucket: BUCKET, Key }))).rejects.toThrow(
      /not exist|NoSuchKey/,
    );
  });

  it("streams a body whose checksum comes at its end", async () => {
    const Key = newKey();
    const pieces = Array.from({ length: 40 }, () => randomBytes(50_000));
    await world.client.send(
      new PutObjectCommand({ Bucket: BUCKET, Key, Body: Readable.from(pieces), ContentLength: 2_000_000 }),
    );
    expect((await world.stored(Key))?.equals(Buffer.concat(pieces))).toBe(true);
  });

  it("copies only what has the ETag it read", async () => {
    const Key = newKey();
    const { ETag } = await world.client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: BYTES }));
    const copy = { Bucket: BUCKET, CopySource: `${BUCKET}/${Key}` };
    await expect(
      world.client.send(new CopyObjectCommand({ ...copy, Key: `${Key}-a`, CopySourceIfMatch: '"another"' })),
    ).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect(await world.stored(`${Key}-a`)).toBeUndefined();
    await world.client.send(new CopyObjectCommand({ ...copy, Key: `${Key}-b`, CopySourceIfMatch: ETag }));
    expect(await world.stored(`${Key}-b`)).toEqual(BYTES);
    expect(world.created.some(({ key, size }) => key === `${Key}-b` && size === BYTES.length)).toBe(true);
    await expect(
      world.client.send(new CopyObjectCommand({ ...copy, Key: `${Key}-b`, IfNoneMatch: "*" })),
    ).rejects.toMatchObject({ name: "PreconditionFailed" });
  });

  it("is refused with another secret", async () => {
    const stranger = new S3Client({
      endpoint: world.endpoint,
      region: "ap-southeast-1",
      credentials: { ...CREDENTIALS, secretAccessKey: "guessed" },
      forcePathStyle: true,
    });
    await expect(
      stranger.send(new PutObjectCommand({ Bucket: BUCKET, Key: newKey(), Body: BYTES })),
    ).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    stranger.destroy();
  });

  it("finds its way after the clock has moved", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2021-01-04T01:00:00Z") });
    await world.client.send(new PutObjectCommand({ Bucket: BUCKET, Key: newKey(), Body: BYTES }));
  });

  it("may not do what nothing here needs", async () => {
    const url = await getSignedUrl(world.client, new PutObjectCommand({ Bucket: BUCKET, Key: newKey() }));
    expect(await refusal(await fetch(url.replace("x-id=PutObject", "acl"), { method: "PUT" }))).toEqual([
      403,
      "SignatureDoesNotMatch",
    ]);
    const form = new FormData();
    form.set("key", "x");
    expect(await refusal(await fetch(`${world.endpoint}/${BUCKET}`, { method: "POST", body: form }))).toEqual([
      403,
      "AccessDenied",
    ]);
  });
});

describe("a browser", () => {
  const preflight = (headers: Record<string, string>) =>
    fetch(`${world.endpoint}/${BUCKET}/key`, { method: "OPTIONS", headers });

  it("may upload and read from any page", async () => {
    const response = await preflight({
      origin: "http://localhost:3000",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "content-type,if-none-match,x-amz-checksum-sha256",
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-headers")).toContain("x-amz-checksum-sha256");
    const key = newKey();
    const put = await fetch(await world.uploadUrl(key, BYTES), {
      method: "PUT",
      body: new Uint8Array(BYTES),
      headers: { ...world.uploadHeaders(BYTES), origin: "http://localhost:3000" },
    });
    expect(put.headers.get("access-control-expose-headers")).toContain("ETag");
  });

  it("may not delete", async () => {
    const response = await preflight({ origin: "http://localhost:3000", "access-control-request-method": "DELETE" });
    expect(response.status).toBe(403);
  });
});
