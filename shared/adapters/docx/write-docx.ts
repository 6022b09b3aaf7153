import { Document, Packer } from "docx";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Sheet } from "../../domain/slips/sheet.ts";
import { A4_SECTION, FONT, footerOf } from "./page.ts";
import { partsOf } from "./parts.ts";

/** The first instant that a zip file can name: every file in it bears it. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/** The library stamps the hour of writing; the file carries the date of what it was made from. */
const undated = (core: string, asOf: string): string =>
  core.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${asOf}T00:00:00Z`);

/** A sheet as a Word file, to be filled in on a screen. The same sheet gives the same bytes. */
export const writeDocx = async (sheet: Sheet): Promise<Uint8Array> => {
  const document = new Document({
    title: sheet.title,
    creator: "Một Cửa",
    lastModifiedBy: "Một Cửa",
    styles: {
      default: {
        document: {
          run: { font: FONT, size: 26, language: { value: "vi-VN" } },
          paragraph: { spacing: { after: 60 } },
        },
      },
    },
    sections: [{ properties: A4_SECTION, footers: { default: footerOf(sheet.footer) }, children: partsOf(sheet) }],
  });
  const files = unzipSync(new Uint8Array(await Packer.toArrayBuffer(document)));
  const kept = Object.entries(files).map(([name, bytes]) => [
    name,
    name === "docProps/core.xml" ? strToU8(undated(strFromU8(bytes), sheet.asOf)) : bytes,
  ]);
  return zipSync(Object.fromEntries(kept), { mtime: ZIP_EPOCH, level: 9 });
};
