import { parseArgs } from "node:util";
import { bundle } from "../../infra/build.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { queryAll } from "../../shared/adapters/dynamodb/query-all.ts";
import { provinceDate } from "../../shared/domain/foundation/instant.ts";
import type { PaymentIntent } from "../../shared/domain/payments/intent.ts";
import { randomOf, shuffled } from "../builders/shuffled.ts";
import { bundleOf } from "./bundles.ts";
import { opened, type Thread } from "./thread.ts";
import { keys, laid, noticeEvent, now, toldOf, vnpay, waiting, world } from "./waiting-payments.ts";

/**
 * 2,000 payments, ten shuffled copies of each notice, the threads that receive them ended ten times in the middle of
 * their work and the keys rotated meanwhile; then 200 demands paid twice at once, as from two tabs. What was not
 * confirmed is told again, as VNPAY does. Exits 1 unless each payment had one effect, every confirmation has its row,
 * no genuine notice was refused and the provider's sum is the ledger's. `--seed` repeats an order of the copies.
 */
const { values } = parseArgs({
  options: {
    payments: { type: "string", default: "2000" },
    seed: { type: "string", default: String(Date.now() % 1e6) },
  },
});
const PAYMENTS = Number(values.payments);
const DOUBLES = Math.ceil(PAYMENTS / 10);
const COPIES = 10;
const KILLS = 10;
const THREADS = 3;
const AT_ONCE = 24;
/** Longer than a copy of the keys stands after a signature failed under it. */
const STAGED_FOR_MS = 16_000;
const NEXT = "KHOAMOIKHOAMOIKHOAMOIKHOAMOIKHOA";

const random = randomOf(Number(values.seed));

await bundle();
const { table, close } = await world();

const open = (): Promise<Thread> => opened({ module: bundleOf("payments/receive-vnpay-ipn") });
const threads = await Promise.all(Array.from({ length: THREADS }, open));

let calls = 0;
const call = async (event: unknown): Promise<string> => {
  calls += 1;
  const thread = threads[calls % THREADS] as Thread;
  const { body } = ((await thread.call(event)) ?? {}) as { body?: string };
  return body === undefined ? "" : (JSON.parse(body) as { RspCode: string }).RspCode;
};

let killed = 0;
let interrupted = 0;
/** Ends the busiest thread in the middle of its work. */
const kill = async (): Promise<void> => {
  const next = await open();
  const busiest = threads.reduce((most, thread) => Math.max(most, thread.open()), 0);
  const place = threads.findIndex((thread) => thread.open() === busiest);
  const gone = threads[place] as Thread;
  threads[place] = next;
  const cut = gone.open();
  await gone.end();
  if (cut > 0) killed += 1;
  interrupted += cut;
};

type Notice = { intent: PaymentIntent; number: number };
const answers: Record<string, number> = {};
const confirmed = new Set<string>();
let key = vnpay.key;
const tell = async ({ intent, number }: Notice): Promise<void> => {
  const answer = await call(noticeEvent(toldOf(intent, number), key));
  answers[answer] = (answers[answer] ?? 0) + 1;
  if (answer === "00" || answer === "02") confirmed.add(intent.id);
};

let gate: Promise<void> = Promise.resolve();
const inTurns = async (
  notices: readonly Notice[],
  before: (made: number) => Promise<void> | undefined,
): Promise<void> => {
  const queue = [...notices];
  let made = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let notice = queue.shift(); notice; notice = queue.shift()) {
        made += 1;
        await before(made);
        await gate;
        await tell(notice);
      }
    }),
  );
};

const single = Array.from({ length: PAYMENTS }, (_, number) => waiting(number));
const double = Array.from({ length: DOUBLES }, (_, number) => waiting(PAYMENTS + number, 2));
await laid(table, [...single, ...double]);
console.log(`seed ${values.seed}: ${PAYMENTS} payments and ${DOUBLES} paid twice`);

const notices = single.map(({ intent }, number) => ({ intent, number }));
const all = shuffled(
  notices.flatMap((notice) => Array.from({ length: COPIES }, () => notice)),
  random,
);
const killAt = new Set(Array.from({ length: KILLS }, (_, order) => Math.floor((all.length * (order + 0.5)) / KILLS)));
const stageAt = Math.floor(all.length / 3);
const promoteAt = Math.floor((all.length * 2) / 3);
const from = performance.now();
await inTurns(all, (made) => {
  if (made % 2_000 === 0) console.log(`${made} of ${all.length} told`);
  if (killAt.has(made)) return kill();
  if (made === promoteAt) Object.assign(keys, { current: NEXT, pending: undefined });
  if (made !== stageAt) return undefined;
  keys.pending = NEXT;
  gate = new Promise<void>((resolve) => setTimeout(resolve, STAGED_FOR_MS)).then(() => {
    key = NEXT;
  });
  return undefined;
});
const again = notices.filter(({ intent }) => !confirmed.has(intent.id));
await inTurns(again, () => undefined);
const seconds = ((performance.now() - from) / 1000).toFixed(0);

const pairs = double.map(({ intents }, number) =>
  intents.map((intent, tab) => ({ intent, number: 1_000_000 + 2 * number + tab })),
);
for (let at = 0; at < pairs.length; at += 8)
  await Promise.all(
    pairs
      .slice(at, at + 8)
      .flat()
      .map(tell),
  );
await Promise.all(threads.map((thread) => thread.end()));

const store = dossierStore(table);
const rows: Record<string, unknown>[] = [];
for (let shard = 0; shard < 16; shard += 1)
  rows.push(...(await queryAll(table, null, "pk", `DAYBOOK#${provinceDate(now)}#${shard}`)));
const money = rows.filter(({ sk }) => String(sk).startsWith("MONEY#payment#vnpay#"));
const tasks = await queryAll(table, null, "pk", "REFUNDS#due");
const ends: Record<string, number> = {};
let confirmations = 0;
for (const { dossier } of [...single, ...double]) {
  const record = await store.read(dossier.id);
  const end = `${record?.dossier.state}: ${record?.intents.map((intent) => intent.state).sort()}`;
  ends[end] = (ends[end] ?? 0) + 1;
  const events = await store.readEvents(dossier.id);
  confirmations += events.filter(({ what }) => what === "payment-confirmed").length;
}
close();

const recorded = new Set(money.map(({ intentId }) => intentId));
const told = [...notices, ...pairs.flat()];
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const provider = sum(told.map(({ intent }) => intent.amount));
const ledger = sum(money.map(({ amount }) => Number(amount)));
const holds = {
  "every notice confirmed in the end": told.every(({ intent }) => confirmed.has(intent.id)),
  "every confirmation has its row": [...confirmed].every((id) => recorded.has(id)),
  "one row each": money.length === told.length,
  "one effect each": confirmations === PAYMENTS + DOUBLES,
  "the provider's sum is the ledger's": provider === ledger,
  "one paid and one owed back of each pair": ends["submitted: duplicate-paid,paid"] === DOUBLES,
  "one task each": tasks.length === DOUBLES,
  "no genuine notice refused": (answers["97"] ?? 0) === 0,
  "threads ended at work": killed === KILLS,
};
console.log(
  `${calls} calls in ${seconds} s; answers ${JSON.stringify(answers)}; ${interrupted} cut short by ${killed} kills`,
);
console.log(`dossiers: ${JSON.stringify(ends)}; provider ${provider}, ledger ${ledger}`);
for (const [what, held] of Object.entries(holds)) console.log(`${held ? "holds" : "BROKEN"}: ${what}`);
process.exit(Object.values(holds).includes(false) ? 1 : 0);
