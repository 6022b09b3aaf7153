import type { PublishedCatalogue, PublishedList } from "../../domain/procedures/catalogue-entry.ts";
import { readCurrent } from "../dynamodb/current-catalogue.ts";
import { remembered } from "../dynamodb/remembered.ts";
import type { Table } from "../dynamodb/table.ts";
import type { CatalogueObjects } from "../s3/catalogue-objects.ts";
import { listOf } from "./published-list.ts";

/** A publication reaches everybody within a minute; this much of it is ours, the rest the reader's own memory. */
const REMEMBERED_MS = 15_000;

/** Nothing was compiled yet, or what is current was never kept. */
class CatalogueMissing extends Error {
  override name = "CatalogueMissing";
}

/** The public object in memory. Which one is current is asked after a few seconds, by one read however many wait. */
export const publishedCatalogue = (table: Table, objects: Pick<CatalogueObjects, "get">): PublishedCatalogue => {
  let held: PublishedList | undefined;

  const read = async (): Promise<PublishedList> => {
    const current = await readCurrent(table);
    if (!current) throw new CatalogueMissing();
    if (held?.id !== current.object) held = listOf(current.object, await objects.get(current.object));
    return held;
  };

  return { current: remembered(REMEMBERED_MS, read) };
};
