import type { DrawnSheet, Sheet } from "./sheet.ts";

export type PrintFormat = "pdf" | "docx";

export const CONTENT_TYPES: Record<PrintFormat, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

/** Makes a file of a sheet: the same sheet, the same bytes. */
export type Printer = Record<PrintFormat, (sheet: Sheet) => Promise<Uint8Array>>;

/** Makes a PDF of a sheet, pictures and all. */
export type DrawnPrinter = { pdf: (sheet: DrawnSheet) => Promise<Uint8Array> };

/** Printed files that hold nothing of anybody, each stored once for good. */
export type PrintStore = {
  /** Short-lived address of what was printed of a sheet, undefined where it was not yet. */
  find: (sheet: Sheet, format: PrintFormat, name: string) => Promise<string | undefined>;
  /** Stores what was printed of it; where it is there already, that stays. */
  keep: (sheet: Sheet, format: PrintFormat, bytes: Uint8Array) => Promise<void>;
};
