import type { Printer } from "../../domain/slips/prints.ts";
import { pdfPrinter } from "./pdf-printer.ts";

/** Prints sheets as PDF and for Word; that library too is loaded by the call that writes with it. */
export const printer = (read: (name: string) => Promise<Uint8Array>): Printer => ({
  ...pdfPrinter(read),
  docx: async (sheet) => (await import("../docx/write-docx.ts")).writeDocx(sheet),
});
