import * as z from "zod";
import type { DeclaredDocument } from "../../shared/domain/documents/declared-document.ts";
import type { DocumentStorage } from "../../shared/domain/documents/document-storage.ts";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { DossierState } from "../../shared/domain/dossiers/state.ts";

const Upload = z.object({
  documentId: z.string(),
  requirement: z.string(),
  method: z.literal("PUT"),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.string(),
});

/** A draft as it stands, and where to put each file. */
export const DraftReply = z.object({
  id: z.string(),
  state: DossierState,
  version: z.number().int(),
  uploads: z.array(Upload),
});

export const uploadsOf = (storage: DocumentStorage, documents: DeclaredDocument[]): Promise<z.infer<typeof Upload>[]> =>
  Promise.all(
    documents.map(async (document) => ({
      documentId: document.id,
      requirement: document.requirement,
      ...(await storage.upload(document.id, document)),
    })),
  );

/** Where to put the files of the requirements that a change named: all but those found clean already. */
export const changedUploads = (
  storage: DocumentStorage,
  done: { record: DossierRecord; change: { documents: DeclaredDocument[] } },
  { documents = [] }: { documents?: { requirement: string }[] | undefined },
): Promise<z.infer<typeof Upload>[]> => {
  const named = new Set(documents.map(({ requirement }) => requirement));
  const clean = new Set(
    done.record.verdicts.flatMap(({ state, documentId }) => (state === "clean" ? [documentId] : [])),
  );
  const wanted = done.change.documents.filter(({ requirement, id }) => named.has(requirement) && !clean.has(id));
  return uploadsOf(storage, wanted);
};
