import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { ReconcileDependencies } from "../../functions/payments/dependencies.ts";
import { reconcilePayments } from "../../functions/payments/reconcile-payments.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { headerItem, itemOf } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { inquiryStore } from "../../shared/adapters/dynamodb/inquiry-store.ts";
import { documentsKey, inquiryKey, intentKey, openedKey, personKey } from "../../shared/adapters/dynamodb/keys.ts";
import { paymentStore } from "../../shared/adapters/dynamodb/payment-store.ts";
import { startPayment } from "../../shared/domain/dossiers/payment.ts";
import { instantOf, millisOf, provinceDate } from "../../shared/domain/foundation/instant.ts";
import type { PaymentIntent } from "../../shared/domain/payments/intent.ts";
import type { Inquiry } from "../../shared/domain/payments/provider.ts";
import { act, calendar, expectDone, LAN, MONDAY, procedure, submitted } from "../builders/dossier.ts";
import { emulatedTable, TABLE } from "../contracts/emulated-table.ts";
import { shippedCatalogue } from "../fakes/procedure-catalogue.ts";

/**
 * 10,000 open payments whose inquiry is due, and a provider that answers in 20 ms: one call each, ten at a time, a run
 * that is cut is gone on with. One in fifty was paid, which is stored with all that it changes. The rate is held against
 * what ten calls at a time could do if nothing were read or written between them.
 */
const OPEN = 10_000;
const PAID_EACH = 50;
const ANSWER_MS = 20;
const AT_ONCE = 10;
/** Emulator and job share this machine's cores; a tenth of the bare calls is what they must reach. */
const LEAST_RATIO = 0.1;
const LETTERS = "abcdefghij";
const idOf = (nth: number): string =>
  `bench${String(nth)
    .padStart(11, "0")
    .replaceAll(/\d/g, (digit) => LETTERS.charAt(Number(digit)))}`;

const card = await procedure("1.004623");
const minutesAfter = (minutes: number): string => instantOf(millisOf(MONDAY) + minutes * 60_000);
const emulator = await emulatedTable();
// The template's table but for its stream, which the emulator writes ever more slowly.
const table = { ...emulator, name: "payments" };
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

/** A dossier that waits for its fee, and its pending payment, as their command writes them. */
const model = submitted(card);
const itemsOf = (nth: number): Item[] => {
  const id = idOf(nth);
  const record = { ...model, dossier: { ...model.dossier, id } };
  const wanted = { provider: "vnpay", merchant: "MOTCUA01", expiryMinutes: 15 } as const;
  const { after, intent, inquireAt } = expectDone(startPayment(record, card, wanted, act(LAN), sha256));
  if (!after || inquireAt === undefined) throw new Error("no payment was begun");
  return [
    headerItem(after),
    itemOf(personKey(id), record.person),
    itemOf(documentsKey(id), { files: record.documents }),
    itemOf(intentKey(id, intent.id), intent),
    itemOf(inquiryKey(inquireAt, intent.id), {}),
    itemOf(openedKey(provinceDate(intent.createdAt), intent), {}),
  ];
};
console.log(`writing ${OPEN} open payments`);
for (let nth = 0; nth < OPEN; nth += 500) {
  await write(Array.from({ length: 500 }, (_, offset) => itemsOf(nth + offset)).flat());
}

const calls = new Map<string, number>();
let inFlight = 0;
let mostInFlight = 0;
const inquire = async (intent: PaymentIntent): Promise<Inquiry> => {
  calls.set(intent.reference, (calls.get(intent.reference) ?? 0) + 1);
  const nth = calls.size;
  inFlight += 1;
  mostInFlight = Math.max(mostInFlight, inFlight);
  await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
  inFlight -= 1;
  if (nth % PAID_EACH > 0) return { answer: "unknown" };
  const { reference, amount, merchant } = intent;
  const paid = { outcome: "success", transaction: String(nth), status: "00-00" } as const;
  const notice = {
    provider: "vnpay",
    reference,
    amountVnd: amount,
    merchant,
    paidAt: minutesAfter(5),
    ...paid,
  } as const;
  return { answer: "told", notice };
};
const dependencies: ReconcileDependencies = {
  store: dossierStore(table),
  catalogue: shippedCatalogue,
  payments: paymentStore(table),
  inquiries: inquiryStore(table),
  providers: {
    vnpay: {
      merchant: async () => "MOTCUA01",
      open: async () => ({ redirectUrl: "" }),
      read: async () => ({ valid: false }),
      inquire,
    },
  },
  calendar: async () => calendar,
  digest: sha256,
  expiryMinutes: 15,
  origin: "http://localhost:3000",
};

const faults: string[] = [];
const hold = (holds: boolean, what: string): void => {
  if (!holds) faults.push(what);
};
/** What ten calls at a time do in a second, with nothing between them. */
const bare = async (): Promise<number> => {
  const wait = () => new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
  const begun = performance.now();
  const each = 50;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let call = 0; call < each; call += 1) await wait();
    }),
  );
  return (AT_ONCE * each * 1_000) / (performance.now() - begun);
};
const run = async (leftMs: () => number) => {
  const begun = performance.now();
  const counts = await reconcilePayments(minutesAfter(20), dependencies, leftMs);
  const seconds = (performance.now() - begun) / 1_000;
  console.log(
    `${counts.asked} asked in ${seconds.toFixed(1)} s, ${(counts.asked / seconds).toFixed(0)} a second:`,
    counts,
  );
  return { ...counts, seconds };
};

const most = await bare();
let looked = 0;
const cut = await run(() => {
  looked += 1;
  return looked > OPEN / 3 ? 0 : 240_000;
});
hold(cut.asked > 0 && cut.asked < OPEN, "a run whose time is up stops between two payments");
const rest = await run(() => 240_000);
hold(cut.asked + rest.asked === OPEN, `the next run asks about the rest: ${cut.asked} + ${rest.asked} of ${OPEN}`);
hold(calls.size === OPEN, `every payment is asked about: ${calls.size}`);
hold(
  [...calls.values()].every((times) => times === 1),
  "each once",
);
hold(mostInFlight <= AT_ONCE, `at most ${AT_ONCE} at a time: ${mostInFlight}`);
hold(cut.recorded + rest.recorded === OPEN / PAID_EACH, `what was paid is recorded: ${cut.recorded + rest.recorded}`);
const ratio = OPEN / (cut.seconds + rest.seconds) / most;
console.log(
  `${(ratio * 100).toFixed(0)} % of the ${most.toFixed(0)} calls a second that ${AT_ONCE} at a time could do`,
);
hold(ratio >= LEAST_RATIO, `at least ${LEAST_RATIO * 100} % of the bare calls`);
const again = await run(() => 240_000);
hold(again.asked === 0, "what was asked about is not due again");
emulator.stop();
for (const fault of faults) console.error(`broken: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
