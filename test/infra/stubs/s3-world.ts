import { createHash } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { startFauxqs } from "fauxqs";
import { startS3Gate } from "../../../infra/local/s3-gate/gate.ts";

export const CREDENTIALS = { accessKeyId: "local-functions", secretAccessKey: "local-secret" };
export const BUCKET = "quarantine";

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("base64");

/** The emulator, the gate in front of it and the SDK's own client, as the functions have it. */
export const startS3World = async () => {
  const folder = await mkdtemp(join(tmpdir(), "mot-cua-gate-test-"));
  const emulator = await startFauxqs({ port: 0, s3StorageDir: folder, logger: false });
  const emulatorEndpoint = `http://127.0.0.1:${emulator.port}`;
  emulator.createBucket(BUCKET);
  const created: { bucket: string; key: string; etag: string; size: number }[] = [];
  const gate = await startS3Gate({
    emulatorEndpoint,
    credentials: CREDENTIALS,
    onObjectCreated: (bucket, key, etag, size) => {
      created.push({ bucket, key, etag, size });
    },
    log: () => undefined,
  });
  const client = new S3Client({
    endpoint: gate.endpoint,
    region: "ap-southeast-1",
    credentials: CREDENTIALS,
    forcePathStyle: true,
  });
  /** The strict upload URL that the service hands out. */
  const uploadUrl = (key: string, bytes: Uint8Array, expiresIn = 600) =>
    getSignedUrl(
      client,
      new PutObjectCommand({
        Bucket: BUCKET,
        Key: key,
        ContentType: "application/pdf",
        ContentLength: bytes.length,
        ChecksumSHA256: sha256(bytes),
        IfNoneMatch: "*",
      }),
      {
        expiresIn,
        signableHeaders: new Set(["content-type", "content-length", "host"]),
        unhoistableHeaders: new Set(["x-amz-checksum-sha256"]),
      },
    );
  const uploadHeaders = (bytes: Uint8Array): Record<string, string> => ({
    "content-type": "application/pdf",
    "if-none-match": "*",
    "x-amz-checksum-sha256": sha256(bytes),
  });
  return {
    client,
    created,
    endpoint: gate.endpoint,
    uploadUrl,
    uploadHeaders,
    /** What the emulator itself holds under a key, behind the gate's back. */
    stored: async (key: string): Promise<Buffer | undefined> => {
      const response = await fetch(`${emulatorEndpoint}/${BUCKET}/${key}`);
      return response.status === 200 ? Buffer.from(await response.arrayBuffer()) : undefined;
    },
    stop: async () => {
      client.destroy();
      await gate.stop();
      await emulator.stop();
    },
  };
};
