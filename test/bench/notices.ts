import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "../../infra/build.ts";
import { bundleOf } from "./bundles.ts";
import { quickTable, TABLE_TAKES_MS } from "./quick-table.ts";
import { opened, type Thread } from "./thread.ts";
import { DEAD_LETTERS, eventOf, type Handed, laid, messageOf, world } from "./told-changes.ts";

/**
 * What telling of changes by SMS costs beside the provider's calls, of the bundle as it is deployed, against a provider
 * that takes 20 ms. One poller hands it ten messages at a time, one batch after another; beside it, in turns, go as many
 * calls of the provider alone, ten in flight, and as many with the bare calls of the table that ten messages need: the
 * floor. The emulator takes up to 1 ms for each item that it reads or writes, so that ten messages go over a table as quick
 * as DynamoDB as well. Then messages come one by one at half of the first speed, with and without poison among them, in
 * turns.
 */
const { values } = parseArgs({
  options: { messages: { type: "string", default: "2000" }, rounds: { type: "string", default: "10" } },
});
const MESSAGES = Number(values.messages);
const ROUNDS = Number(values.rounds);
const BATCH = 10;
const LEAST_SHARE = 0.7;
const MOST_CALLS = 3.5;
const MOST_P95 = 2;
const POISON = 0.01;
/** What the first calls of a process compile and read is a cold start, measured elsewhere. */
const WARM_UP = 300;

await bundle();
const taken = new Map<string, number>();
const buried: (string | undefined)[] = [];
const { table, sms, sqs, close } = await world({
  put: ({ queue, reason }) => void (queue === DEAD_LETTERS && buried.push(reason)),
  taken: (reference) => void taken.set(reference, performance.now()),
});
/** Changes that the floor writes of. */
const FLOOR_FROM = WARM_UP + 3 * MESSAGES;
await laid(table, 0, FLOOR_FROM + WARM_UP + MESSAGES);
/** Changes that the quick table holds. */
const QUICK_FROM = FLOOR_FROM + WARM_UP + MESSAGES;
const quick = await quickTable(table);
await laid(quick.table, QUICK_FROM, WARM_UP + MESSAGES);
const [notices, floor] = await Promise.all([
  opened({ module: bundleOf("notifications/deliver-sms") }),
  opened({ module: fileURLToPath(new URL("./ten-in-flight.ts", import.meta.url)) }),
]);

// A thread has the environment of when it was opened.
process.env.AWS_ENDPOINT_URL_DYNAMODB = quick.url;
const quickNotices = await opened({ module: bundleOf("notifications/deliver-sms") });

let next = 0;
const messageFor = (nth: number): Handed => ({
  messageId: String(nth),
  body: JSON.stringify(messageOf(nth)),
  receives: 1,
});
const messages = (count: number): Handed[] =>
  Array.from({ length: count }, () => {
    next += 1;
    return messageFor(next - 1);
  });
let nextQuick = QUICK_FROM;
const quickMessages = (count: number): Handed[] =>
  Array.from({ length: count }, () => {
    nextQuick += 1;
    return messageFor(nextQuick - 1);
  });
const poison = (): Handed => ({ messageId: `poison ${buried.length}`, body: '{"outboxId":1}', receives: 1 });

const failures: string[] = [];
const deliver = async (batch: readonly Handed[], to: Thread = notices): Promise<void> => {
  const { batchItemFailures } = (await to.call(eventOf(batch))) as { batchItemFailures: object[] };
  if (batchItemFailures.length > 0) failures.push(`${batchItemFailures.length} of a batch`);
};
const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
};
const inBatches = async (all: readonly Handed[], to: Thread = notices): Promise<void> => {
  for (let at = 0; at < all.length; at += BATCH) await deliver(all.slice(at, at + BATCH), to);
};
const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);
const at = (numbers: readonly number[], share: number): number =>
  sorted(numbers)[Math.floor(numbers.length * share)] ?? 0;

await inBatches(messages(WARM_UP));
await inBatches(quickMessages(WARM_UP), quickNotices);
await floor.call({ calls: WARM_UP });
await floor.call({ calls: WARM_UP, from: FLOOR_FROM });

const before = { ...notices.requests() };
const alone: number[] = [];
const quickly: number[] = [];
const shares: number[] = [];
const speeds: number[] = [];
const each = Math.floor(MESSAGES / ROUNDS);
for (let round = 0; round < ROUNDS; round += 1) {
  const calls = await secondsOf(() => floor.call({ calls: each }));
  const bare = await secondsOf(() => floor.call({ calls: each, from: FLOOR_FROM + WARM_UP + round * each }));
  const batch = messages(each);
  const told = await secondsOf(() => inBatches(batch));
  const quickBatch = quickMessages(each);
  quickly.push(calls / (await secondsOf(() => inBatches(quickBatch, quickNotices))));
  alone.push(calls / told);
  shares.push(bare / told);
  speeds.push(each / told);
}
const requests = Object.entries(notices.requests()).map(
  ([port, count]) => [port, (count - (before[port] ?? 0)) / (each * ROUNDS)] as const,
);
const perMessage = (is: (port: string) => boolean): number =>
  requests.filter(([port]) => is(port)).reduce((sum, [, count]) => sum + count, 0);
const toTable = perMessage((port) => table.endpoint.endsWith(`:${port}`));
const toQueue = perMessage((port) => port === sqs.port);
const toProvider = perMessage((port) => port === sms.port);
const others = perMessage(() => true) - toProvider;
/** The poller receives a batch and deletes it. */
const polled = 2 / BATCH;
const share = at(alone, 0.5);
const speed = at(speeds, 0.5);

/** Messages that come one by one, at half the speed that was reached: milliseconds until the provider has each. */
const waits = async (count: number, poisoned: boolean): Promise<number[]> => {
  const good = messages(count);
  const all = good.flatMap((one, nth) => (poisoned && nth % (1 / POISON) === 0 ? [poison(), one] : [one]));
  const due = new Map<Handed, number>();
  const from = performance.now();
  for (const [nth, one] of all.entries()) due.set(one, from + (nth * 1000) / (speed / 2));
  const queue = [...all];
  while (queue.length > 0) {
    const now = performance.now();
    const ready = queue.filter((one) => (due.get(one) as number) <= now).slice(0, BATCH);
    if (ready.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    else await deliver(queue.splice(0, ready.length));
  }
  return good.map((one) => {
    const { outboxId } = JSON.parse(one.body) as { outboxId: string };
    return (taken.get(outboxId) ?? Number.NaN) - (due.get(one) as number);
  });
};
const clean: number[] = [];
const beside: number[] = [];
const part = Math.floor(MESSAGES / 4);
for (let turn = 0; turn < 4; turn += 1) {
  clean.push(...(await waits(part, false)));
  beside.push(...(await waits(part, true)));
}
await Promise.all([notices.end(), quickNotices.end(), floor.end()]);
quick.close();
close();

const ofAll = (numbers: readonly number[]) =>
  `p50 ${at(numbers, 0.5).toFixed(1)} ms, p95 ${at(numbers, 0.95).toFixed(1)} ms`;
const ratio = at(beside, 0.95) / at(clean, 0.95);
const percent = (all: readonly number[]): string =>
  `${(100 * at(all, 0.5)).toFixed(0)} % (${(100 * Math.min(...all)).toFixed(0)} to ${(100 * Math.max(...all)).toFixed(0)})`;
console.log(`one poller, batch ${BATCH}, ${ROUNDS} rounds of ${each}: ${speed.toFixed(0)} messages a second`);
console.log(`of ten calls in flight, alone: ${percent(alone)} (limit ${100 * LEAST_SHARE})`);
console.log(`of ten calls in flight, alone, over a table that answers in ${TABLE_TAKES_MS} ms: ${percent(quickly)}`);
console.log(`of ten calls in flight with the bare calls of the table: ${percent(shares)}`);
console.log(
  `calls of AWS a message beside the provider's ${toProvider.toFixed(2)}: ${(others + polled).toFixed(2)} (table ${toTable.toFixed(2)}, queue ${toQueue.toFixed(2)}, the poller's own ${polled.toFixed(2)}; limit ${MOST_CALLS})`,
);
console.log(
  `${clean.length} messages at ${(speed / 2).toFixed(0)} a second until the provider has them: ${ofAll(clean)}`,
);
console.log(
  `the same with ${buried.length} poisoned among them: ${ofAll(beside)}; ratio of p95 ${ratio.toFixed(2)} (limit ${MOST_P95})`,
);
const told = [...taken.keys()].filter((reference) => !reference.startsWith("floor:")).length;
const holds = {
  speed: share >= LEAST_SHARE,
  calls: others + polled <= MOST_CALLS,
  "poison harms nobody": ratio <= MOST_P95,
  "every message told once": told === next + nextQuick - QUICK_FROM && failures.length === 0,
  "all poison buried with its reason": buried.length === Math.ceil(part * POISON) * 4 && buried.every(Boolean),
};
for (const [what, held] of Object.entries(holds)) console.log(`${held ? "holds" : "BROKEN"}: ${what}`);
process.exit(Object.values(holds).includes(false) ? 1 : 0);
