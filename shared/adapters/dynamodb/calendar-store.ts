import { CALENDAR_ACTS, type CalendarStore, type PublishedYear } from "../../domain/working-time/published-year.ts";
import { bare, type Item, itemOf } from "./dossier-item.ts";
import { actKey, CALENDAR, calendarVersionKey, calendarYearKey, YEARS } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";
import { once, put, transact } from "./transact.ts";

/** Its content is stored as one JSON text, which reads faster than a map of a hundred attributes. */
const yearItem = (key: Item, { content, ...year }: PublishedYear): Item =>
  itemOf(key, { ...year, content: JSON.stringify(content) });

const yearOf = (item: Item): PublishedYear => {
  const { content, ...year } = bare<Omit<PublishedYear, "content"> & { content: string }>(item);
  return { ...year, content: JSON.parse(content) as PublishedYear["content"] };
};

/** The years that were published by decision, the newest version of each, as the table has them now. */
export const readYears = async (table: Table): Promise<PublishedYear[]> =>
  (await queryAll(table, null, "pk", CALENDAR)).filter(({ sk }) => String(sk).startsWith(YEARS)).map(yearOf);

export const calendarStore = (table: Table): CalendarStore => ({
  years: () => readYears(table),

  commit: ({ after, event }) => {
    const { name } = table;
    const { year } = after.content;
    // The number of the version is what two at once cannot both have; the newest is then theirs to write.
    const version = once(name, yearItem(calendarVersionKey(year, after.version), after));
    const act = once(name, itemOf(actKey(CALENDAR_ACTS, event.commandId), event));
    return transact(table, version, act, [put(name, yearItem(calendarYearKey(year), after))]);
  },
});
