import type { DrawnPrinter } from "../../domain/slips/prints.ts";
import type { Fonts } from "../pdf/fonts.ts";

const readFonts = async (read: (name: string) => Promise<Uint8Array>): Promise<Fonts> => {
  const [regular, bold, italic] = await Promise.all([read("regular.ttf"), read("bold.ttf"), read("italic.ttf")]);
  return { regular, bold, italic };
};

/**
 * Prints sheets as PDF alone. The library that draws is loaded by the call that draws, from a file beside the bundle: a
 * call that finds its sheet printed carries none of it. `read` gives a file that lies beside the bundle.
 */
export const pdfPrinter = (read: (name: string) => Promise<Uint8Array>): DrawnPrinter => {
  let fonts: Promise<Fonts> | undefined;
  return {
    pdf: async (sheet) => {
      fonts ??= readFonts(read);
      const [{ drawPdf }, faces] = await Promise.all([import("../pdf/draw-pdf.ts"), fonts]);
      return drawPdf(sheet, faces);
    },
  };
};
