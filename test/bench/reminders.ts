import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { sendReminders } from "../../functions/deadlines/send-reminders.ts";
import { headerItem } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { lookKey } from "../../shared/adapters/dynamodb/keys.ts";
import { reminderStore } from "../../shared/adapters/dynamodb/reminder-store.ts";
import { instantOf, millisOf } from "../../shared/domain/foundation/instant.ts";
import type { ReminderMessage } from "../../shared/domain/reminders/reminder.ts";
import { SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import { calendar, MONDAY } from "../builders/dossier.ts";
import { aDossier } from "../builders/notice.ts";
import { emulatedTable, TABLE } from "../contracts/emulated-table.ts";

/**
 * What a run of the job that sends reminders reads of 100,000 open dossiers of which 200 are due: counted in items and
 * read units, as the table says them, not in time. Its first run is cut short, its second goes on, its third finds nothing.
 */
const OPEN = 100_000;
const DUE = 200;
const LETTERS = "abcdefghij";
const idOf = (nth: number): string =>
  `bench${String(nth)
    .padStart(11, "0")
    .replaceAll(/\d/g, (digit) => LETTERS.charAt(Number(digit)))}`;

const emulator = await emulatedTable();
// The template's table but for its stream, which the emulator writes ever more slowly.
const table = { ...emulator, name: "plan" };
const { client, name } = table;
await client.send(new CreateTableCommand({ TableName: name, ...TABLE }));

type Item = Record<string, unknown>;
const write = async (items: readonly Item[]): Promise<void> => {
  for (let at = 0; at < items.length; at += 25) {
    const RequestItems = { [name]: items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } })) };
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems }));
    if (Object.keys(UnprocessedItems).length > 0) throw new Error("the emulator left items unwritten");
  }
};

const minutesAfter = (minutes: number): string => instantOf(millisOf(MONDAY) + minutes * 60_000);
const dueAt = minutesAfter(0);
// The last look of a dossier that is late: everything before it was given.
const late = (nth: number) =>
  headerItem({ ...aDossier(), id: idOf(nth), dueAt, receivedAt: minutesAfter(-20_000), step: { ...aDossier().step } });
await write(Array.from({ length: DUE }, (_, nth) => late(nth)));
await write(
  Array.from({ length: OPEN }, (_, nth) => ({
    ...lookKey(minutesAfter(nth < DUE ? -(nth % 20) : 10 + (nth % 40_000)), idOf(nth)),
    schema: 1,
  })),
);

const counted = { queries: 0, looks: 0, units: 0 };
client.middlewareStack.add(
  (next, { commandName }) =>
    async (args) => {
      if (!/^(Query|Get)/.test(String(commandName))) return next(args);
      Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
      const result = await next(args);
      const { Items, ConsumedCapacity } = result.output as {
        Items?: Item[];
        ConsumedCapacity?: { CapacityUnits?: number };
      };
      counted.units += ConsumedCapacity?.CapacityUnits ?? 0;
      const { ExpressionAttributeValues } = args.input as { ExpressionAttributeValues?: Record<string, unknown> };
      if (String(ExpressionAttributeValues?.[":pk"]).startsWith("REMINDERS#")) {
        counted.queries += 1;
        counted.looks += Items?.length ?? 0;
      }
      return result;
    },
  { step: "initialize", priority: "high" },
);

const queued: ReminderMessage[] = [];
const dependencies = {
  store: reminderStore(table),
  calendar: async () => calendar,
  terms: {
    acceptBeforeHours: 2,
    stepBeforeHours: 4,
    apologyBeforeDays: 1,
    escalateAfterDays: 3,
    answerBeforeDays: 3,
    ratingAfterDays: 1,
    quietHours: { from: "21:00", to: "07:00" },
  },
  putForOfficers: async (messages: readonly ReminderMessage[]) => {
    queued.push(...messages);
    return [];
  },
  putForApplicants: [],
};

const faults: string[] = [];
const hold = (holds: boolean, what: string): void => {
  if (!holds) faults.push(what);
};
const run = async (leftMs: () => number) => {
  Object.assign(counted, { queries: 0, looks: 0, units: 0 });
  const counts = await sendReminders(minutesAfter(1), dependencies, leftMs);
  console.log(`looks read ${counted.looks} in ${counted.queries} queries, ${counted.units} read units:`, counts);
  return counts;
};

let asked = 0;
const cut = await run(() => {
  asked += 1;
  return asked > 100 ? 0 : 240_000;
});
hold(cut.looked < DUE && cut.looked > 0, "a run whose time is up stops between two dossiers");
const first = counted.looks;
hold(first <= DUE, `only what is due is read: ${first} of ${OPEN}`);
const rest = await run(() => 240_000);
hold(cut.looked + rest.looked === DUE, "the next run does the rest, and nothing again");
hold(counted.looks === DUE - cut.looked, `only what is left is read: ${counted.looks}`);
hold(counted.queries <= 2 * SHARDS, `a page of every shard: ${counted.queries} queries`);
hold(new Set(queued.map(({ outboxId }) => outboxId)).size === queued.length, "no reminder is sent twice");
hold(cut.reminders + rest.reminders === queued.length, "every reminder is counted");
hold(new Set(queued.map(({ dossierId }) => dossierId)).size === DUE, "everybody's reminder is sent");
await run(() => 240_000);
hold(counted.looks === 0, "what was given is not read again");
emulator.stop();
for (const fault of faults) console.error(`broken: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
