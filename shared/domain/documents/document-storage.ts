import type { FileDeclaration } from "./declared-document.ts";

/** One PUT into quarantine, bound to size, type and SHA-256, that can store once and never overwrite. */
export type Upload = { method: "PUT"; url: string; headers: Record<string, string>; expiresAt: string };

/** A clean file to hand out. Its name for the download is made of what it is for: a citizen's own file name may say who they are, and an address ends up in logs. */
export type Stored = { sha256: string; name: string; contentType: string };

export type DocumentStorage = {
  upload(documentId: string, file: FileDeclaration): Promise<Upload>;
  /** Which of these files are in quarantine. */
  arrived(documentIds: string[]): Promise<ReadonlySet<string>>;
  /** A short-lived address of a clean file, served as an attachment with the type that was inspected. */
  download(owner: string, file: Stored): Promise<string>;
};
