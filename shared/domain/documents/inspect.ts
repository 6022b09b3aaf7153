import type { FileDeclaration, RefusedReason } from "./declared-document.ts";

/** What streaming the bytes of a file told: its hash, its length, and its first bytes. */
export type Inspected = { sha256: string; size: number; head: Uint8Array };

/** What the malware scanner said of exactly these bytes. Anything but a clean verdict is not one. */
export type ScanStatus = "NO_THREATS_FOUND" | "THREATS_FOUND" | "UNSUPPORTED" | "ACCESS_DENIED" | "FAILED";

const startsWith = (head: Uint8Array, ...bytes: number[]): boolean => bytes.every((byte, at) => head[at] === byte);

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

const ZIP = (head: Uint8Array): boolean => startsWith(head, 0x50, 0x4b, 0x03, 0x04);

/** How each type that a procedure may accept begins (its own format's specification). A type not listed is not let in. */
const MAGIC: Record<string, (head: Uint8Array) => boolean> = {
  "application/pdf": (head) => startsWith(head, ...ascii("%PDF-")),
  "image/jpeg": (head) => startsWith(head, 0xff, 0xd8, 0xff),
  "image/png": (head) => startsWith(head, 0x89, ...ascii("PNG\r\n\u001a\n")),
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ZIP,
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ZIP,
};

/** Types that can be told by their bytes; no other can ever be found clean. */
export const KNOWN_TYPES: readonly string[] = Object.keys(MAGIC);

const isTypeOf = (contentType: string, head: Uint8Array): boolean => MAGIC[contentType]?.(head) ?? false;

/** Why an uploaded file is refused, or null where it is clean: the bytes are the declared ones, of the declared type, and harmless. */
export const inspect = (declared: FileDeclaration, found: Inspected, scan: ScanStatus): RefusedReason | null => {
  if (scan === "THREATS_FOUND") return "malware";
  if (found.sha256 !== declared.sha256 || found.size !== declared.size) return "content-differs";
  if (!isTypeOf(declared.contentType, found.head)) return "type-differs";
  return scan === "NO_THREATS_FOUND" ? null : "not-scanned";
};
