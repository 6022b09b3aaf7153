import { type Instant, provinceDate } from "../foundation/instant.ts";
import type { CatalogueEntry, CatalogueLine, PublishedList } from "./catalogue-entry.ts";

/** What holds on a run of days: the same from `from` on, and until something else begins. */
type Days = { from: string; until: string };

const FIRST = "0000-01-01";
const NEVER = "9999-12-31";

/**
 * Every procedure in force at an instant, one entry each, in the order of the lines, and on which days this is so. The
 * lines are run through twice, to choose and to give: nothing holds all of them.
 */
export const entriesInForce = (
  lines: Iterable<CatalogueLine>,
  at: Instant,
): Days & { entries: Iterable<CatalogueEntry> } => {
  const today = provinceDate(at);
  const newest = new Map<string, number>();
  let [from, until] = [FIRST, NEVER];
  for (const { code, version, validFrom } of lines) {
    if (validFrom > today) {
      if (validFrom < until) until = validFrom;
      continue;
    }
    if (validFrom > from) from = validFrom;
    if ((newest.get(code) ?? 0) < version) newest.set(code, version);
  }
  const entries = {
    *[Symbol.iterator]() {
      for (const line of lines) if (!("withdrawn" in line) && newest.get(line.code) === line.version) yield line;
    },
  };
  return { from, until, entries };
};

/**
 * Something made of the procedures in force, made anew only where the list is another or the day brings other ones. A
 * version comes into force at midnight without anybody doing anything.
 */
export const ofThoseInForce = <T>(
  make: (entries: Iterable<CatalogueEntry>) => T,
): ((list: PublishedList, at: Instant) => T) => {
  let known: (Days & { id: string; made: T }) | undefined;
  return (list, at) => {
    const today = provinceDate(at);
    if (known?.id === list.id && known.from <= today && today < known.until) return known.made;
    const { from, until, entries } = entriesInForce(list.lines(), at);
    known = { id: list.id, from, until, made: make(entries) };
    return known.made;
  };
};
