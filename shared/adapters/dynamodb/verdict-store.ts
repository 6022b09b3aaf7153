import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import {
  type DeclaredDocument,
  dossierOfDocument,
  type FileDeclaration,
  type Verdict,
} from "../../domain/documents/declared-document.ts";
import { bare, itemOf } from "./dossier-item.ts";
import { documentsKey, fileKey, headerKey, verdictKey } from "./keys.ts";
import type { Table } from "./table.ts";

export const verdictStore = ({ client, name }: Table) => ({
  declarationOf: async (documentId: string): Promise<{ file: FileDeclaration; owner: string } | undefined> => {
    const dossierId = dossierOfDocument(documentId);
    const Keys = [headerKey(dossierId), documentsKey(dossierId), fileKey(dossierId, documentId)];
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }),
    );
    if (UnprocessedKeys?.[name]) throw new Error("the table answered only in part");
    const items = Responses?.[name] ?? [];
    const at = (sk: string) => items.find((item) => item.sk === sk);
    const declared = (at("DOCUMENTS")?.files ?? []) as DeclaredDocument[];
    const officeFile = at(`FILE#${documentId}`);
    const file = declared.find(({ id }) => id === documentId) ?? (officeFile && bare<FileDeclaration>(officeFile));
    const owner = at("HEADER")?.owner;
    return file && typeof owner === "string" ? { file, owner } : undefined;
  },

  putVerdict: async (verdict: Verdict): Promise<void> => {
    const key = verdictKey(dossierOfDocument(verdict.documentId), verdict.documentId);
    try {
      await client.send(
        new PutCommand({
          TableName: name,
          Item: itemOf(key, verdict),
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});
