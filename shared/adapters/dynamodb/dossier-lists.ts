import { BatchGetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Dossier } from "../../domain/dossiers/dossier.ts";
import type { DossierLists, PageRequest } from "../../domain/dossiers/dossier-record.ts";
import { bare, type Item } from "./dossier-item.ts";
import { headerKey, INDEX, type Key, personKey, waitingUntil } from "./keys.ts";
import type { Table } from "./table.ts";

/** Index pages that one request may read. */
const MOST_PAGES = 5;

type IndexQuery = {
  index: string;
  partition: [string, string];
  sort: string;
  forward: boolean;
  /** Sort keys from and to, both inclusive; all of them where it is absent. */
  between?: [from: string, to: string];
};

/** A cursor is the sort key where the page ended; the dossier's id stands at its end. */
const startKey = ({ partition, sort }: IndexQuery, after: string): Item => ({
  [partition[0]]: partition[1],
  [sort]: after,
  ...headerKey(after.slice(after.lastIndexOf("#") + 1)),
});

const queryPage = async ({ client, name }: Table, query: IndexQuery, limit: number, after: string | undefined) => {
  const { between } = query;
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: name,
      IndexName: query.index,
      KeyConditionExpression: `#partition = :partition${between ? " AND #sort BETWEEN :from AND :to" : ""}`,
      ExpressionAttributeNames: { "#partition": query.partition[0], ...(between ? { "#sort": query.sort } : {}) },
      ExpressionAttributeValues: {
        ":partition": query.partition[1],
        ...(between ? { ":from": between[0], ":to": between[1] } : {}),
      },
      ScanIndexForward: query.forward,
      Limit: limit,
      ...(after === undefined ? {} : { ExclusiveStartKey: startKey(query, after) }),
    }),
  );
  return { items: Items as Item[], more: LastEvaluatedKey !== undefined };
};

/** As many keys as one BatchGetItem takes. */
const MOST_KEYS = 100;

const nameOf = ({ pk, sk }: Item): string => `${pk}\n${sk}`;

/** Items by key, in any order; unprocessed keys are asked again. */
const getThese = async ({ client, name }: Table, keys: Key[], projection: string | undefined): Promise<Item[]> => {
  const found: Item[] = [];
  let open: Item[] = keys;
  while (open.length > 0) {
    const page = await client.send(
      new BatchGetCommand({
        RequestItems: {
          [name]: { Keys: open, ...(projection === undefined ? {} : { ProjectionExpression: projection }) },
        },
      }),
    );
    found.push(...((page.Responses?.[name] ?? []) as Item[]));
    open = (page.UnprocessedKeys?.[name]?.Keys ?? []) as Item[];
  }
  return found;
};

/** Items by key in the order asked, without those that are not there. A projection has to have `pk` and `sk`. */
export const batchGet = async (table: Table, keys: Key[], projection?: string): Promise<Item[]> => {
  const parts = Array.from({ length: Math.ceil(keys.length / MOST_KEYS) }, (_, part) =>
    getThese(table, keys.slice(part * MOST_KEYS, (part + 1) * MOST_KEYS), projection),
  );
  const byKey = new Map((await Promise.all(parts)).flat().map((item) => [nameOf(item), item]));
  return keys.flatMap((key): Item[] => {
    const item = byKey.get(nameOf(key));
    return item ? [item] : [];
  });
};

export const dossierLists = (table: Table): DossierLists => ({
  byOwner: async (owner, { limit, after }: PageRequest) => {
    const query = {
      index: INDEX.byOwner,
      partition: ["ownerKey", owner],
      sort: "ownerSort",
      forward: false,
    } satisfies IndexQuery;
    const { items, more } = await queryPage(table, query, limit, after);
    const headers = await batchGet(
      table,
      items.map((item) => ({ pk: String(item.pk), sk: String(item.sk) })),
    );
    const last = items.at(-1);
    return { items: headers.map((item) => bare<Dossier>(item)), next: more && last ? String(last.ownerSort) : null };
  },

  byUnit: async (unit, { limit, after }: PageRequest, wanted) => {
    const query = {
      index: INDEX.byUnit,
      partition: ["unitKey", unit],
      sort: "unitSort",
      forward: true,
    } satisfies IndexQuery;
    const chosen: Dossier[] = [];
    let from = after;
    for (let pages = 1; ; pages += 1) {
      const { items, more } = await queryPage(table, query, 100, from);
      for (const [index, item] of items.entries()) {
        const dossier = bare<Dossier>(item);
        if (wanted(dossier)) chosen.push(dossier);
        const isLast = !more && index === items.length - 1;
        if (chosen.length === limit) return { items: chosen, next: isLast ? null : String(item.unitSort) };
      }
      if (!more) return { items: chosen, next: null };
      from = String(items.at(-1)?.unitSort);
      // A filter that few pass must not read a large unit whole: the page may be short, and goes on from here.
      if (pages === MOST_PAGES) return { items: chosen, next: from };
    }
  },

  waitedUntil: async (unit, at, { limit, after }: PageRequest) => {
    const query = {
      index: INDEX.byUnit,
      partition: ["unitKey", unit],
      sort: "unitSort",
      forward: true,
      between: [waitingUntil(""), waitingUntil(at)],
    } satisfies IndexQuery;
    const { items, more } = await queryPage(table, query, limit, after);
    const last = items.at(-1);
    return { items: items.map((item) => bare<Dossier>(item)), next: more && last ? String(last.unitSort) : null };
  },

  applicantNames: async (dossierIds) => {
    const people = await batchGet(table, dossierIds.map(personKey), "pk, sk, applicant.fullName");
    return new Map(
      people.map(({ pk, applicant }) => [
        String(pk).slice("DOSSIER#".length),
        (applicant as { fullName?: string } | undefined)?.fullName ?? "",
      ]),
    );
  },
});
