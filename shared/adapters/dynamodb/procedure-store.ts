import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type Instant, provinceDate } from "../../domain/foundation/instant.ts";
import {
  type ProcedureCatalogue,
  type Publication,
  standingOf,
  type Withdrawal,
} from "../../domain/procedures/catalogue.ts";
import { levelOf } from "../../domain/procedures/level.ts";
import type { PublishedProcedure } from "../../domain/procedures/procedure-version.ts";
import type { Item } from "./dossier-item.ts";
import { procedurePartition, procedureVersionKey, VERSIONS } from "./keys.ts";
import type { Table } from "./table.ts";

/** A publication reaches everybody within a minute; this much of it is ours. */
const REMEMBERED_MS = 20_000;
/** No code of a procedure is longer; what people write in an address may be too long to be asked for as a key. */
const LONGEST_CODE = 64;
/** Versions kept in memory, of those used last. */
const MOST_VERSIONS = 200;

/** What a publication is stored as: one JSON text, which reads faster than a map of a thousand attributes. */
export type StoredContent = { procedure: PublishedProcedure } | { withdrawal: Withdrawal };

export const publicationOf = (item: Item): Publication => {
  const content = JSON.parse(String(item.content)) as StoredContent;
  if ("withdrawal" in content) return content;
  const { procedure } = content;
  return { procedure: { ...procedure, level: levelOf(procedure) } };
};

const isBegun = (item: Item, date: string): boolean => String(item.validFrom) <= date;

/** Publications of a procedure, newest first, as far as the newest that has begun: mostly the first one. */
const readPublications = async ({ client, name }: Table, code: string, date: string): Promise<Publication[]> => {
  const found: Publication[] = [];
  let from: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :versions)",
        ExpressionAttributeValues: { ":pk": procedurePartition(code), ":versions": VERSIONS },
        ScanIndexForward: false,
        Limit: 1,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    found.push(...Items.map(publicationOf));
    if (Items.some((item) => isBegun(item, date))) return found;
    from = LastEvaluatedKey;
  } while (from);
  return found;
};

/**
 * The catalogue in the table. Versions never change, so they are kept in memory; which of them is in force is asked
 * again after a few seconds.
 */
export const procedureStore = (table: Table): ProcedureCatalogue => {
  const versions = new Map<string, Promise<Publication | undefined>>();
  const standings = new Map<string, { readAt: number; publications: Promise<Publication[]> }>();

  const readVersion = async (code: string, number: number): Promise<Publication | undefined> => {
    if (code.length > LONGEST_CODE) return undefined;
    const Key = procedureVersionKey(code, number);
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key }));
    return Item && publicationOf(Item);
  };

  /** The version, read once however many ask at once; forgotten where there is none or the reading failed. */
  const versionOf = async (code: string, number: number): Promise<Publication | undefined> => {
    const key = `${number} ${code}`;
    const reading = versions.get(key) ?? readVersion(code, number);
    versions.delete(key);
    versions.set(key, reading);
    const [oldest] = versions.keys();
    if (versions.size > MOST_VERSIONS && oldest !== undefined) versions.delete(oldest);
    const publication = await reading.catch((error: unknown) => {
      versions.delete(key);
      throw error;
    });
    if (!publication) versions.delete(key);
    return publication;
  };

  return {
    standing: async (code: string, at: Instant) => {
      if (code.length > LONGEST_CODE) return { is: "unknown" };
      const date = provinceDate(at);
      const key = `${date} ${code}`;
      const known = standings.get(key);
      const age = known ? Date.now() - known.readAt : Number.POSITIVE_INFINITY;
      if (known && age >= 0 && age < REMEMBERED_MS) return standingOf(await known.publications, at);
      if (standings.size >= MOST_VERSIONS) standings.clear();
      const publications = readPublications(table, code, date);
      standings.set(key, { readAt: Date.now(), publications });
      try {
        return standingOf(await publications, at);
      } catch (error) {
        standings.delete(key);
        throw error;
      }
    },

    version: async (code, number) => {
      const publication = await versionOf(code, number);
      return publication && "procedure" in publication ? publication.procedure : undefined;
    },
    publication: versionOf,
  };
};
