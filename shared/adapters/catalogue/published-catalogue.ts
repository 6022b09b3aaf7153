import type { PublishedCatalogue, PublishedList } from "../../domain/procedures/catalogue-entry.ts";
import { readCurrent } from "../dynamodb/current-catalogue.ts";
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
  let asked: { at: number; answer: Promise<PublishedList> } | undefined;

  const read = async (): Promise<PublishedList> => {
    const current = await readCurrent(table);
    if (!current) throw new CatalogueMissing();
    if (held?.id !== current.object) held = listOf(current.object, await objects.get(current.object));
    return held;
  };

  return {
    current: () => {
      const age = asked ? Date.now() - asked.at : Number.POSITIVE_INFINITY;
      if (asked && age >= 0 && age < REMEMBERED_MS) return asked.answer;
      const asking = { at: Date.now(), answer: read() };
      asked = asking;
      // A failure is told to those who wait for it, and to nobody after them.
      asking.answer.catch(() => {
        if (asked === asking) asked = undefined;
      });
      return asking.answer;
    },
  };
};
