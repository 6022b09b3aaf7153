import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Publication } from "../../domain/procedures/catalogue.ts";
import { type CatalogueLine, lineOf } from "../../domain/procedures/catalogue-entry.ts";
import { itemOf } from "./dossier-item.ts";
import { CATALOGUE, catalogueEntryKey, ENTRIES, procedureIdKey, procedureVersionKey } from "./keys.ts";
import type { StoredContent } from "./procedure-store.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";
import { once, put, type Write } from "./transact.ts";

/** Without the level: it is derived whenever a version is read, and so never disagrees with what is published. */
const contentOf = (publication: Publication): StoredContent => {
  if ("withdrawal" in publication) return publication;
  const { level: _, ...procedure } = publication.procedure;
  return { procedure };
};

/** Who published it and when, and the command that did, where it was one. */
export type PublishedBy = { by: string; at: string; commandId?: string; bodyHash?: string };

/** Holds the id of a procedure for its code: free, or its own already. A withdrawal names no id. */
const claimOf = (table: string, publication: Publication): Write[] => {
  if ("withdrawal" in publication) return [];
  const { id, code } = publication.procedure;
  return [
    {
      Put: {
        TableName: table,
        Item: itemOf(procedureIdKey(id), { code }),
        ConditionExpression: "attribute_not_exists(pk) OR code = :code",
        ExpressionAttributeValues: { ":code": code },
      },
    },
  ];
};

/** What a publication writes: the version, once and for ever, its line in the list, and whose its id is. */
export const writesOf = (table: string, publication: Publication, published: PublishedBy): Write[] => {
  const { code, version, validFrom } = "procedure" in publication ? publication.procedure : publication.withdrawal;
  const content = JSON.stringify(contentOf(publication));
  return [
    once(table, itemOf(procedureVersionKey(code, version), { code, version, validFrom, published, content })),
    put(table, itemOf(catalogueEntryKey(code, version), { line: JSON.stringify(lineOf(publication)) })),
    ...claimOf(table, publication),
  ];
};

/** Two procedures would have one id. */
class IdTaken extends Error {
  override name = "IdTaken";
}

/**
 * Publishes under its number, or not at all where the number is taken. Whether it was published now. Throws where its
 * id is of another procedure: one of the two files is wrong, and leaving it out would be told to nobody.
 */
export const publish = async (
  { client, name }: Table,
  publication: Publication,
  published: PublishedBy,
): Promise<boolean> => {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: writesOf(name, publication, published) }));
    return true;
  } catch (error) {
    const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    const [number, ...others] = reasons.map(({ Code }) => Code === "ConditionalCheckFailed");
    if (number) return false;
    if (others.includes(true) && "procedure" in publication)
      throw new IdTaken(`${publication.procedure.id} of ${publication.procedure.code} is another procedure's`);
    throw error;
  }
};

/** Every line of the list, as the table has them now, by code and number. */
export const readLines = async (table: Table): Promise<CatalogueLine[]> =>
  (await queryAll(table, null, "pk", CATALOGUE))
    .filter(({ sk }) => String(sk).startsWith(ENTRIES))
    .map((item) => JSON.parse(String(item.line)) as CatalogueLine);
