import * as z from "zod";

/** Largest file that any procedure may accept, in bytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** Most files in one dossier. */
export const MAX_DOCUMENTS = 50;

/** Control, bidirectional and format characters, and path separators, do not belong in a file's name. */
const FileName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cf}/\\]+$/u);

/** What a client says of a file before it uploads it; the upload is bound to every word. */
export const FileDeclaration = z.strictObject({
  fileName: FileName,
  contentType: z
    .string()
    .regex(/^[a-z]+\/[a-z0-9.+-]+$/)
    .max(100),
  size: z.int().min(1).max(MAX_FILE_BYTES),
  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type FileDeclaration = z.infer<typeof FileDeclaration>;

export const DocumentDeclaration = FileDeclaration.extend({ requirement: z.string().regex(/^[a-z0-9-]{1,64}$/) });
export type DocumentDeclaration = z.infer<typeof DocumentDeclaration>;

/** A file of the citizen's, declared for a requirement of the procedure. */
export type DeclaredDocument = DocumentDeclaration & { id: string };

/** A file of an officer's: the result, or a working paper. */
export type OfficeFile = FileDeclaration & { id: string; purpose: "result" | "working"; by: string; at: string };

export type RefusedReason = "malware" | "not-scanned" | "content-differs" | "type-differs" | "too-large";

/** What the inspector found, once, for one uploaded file. */
export type Verdict =
  | { documentId: string; state: "clean"; at: string }
  | { documentId: string; state: "refused"; reason: RefusedReason; at: string };

/** A file's id begins with its dossier's, so that an object's key names both. */
export const dossierOfDocument = (documentId: string): string => documentId.slice(0, 16);

export const REFUSED_WORDS: Record<RefusedReason, { vi: string; en: string }> = {
  malware: { vi: "Tệp chứa mã độc.", en: "The file contains malware." },
  "not-scanned": {
    vi: "Không quét được tệp. Hãy dùng PDF hoặc ảnh.",
    en: "The file could not be scanned. Use a PDF or a picture.",
  },
  "content-differs": { vi: "Nội dung tệp khác với khai báo.", en: "The file differs from its declaration." },
  "type-differs": { vi: "Loại tệp khác với khai báo.", en: "The file is not of the declared type." },
  "too-large": { vi: "Tệp quá lớn.", en: "The file is too large." },
};
