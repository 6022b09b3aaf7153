import { fold } from "../../domain/foundation/fold.ts";
import type { CatalogueEntry } from "../../domain/procedures/catalogue-entry.ts";
import { textsBesideName } from "../../domain/procedures/procedure-index.ts";
import type { Level } from "../../domain/procedures/procedure-version.ts";
import type { ProcedureSummary } from "../../domain/procedures/summary.ts";
import { byText, gatherChoices } from "./choices.ts";
import { gatherWords } from "./words.ts";

/** In the order of every list: by name, then by code. */
const orderOf = (keys: readonly { name: string; code: string }[]): number[] =>
  Array.from(keys.keys()).sort((a, b) => {
    const [one, other] = [keys[a] as { name: string; code: string }, keys[b] as { name: string; code: string }];
    return byText(one.name, other.name) || byText(one.code, other.code);
  });

/** Reads the procedures once, one after another, and keeps of each no more than it is found by and found as. */
const gather = <Item>(entries: Iterable<CatalogueEntry>, itemOf: (summary: ProcedureSummary) => Item) => {
  const keys: { name: string; code: string }[] = [];
  const items: Item[] = [];
  const fieldNames = new Map<string, string>();
  const words = gatherWords();
  const field = gatherChoices<string>();
  const level = gatherChoices<Level>();
  const audience = gatherChoices<CatalogueEntry["audience"][number]>();
  const unit = gatherChoices<string>();
  for (const entry of entries) {
    const { code, name, onlineMode, version, fee, timeLimit } = entry;
    const number = keys.length;
    keys.push({ name: fold(name), code });
    items.push(itemOf({ code, name, field: entry.field, level: entry.level, onlineMode, version, fee, timeLimit }));
    fieldNames.set(entry.field.id, entry.field.name);
    words.add(number, name, textsBesideName(entry));
    field.add(number, [entry.field.id]);
    level.add(number, [entry.level]);
    audience.add(number, entry.audience);
    unit.add(number, entry.units);
  }
  return { keys, items, fieldNames, words, field, level, audience, unit };
};

/**
 * Procedures in the order of every list, what each is found by and found as; `itemOf` makes that, once. A procedure's
 * place in the order is its number everywhere here. What only the reading needed is let go with this call.
 */
export const placed = <Item>(entries: Iterable<CatalogueEntry>, itemOf: (summary: ProcedureSummary) => Item) => {
  const { keys, items, fieldNames, words, field, level, audience, unit } = gather(entries, itemOf);
  const order = orderOf(keys);
  const places = new Uint32Array(order.length);
  for (const [place, number] of order.entries()) places[number] = place;
  const codes = order.map((number) => keys[number]?.code as string);
  return {
    codes,
    items: order.map((number) => items[number] as Item),
    fieldNames,
    beginning: words.placed(places),
    field: field.placed(places, (id) => fieldNames.get(id) ?? id),
    level: level.placed(places),
    audience: audience.placed(places),
    unit: unit.placed(places),
  };
};
