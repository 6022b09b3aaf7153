import { CONTENT_TYPES, type PrintFormat, type PrintStore } from "../../domain/slips/prints.ts";
import type { Sheet } from "../../domain/slips/sheet.ts";
import { presignedUrl, send } from "../aws/signed-request.ts";
import { sha256 } from "../crypto/digest.ts";

/**
 * The manner in which sheets are drawn. Raise it with every change that draws the same sheet otherwise: what was printed
 * before is then printed anew. A test holds the bytes of it.
 */
export const DRAWING = 2;

const DOWNLOAD_SECONDS = 120;
const ATTEMPTS = 3;

/** Named by all that the bytes follow from, so that they need not be drawn to be found. */
const keyOf = (sheet: Sheet, format: PrintFormat): string =>
  `prints/${Buffer.from(sha256(JSON.stringify([DRAWING, sheet]))).toString("hex")}.${format}`;

export const printStore = (bucket: string): PrintStore => {
  const pathOf = (sheet: Sheet, format: PrintFormat): string => `/${bucket}/${keyOf(sheet, format)}`;
  return {
    find: async (sheet, format, name) => {
      const path = pathOf(sheet, format);
      const { status } = await send({ service: "s3", method: "HEAD", path });
      // Without the right to list, S3 says 403 of a key that is not there.
      if (status === 404 || status === 403) return undefined;
      if (status !== 200) throw new Error(`the storage answered ${status}`);
      const query = {
        "response-content-disposition": `attachment; filename="${name}.${format}"`,
        "response-content-type": CONTENT_TYPES[format],
      };
      return presignedUrl({ service: "s3", method: "GET", path, query }, DOWNLOAD_SECONDS);
    },

    keep: async (sheet, format, bytes) => {
      const headers = {
        "content-type": CONTENT_TYPES[format],
        "content-length": String(bytes.length),
        "if-none-match": "*",
      };
      for (let attempt = 1; ; attempt += 1) {
        const path = pathOf(sheet, format);
        const { status } = await send({ service: "s3", method: "PUT", path, headers, body: bytes });
        // Somebody else printed the same sheet meanwhile.
        if (status === 200 || status === 412) return;
        // 409: another write of this key is under way; it may fail, so that ours is still wanted.
        if (status !== 409 || attempt === ATTEMPTS) throw new Error(`the storage answered ${status}`);
      }
    },
  };
};
