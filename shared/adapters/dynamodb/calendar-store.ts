import {
  CALENDAR_ACTS,
  type CalendarStore,
  type PublishedYear,
  type YearChange,
} from "../../domain/working-time/published-year.ts";
import { bare, type Item, itemOf } from "./dossier-item.ts";
import { actKey, CALENDAR, calendarVersionKey, calendarYearKey, YEARS } from "./keys.ts";
import { queryAll } from "./query-all.ts";
import type { Table } from "./table.ts";
import { once, transact, type Write } from "./transact.ts";

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

/** The year over the version that was read, or where none was published yet. */
const yearWrite = (table: string, { before, after }: YearChange): Write => {
  const item = yearItem(calendarYearKey(after.content.year), after);
  return before === 0
    ? once(table, item)
    : {
        Put: {
          TableName: table,
          Item: item,
          ConditionExpression: "version = :before",
          ExpressionAttributeValues: { ":before": before },
        },
      };
};

export const calendarStore = (table: Table): CalendarStore => ({
  years: () => readYears(table),

  commit: (change) => {
    const { name } = table;
    const { after, event } = change;
    return transact(table, yearWrite(name, change), once(name, itemOf(actKey(CALENDAR_ACTS, event.commandId), event)), [
      once(name, yearItem(calendarVersionKey(after.content.year, after.version), after)),
    ]);
  },
});
