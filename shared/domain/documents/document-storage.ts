import type { FileDeclaration } from "./declared-document.ts";

/** One PUT into quarantine, bound to size, type and SHA-256, that can store once and never overwrite. */
export type Upload = { method: "PUT"; url: string; headers: Record<string, string>; expiresAt: string };

export type Stored = { sha256: string; fileName: string; contentType: string };

export type DocumentStorage = {
  upload(documentId: string, file: FileDeclaration): Promise<Upload>;
  /** Which of these files are in quarantine. */
  arrived(documentIds: string[]): Promise<ReadonlySet<string>>;
  /** A short-lived address of a clean file, served as an attachment with the type that was inspected. */
  download(owner: string, file: Stored): Promise<string>;
};
