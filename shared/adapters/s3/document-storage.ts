import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { DocumentStorage, Stored } from "../../domain/documents/document-storage.ts";
import { inProvince, instantOf } from "../../domain/foundation/instant.ts";
import { documentKey, quarantineKey } from "./storage-keys.ts";

const UPLOAD_SECONDS = 600;
const DOWNLOAD_SECONDS = 120;

/** Path style everywhere: one form of address in the cloud and on one machine. */
export const openStorage = (): S3Client =>
  new S3Client({
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });

const EXTENSIONS: Record<string, string> = {
  "application/pdf": "pdf",
  "image/jpeg": "jpg",
  "image/png": "png",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
};

/** RFC 6266; the name is of our own making and needs no coding. */
const attachment = ({ name, contentType }: Stored): string =>
  `attachment; filename="${name.replaceAll(/[^A-Za-z0-9._-]/g, "_")}.${EXTENSIONS[contentType] ?? "bin"}"`;

export const documentStorage = (s3: S3Client, buckets: { quarantine: string; documents: string }): DocumentStorage => ({
  upload: async (documentId, file) => {
    const headers = {
      "content-type": file.contentType,
      "if-none-match": "*",
      "x-amz-checksum-sha256": Buffer.from(file.sha256, "hex").toString("base64"),
    };
    const command = new PutObjectCommand({
      Bucket: buckets.quarantine,
      Key: quarantineKey(documentId),
      ContentType: file.contentType,
      ContentLength: file.size,
      ChecksumSHA256: headers["x-amz-checksum-sha256"],
      IfNoneMatch: "*",
    });
    const url = await getSignedUrl(s3, command, {
      expiresIn: UPLOAD_SECONDS,
      signableHeaders: new Set(["content-type", "content-length", "host", "if-none-match"]),
      unhoistableHeaders: new Set(["x-amz-checksum-sha256"]),
    });
    return { method: "PUT", url, headers, expiresAt: inProvince(instantOf(Date.now() + UPLOAD_SECONDS * 1000)) };
  },

  arrived: async (documentIds) => {
    const found = await Promise.all(
      documentIds.map(async (id) => {
        try {
          await s3.send(new HeadObjectCommand({ Bucket: buckets.quarantine, Key: quarantineKey(id) }));
          return [id];
        } catch (error) {
          // Without the right to list, S3 says 403 of a key that is not there.
          const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
          if (status === 404 || status === 403) return [];
          throw error;
        }
      }),
    );
    return new Set(found.flat());
  },

  download: async (owner, file) =>
    getSignedUrl(
      s3,
      new GetObjectCommand({
        Bucket: buckets.documents,
        Key: documentKey(owner, file.sha256),
        ResponseContentDisposition: attachment(file),
        ResponseContentType: file.contentType,
      }),
      { expiresIn: DOWNLOAD_SECONDS },
    ),
});
