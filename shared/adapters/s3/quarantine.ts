import { createHash } from "node:crypto";
import { CopyObjectCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Inspected } from "../../domain/documents/inspect.ts";
import { documentKey, documentOfKey, quarantineKey } from "./storage-keys.ts";

/** Path style everywhere: one form of address in the cloud and on one machine. */
export const openStorage = (): S3Client =>
  new S3Client({
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });

/** Enough of a file to know its type by. */
const HEAD_BYTES = 64;

export const quarantine = (s3: S3Client, buckets: { quarantine: string; documents: string }) => ({
  documentOf: documentOfKey,

  /** Streams the bytes once; nothing of the file is held but its first bytes. */
  read: async (documentId: string): Promise<Inspected> => {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: buckets.quarantine, Key: quarantineKey(documentId) }),
    );
    const hash = createHash("sha256");
    let size = 0;
    let head = Buffer.alloc(0);
    for await (const chunk of Body as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      size += chunk.length;
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
    }
    return { sha256: hash.digest("hex"), size, head };
  },

  /** The bucket takes only what is not there yet; what is there under this name are the same bytes. */
  keep: async (documentId: string, owner: string, sha256: string): Promise<void> => {
    const copy = new CopyObjectCommand({
      Bucket: buckets.documents,
      Key: documentKey(owner, sha256),
      CopySource: `${buckets.quarantine}/${quarantineKey(documentId)}`,
      IfNoneMatch: "*",
      // The scanner's tags stay behind: copying them would need two more rights.
      TaggingDirective: "REPLACE",
    });
    try {
      await s3.send(copy);
    } catch (error) {
      const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
      if (status !== 412) throw error;
    }
  },
});
