import type { DocumentStorage, Stored } from "../../domain/documents/document-storage.ts";
import { inProvince, instantOf } from "../../domain/foundation/instant.ts";
import { presignedUrl, send } from "../aws/signed-request.ts";
import { documentKey, quarantineKey } from "./storage-keys.ts";

const UPLOAD_SECONDS = 600;
const DOWNLOAD_SECONDS = 120;

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

/** Path style everywhere: one form of address in the cloud and on one machine. Keys are of letters, digits, - and /. */
const pathOf = (bucket: string, key: string): string => `/${bucket}/${key}`;

const hasArrived = async (bucket: string, documentId: string): Promise<boolean> => {
  const { status } = await send({ service: "s3", method: "HEAD", path: pathOf(bucket, quarantineKey(documentId)) });
  if (status === 200) return true;
  // Without the right to list, S3 says 403 of a key that is not there.
  if (status === 404 || status === 403) return false;
  throw new Error(`the storage answered ${status}`);
};

export const documentStorage = (buckets: { quarantine: string; documents: string }): DocumentStorage => ({
  upload: async (documentId, file) => {
    const headers = {
      "content-type": file.contentType,
      "if-none-match": "*",
      "x-amz-checksum-sha256": Buffer.from(file.sha256, "hex").toString("base64"),
    };
    const signed = { ...headers, "content-length": String(file.size) };
    const path = pathOf(buckets.quarantine, quarantineKey(documentId));
    const url = await presignedUrl(
      { service: "s3", method: "PUT", path, headers: signed },
      UPLOAD_SECONDS,
      Object.keys(signed),
    );
    return { method: "PUT", url, headers, expiresAt: inProvince(instantOf(Date.now() + UPLOAD_SECONDS * 1000)) };
  },

  arrived: async (documentIds) => {
    const found = await Promise.all(
      documentIds.map(async (id) => ((await hasArrived(buckets.quarantine, id)) ? [id] : [])),
    );
    return new Set(found.flat());
  },

  download: (owner, file) =>
    presignedUrl(
      {
        service: "s3",
        method: "GET",
        path: pathOf(buckets.documents, documentKey(owner, file.sha256)),
        query: {
          "response-content-disposition": attachment(file),
          "response-content-type": file.contentType,
        },
      },
      DOWNLOAD_SECONDS,
    ),
});
