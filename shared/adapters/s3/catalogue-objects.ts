import { createHash } from "node:crypto";
import { send } from "../aws/signed-request.ts";

export type CatalogueObjects = {
  /** Keeps bytes under their own hash, once. */
  put: (object: string, bytes: Buffer) => Promise<void>;
  get: (object: string) => Promise<Buffer>;
};

/** What an object of these bytes is called. */
export const nameOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** The public objects in their bucket. Who asks for one gets the bytes that its name is the hash of, or an error. */
export const catalogueObjects = (bucket: string): CatalogueObjects => {
  const pathOf = (object: string): string => `/${bucket}/catalogue/${object}`;
  return {
    put: async (object, bytes) => {
      const { status } = await send({
        service: "s3",
        method: "PUT",
        path: pathOf(object),
        headers: {
          "content-type": "application/gzip",
          "content-length": String(bytes.length),
          "if-none-match": "*",
        },
        body: bytes,
      });
      // Under this name there can be no other bytes; 409 is a second writer of the same at the same time.
      if (status !== 200 && status !== 412 && status !== 409) throw new Error(`the storage answered ${status}`);
    },

    get: async (object) => {
      const { status, bytes } = await send({ service: "s3", method: "GET", path: pathOf(object) });
      if (status !== 200) throw new Error(`the storage answered ${status}`);
      if (nameOf(bytes) !== object) throw new Error("the public object is not what its name says");
      return bytes;
    },
  };
};
