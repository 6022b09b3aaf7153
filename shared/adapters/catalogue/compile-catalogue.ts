import { instantOf } from "../../domain/foundation/instant.ts";
import type { RefreshCatalogue } from "../../domain/procedures/catalogue-entry.ts";
import { makeCurrent, readCurrent } from "../dynamodb/current-catalogue.ts";
import { readLines } from "../dynamodb/publications.ts";
import type { Table } from "../dynamodb/table.ts";
import { type CatalogueObjects, nameOf } from "../s3/catalogue-objects.ts";
import { bytesOf } from "./published-list.ts";

const ATTEMPTS = 8;

/** Others compiled at the same time, again and again; the schedule comes back to it. */
class CompilersMet extends Error {
  override name = "CompilersMet";
}

/**
 * Makes the public object of the list and makes it current. What is current is read before the list: where another has
 * become current since, the list is read again, so that an older list never follows a newer one.
 */
export const compileCatalogue =
  (table: Table, objects: CatalogueObjects): RefreshCatalogue =>
  async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await readCurrent(table);
      const bytes = bytesOf(await readLines(table));
      const object = nameOf(bytes);
      if (object === before?.object) return "unchanged";
      await objects.put(object, bytes);
      if (await makeCurrent(table, before, { object, compiledAt: instantOf(Date.now()) })) return "compiled";
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
    throw new CompilersMet(`${ATTEMPTS} times`);
  };
