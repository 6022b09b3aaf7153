import type { FileDeclaration, Verdict } from "../../shared/domain/documents/declared-document.ts";
import type { Inspected } from "../../shared/domain/documents/inspect.ts";

export type DocumentsDependencies = {
  /** What was declared of a file, and whose it is; undefined where the dossier no longer wants it. */
  declarationOf(documentId: string): Promise<{ file: FileDeclaration; owner: string } | undefined>;
  /** The document that an object of quarantine is for. */
  documentOf(key: string): string | undefined;
  read(documentId: string): Promise<Inspected>;
  /** Copies exactly these bytes to where clean files are kept; the same bytes twice are one object. */
  keep(documentId: string, owner: string, sha256: string): Promise<void>;
  /** The first verdict stands; a later one of the same file changes nothing. */
  putVerdict(verdict: Verdict): Promise<void>;
};
