import { GetCommand } from "@aws-sdk/lib-dynamodb";
import {
  PROCEDURES,
  type VersionDraft,
  type VersionEvent,
  type VersionStore,
} from "../../domain/procedures/publication/version-draft.ts";
import { bare, type Item, itemOf } from "./dossier-item.ts";
import { actKey, DRAFTS, procedureIdKey, procedurePartition, VERSIONS, versionDraftKey } from "./keys.ts";
import { publicationOf } from "./procedure-store.ts";
import { writesOf } from "./publications.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";
import { once, transact, type Write } from "./transact.ts";

/** Its content is stored as one JSON text, as the content of a version is. */
const draftItem = ({ content, ...draft }: VersionDraft): Item =>
  itemOf(versionDraftKey(draft.code, draft.number), { ...draft, content: JSON.stringify(content) });

const draftOf = (item: Item): VersionDraft => {
  const { content, ...draft } = bare<Omit<VersionDraft, "content"> & { content: string }>(item);
  return { ...draft, content: JSON.parse(content) as VersionDraft["content"] };
};

/** The draft as it was read, by its revision; a new one where there is none yet. */
const draftWrite = (table: string, before: VersionDraft | null, after: VersionDraft): Write =>
  before === null
    ? once(table, draftItem(after))
    : {
        Put: {
          TableName: table,
          Item: draftItem(after),
          ConditionExpression: "revision = :revision",
          ExpressionAttributeValues: { ":revision": before.revision },
        },
      };

/** The versions of procedures in the table, for those who write them: always as they are now. */
export const versionStore = (table: Table): VersionStore => ({
  read: async (code) => {
    const items = await queryAll(table, null, "pk", procedurePartition(code));
    const beginning = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
    return { publications: beginning(VERSIONS).map(publicationOf), drafts: beginning(DRAFTS).map(draftOf) };
  },

  codeOfId: async (id) => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: procedureIdKey(id), ConsistentRead: true }),
    );
    return Item ? String(Item.code) : undefined;
  },

  readEvent: async (subject, commandId) => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: actKey(subject, commandId), ConsistentRead: true }),
    );
    return Item ? bare<VersionEvent>(Item) : undefined;
  },

  commit: ({ before, after, event, publication }) => {
    const { name } = table;
    const { by, at, commandId, bodyHash } = event;
    const published = publication ? writesOf(name, publication, { by, at, commandId, bodyHash }) : [];
    return transact(
      table,
      draftWrite(name, before, after),
      once(name, itemOf(actKey(PROCEDURES, commandId), event)),
      published,
    );
  },
});
