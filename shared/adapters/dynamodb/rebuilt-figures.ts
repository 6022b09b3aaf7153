import { gunzipSync, gzipSync } from "node:zlib";
import { BatchWriteCommand, type BatchWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { FigureRow } from "../../domain/reporting/figures.ts";
import type { Change } from "../../domain/reporting/project.ts";
import { SEGMENTS } from "../../domain/reporting/rebuild.ts";
import { type Item, itemOf } from "./dossier-item.ts";
import {
  figureKey,
  figuresPartition,
  type Key,
  pagesPartition,
  SEGMENT,
  segmentsOf,
  setsKey,
  YEARS_OF_A_SET,
} from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";

/** As many writes as one BatchWriteItem takes, and batches at once. */
const BATCH = 25;
const AT_ONCE = 4;

type Request = NonNullable<NonNullable<BatchWriteCommandInput["RequestItems"]>[string]>[number];

/** Writes all of them, in no order; what the table had no room for is given again. */
const writeAll = async ({ client, name }: Table, requests: readonly Request[]): Promise<void> => {
  let place = 0;
  const worker = async (): Promise<void> => {
    while (place < requests.length) {
      let open: Request[] = requests.slice(place, place + BATCH);
      place += BATCH;
      while (open.length > 0) {
        const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: open } }));
        open = UnprocessedItems?.[name] ?? [];
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};

const removeAll = (table: Table, keys: readonly Item[]): Promise<void> =>
  writeAll(
    table,
    keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
  );

/** What a page counted, packed: a day of a place is named often, and an item holds 400 KB. */
export const sumsItem = (key: Key, sums: readonly Change[]): Item =>
  itemOf(key, { sums: gzipSync(JSON.stringify(sums)) });

const ALL_SEGMENTS = Array.from({ length: SEGMENTS }, (_, segment) => segment);

export async function* sumsOfPages(table: Table, set: number): AsyncGenerator<readonly Change[]> {
  for (const segment of ALL_SEGMENTS)
    for (const { sums } of await queryAll(table, null, "pk", pagesPartition(set, segment)))
      yield JSON.parse(gunzipSync(sums as Uint8Array).toString()) as Change[];
}

export const writeRebuiltRows = (table: Table, set: number, rows: readonly FigureRow[]): Promise<void> =>
  writeAll(
    table,
    rows.map((row) => ({ PutRequest: { Item: { ...figureKey(set, row, "rebuilt"), ...row.figures } } })),
  );

/** Days before months before years: what is left of it leads to the rest, however often this is cut. */
export const removeSet = async (table: Table, set: number): Promise<void> => {
  const rowsOf = (level: "field" | "procedure", of: string): Promise<Item[]> =>
    queryAll(table, null, "pk", figuresPartition(set, level, of));
  for (const level of ["field", "procedure"] as const) {
    const years = await rowsOf(level, YEARS_OF_A_SET);
    for (const year of new Set(years.map(({ sk }) => String(sk).slice(0, 4)))) {
      for (let month = 1; month <= 12; month += 1)
        await removeAll(table, await rowsOf(level, `${year}-${String(month).padStart(2, "0")}`));
      await removeAll(table, await rowsOf(level, year));
    }
    await removeAll(table, years);
  }
};

/** Those of the newest rebuild still say how it went. */
export const removePages = async (table: Table, set: number): Promise<void> => {
  for (const segment of ALL_SEGMENTS)
    await removeAll(table, await queryAll(table, null, "pk", pagesPartition(set, segment)));
  const all = await queryAll(table, null, "pk", setsKey.pk);
  const isSegment = ({ sk }: Item): boolean => String(sk).startsWith(SEGMENT);
  await removeAll(
    table,
    all.filter((item) => isSegment(item) && !String(item.sk).startsWith(segmentsOf(set))),
  );
};
