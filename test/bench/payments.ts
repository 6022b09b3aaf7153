import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { bundle } from "../../infra/build.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { commitChange } from "../../shared/adapters/dynamodb/commit.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { demandStanding } from "../../shared/domain/dossiers/demand.ts";
import { recordPayment } from "../../shared/domain/dossiers/payment.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import { judgeNotice } from "../../shared/domain/payments/judge-notice.ts";
import { act, calendar } from "../builders/dossier.ts";
import { NO_CONTEXT } from "../builders/http-event.ts";
import { genuine } from "../builders/provider-calls.ts";
import { bundleOf } from "./bundles.ts";
import { laid, noticeEvent, now, toldOf, version, vnpay, type Waiting, waiting, world } from "./waiting-payments.ts";

/**
 * What VNPAY waits for an answer to its notice, under 100 notices a second: the bundle as it is deployed, against the
 * table of the template in an emulator. Beside them, in the same seconds, go the bare transactions that such notices
 * end in: the floor.
 */
const { values } = parseArgs({ options: { seconds: { type: "string", default: "60" } } });
const seconds = Number(values.seconds);
const NOTICES_A_SECOND = 100;
const BARE_A_SECOND = 10;
const LIMIT = 2;
/** Before the clock runs: what the first calls of a process compile and read is a cold start, measured elsewhere. */
const WARM_UP = 300;
await bundle();
const { table, close } = await world();
const { handler } = (await import(pathToFileURL(bundleOf("payments/receive-vnpay-ipn")).href)) as {
  handler: (event: unknown, context: unknown) => Promise<{ body?: string }>;
};

/** The transaction that a notice ends in, as it would be sent. */
const bareOf = async (record: Waiting, number: number) => {
  const notice = {
    provider: "vnpay",
    reference: record.intent.reference,
    amountVnd: record.intent.amount,
    merchant: vnpay.merchant,
    outcome: "success",
    transaction: String(14_000_000 + number),
    status: "00-00",
    paidAt: now,
  } as const;
  const demand = demandStanding(record, version, record.intent);
  const judged = judgeNotice({ notice, intents: record.intents, demand, at: now, secondId: record.intent.id });
  if (!judged.change) throw new Error("nothing changes");
  const by = { ...act({ kind: "provider", id: "vnpay" }, now), commandId: base32(sha256(`bare ${number}`)) };
  const change = recordPayment(record, judged.change, { version, calendar }, by, sha256);
  const { query } = genuine(vnpay, toldOf(record.intent, number));
  const callback = {
    id: `bare${number}`,
    provider: "vnpay",
    day: now.slice(0, 10),
    verdict: "valid",
    rawQuery: query,
    rawBody: new Uint8Array(),
    cut: false,
    at: now,
  } as const;
  let sent: TransactWriteCommandInput | undefined;
  const catching = {
    send: async ({ input }: TransactWriteCommand) => {
      sent = input;
    },
  };
  await commitChange({ name: table.name, client: catching as unknown as Table["client"] }, { ...change, callback });
  return sent as TransactWriteCommandInput;
};

const timed = async (work: () => Promise<void>): Promise<number> => {
  const from = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - from) / 1e6;
};
const percentile = (numbers: readonly number[], share: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? 0;

const notices = Array.from({ length: WARM_UP + seconds * NOTICES_A_SECOND }, (_, number) => waiting(number));
const bares = Array.from({ length: seconds * BARE_A_SECOND }, (_, number) => waiting(notices.length + number));
await laid(table, [...notices, ...bares]);
const inputs = await Promise.all(bares.map((record, number) => bareOf(record, notices.length + number)));
const events = notices.map(({ intent }, number) => noticeEvent(toldOf(intent, number)));
console.log(`${seconds * NOTICES_A_SECOND} payments wait; ${NOTICES_A_SECOND} notices a second for ${seconds} s`);
/** The lines that Lambda would log go nowhere. */
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

const answers: Record<string, number> = {};
const took: number[] = [];
const floor: number[] = [];
const running: Promise<void>[] = [];
const call = async (event: unknown): Promise<void> => {
  const { body = "{}" } = await handler(event, NO_CONTEXT);
  const { RspCode } = JSON.parse(body) as { RspCode: string };
  answers[RspCode] = (answers[RspCode] ?? 0) + 1;
};
for (const event of events.slice(seconds * NOTICES_A_SECOND)) await call(event);
const from = performance.now();
for (let tick = 0; tick < seconds * NOTICES_A_SECOND; tick += 1) {
  const due = from + (tick * 1000) / NOTICES_A_SECOND;
  const wait = due - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  running.push(timed(() => call(events[tick])).then((ms) => void took.push(ms)));
  const bare =
    tick % (NOTICES_A_SECOND / BARE_A_SECOND) === 0 ? inputs[tick / (NOTICES_A_SECOND / BARE_A_SECOND)] : undefined;
  if (bare)
    running.push(
      timed(async () => void (await table.client.send(new TransactWriteCommand(bare)))).then(
        (ms) => void floor.push(ms),
      ),
    );
}
await Promise.all(running);
const lasted = (performance.now() - from) / 1000;
process.stdout.write = write;
close();

const of = (numbers: readonly number[]) =>
  `p50 ${percentile(numbers, 0.5).toFixed(1)} ms, p95 ${percentile(numbers, 0.95).toFixed(1)} ms`;
const ratio = percentile(took, 0.95) / percentile(floor, 0.95);
console.log(`notices (${took.length} in ${lasted.toFixed(1)} s): ${of(took)}; answers ${JSON.stringify(answers)}`);
console.log(`bare transactions (${floor.length}): ${of(floor)}`);
console.log(`ratio of p95: ${ratio.toFixed(2)} (limit ${LIMIT})`);
process.exitCode = ratio <= LIMIT && answers["00"] === notices.length ? 0 : 1;
