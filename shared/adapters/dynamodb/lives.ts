import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { Life } from "../../domain/reporting/life.ts";
import { bare, type Item, itemOf } from "./dossier-item.ts";
import { lifeKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** As many keys as one BatchGetItem takes. */
const MOST_KEYS = 100;

export const lifeItem = (set: number, life: Life): Item => ({ ...itemOf(lifeKey(life.dossierId, set), life), set });

/** What is counted of a dossier in a set, as its item says; undefined of an item of another set. */
const lifeOf = (item: Item | undefined, set: number): Life | undefined => {
  if (item === undefined || item.set !== set) return undefined;
  const { set: _, ...life } = item;
  return bare<Life>(life);
};

/** What is counted of each of these dossiers in a set, as it is now; those of which nothing is are left out. */
export const livesOf = async (
  { client, name }: Table,
  set: number,
  dossierIds: readonly string[],
): Promise<Map<string, Life>> => {
  const lives = new Map<string, Life>();
  for (let at = 0; at < dossierIds.length; at += MOST_KEYS) {
    let open: Item[] = dossierIds.slice(at, at + MOST_KEYS).map((id) => lifeKey(id, set));
    while (open.length > 0) {
      const page = await client.send(
        new BatchGetCommand({ RequestItems: { [name]: { Keys: open, ConsistentRead: true } } }),
      );
      for (const item of page.Responses?.[name] ?? []) {
        const life = lifeOf(item, set);
        if (life) lives.set(life.dossierId, life);
      }
      open = page.UnprocessedKeys?.[name]?.Keys ?? [];
    }
  }
  return lives;
};
