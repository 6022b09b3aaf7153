import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { BatchWriteCommand, TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { bundle } from "../../infra/build.ts";
import { loadStage } from "../../infra/stage.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { commitChange } from "../../shared/adapters/dynamodb/commit.ts";
import { headerItem, itemOf } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { intentKey, personKey } from "../../shared/adapters/dynamodb/keys.ts";
import { publish } from "../../shared/adapters/dynamodb/publications.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { demandStanding } from "../../shared/domain/dossiers/demand.ts";
import type { PaymentDue } from "../../shared/domain/dossiers/dossier.ts";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { recordPayment, startPayment } from "../../shared/domain/dossiers/payment.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import type { PaymentIntent } from "../../shared/domain/payments/intent.ts";
import { judgeNotice } from "../../shared/domain/payments/judge-notice.ts";
import { act, calendar, expectDone, LAN, procedure, submitted } from "../builders/dossier.ts";
import { httpEvent, NO_CONTEXT } from "../builders/http-event.ts";
import { CALLERS, genuine } from "../builders/provider-calls.ts";
import { emulatedTable } from "../contracts/emulated-table.ts";
import { shippedVersion } from "../fakes/procedure-catalogue.ts";
import { bundleOf } from "./bundles.ts";

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
const PROCEDURE = "1.004623";
const { vnpay } = CALLERS;

const secrets = createServer((request, response) => {
  const bytes: Buffer[] = [];
  request.on("data", (chunk: Buffer) => bytes.push(chunk));
  request.on("end", () => {
    const pending = Buffer.concat(bytes).includes("AWSPENDING");
    response.statusCode = pending ? 400 : 200;
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(
      JSON.stringify(pending ? { __type: "ResourceNotFoundException" } : { SecretString: vnpay.secret(vnpay.key) }),
    );
  });
});
await new Promise<void>((resolve) => secrets.listen(0, "127.0.0.1", resolve));
await bundle();
const table = await emulatedTable({ stream: false });
const now = new Date().toISOString();
await publish(table, { procedure: await shippedVersion(PROCEDURE, now) }, { by: "bench", at: now });
Object.assign(process.env, {
  AWS_REGION: "ap-southeast-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
  STAGE: "bench",
  TABLE_NAME: table.name,
  VNPAY_SECRET: "vnpay",
  VNPAY_PAY_URL: "http://127.0.0.1:9/pay",
  VNPAY_API_URL: "http://127.0.0.1:9/api",
  PUBLIC_ORIGIN: "http://localhost:3000",
  OFFICE_HOURS: JSON.stringify(loadStage("local").officeHours),
  PAYMENT_EXPIRY_MINUTES: "1440",
});
const { handler } = (await import(pathToFileURL(bundleOf("payments/receive-vnpay-ipn")).href)) as {
  handler: (event: unknown, context: unknown) => Promise<{ body?: string }>;
};

const version = await procedure(PROCEDURE);
const model = submitted(version);

/** A dossier that waits for its money, and its payment; only what a notice reads of them. */
const waiting = (number: number): DossierRecord & { intent: PaymentIntent } => {
  const id = base32(sha256(`bench ${number}`)).slice(0, 16);
  const step = { ...(model.dossier as PaymentDue).step, unit: `unit-${number % 200}` };
  const dossier = { ...model.dossier, id, step } as DossierRecord["dossier"];
  const record = { ...model, dossier };
  const wanted = { provider: "vnpay", merchant: vnpay.merchant, expiryMinutes: 1440 } as const;
  const { intent } = expectDone(
    startPayment(record, version, wanted, { ...act(LAN, now), commandId: `pay ${number}` }, sha256),
  );
  return { ...record, intent, intents: [intent] };
};

const laid = async (records: readonly (DossierRecord & { intent: PaymentIntent })[]): Promise<void> => {
  const items = records.flatMap(({ dossier, person, intent }) => [
    headerItem(dossier),
    itemOf(personKey(dossier.id), person),
    itemOf(intentKey(dossier.id, intent.id), intent),
  ]);
  for (let from = 0; from < items.length; from += 24) {
    const RequestItems = {
      [table.name]: items.slice(from, from + 24).map((Item) => ({ PutRequest: { Item } })),
    };
    await table.client.send(new BatchWriteCommand({ RequestItems }));
  }
};

const toldOf = ({ intent }: { intent: PaymentIntent }, number: number) => ({
  reference: intent.reference,
  amount: intent.amount,
  merchant: vnpay.merchant,
  outcome: "success" as const,
  transaction: String(14_000_000 + number),
  at: now,
});

/** The transaction that a notice ends in, as it would be sent. */
const bareOf = async (record: DossierRecord & { intent: PaymentIntent }, number: number) => {
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
  const { query } = genuine(vnpay, toldOf(record, number));
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
await laid([...notices, ...bares]);
const inputs = await Promise.all(bares.map((record, number) => bareOf(record, notices.length + number)));
const events = notices.map((record, number) => {
  const { query } = genuine(vnpay, toldOf(record, number));
  return {
    ...httpEvent({ method: "GET", path: "/v1/payments/vnpay/ipn" }),
    rawQueryString: query,
    queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
  };
});
/** The lines that Lambda would log. */
const quiet = { log: console.log, info: console.info, error: console.error };
const nothing = (): void => undefined;
Object.assign(console, { log: nothing, info: nothing, error: nothing });
process.stdout.write(
  `${seconds * NOTICES_A_SECOND} payments wait; ${NOTICES_A_SECOND} notices a second for ${seconds} s\n`,
);

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
Object.assign(console, quiet);
table.stop();
secrets.close();

const of = (numbers: readonly number[]) =>
  `p50 ${percentile(numbers, 0.5).toFixed(1)} ms, p95 ${percentile(numbers, 0.95).toFixed(1)} ms`;
const ratio = percentile(took, 0.95) / percentile(floor, 0.95);
console.log(`notices (${took.length} in ${lasted.toFixed(1)} s): ${of(took)}; answers ${JSON.stringify(answers)}`);
console.log(`bare transactions (${floor.length}): ${of(floor)}`);
console.log(`ratio of p95: ${ratio.toFixed(2)} (limit ${LIMIT})`);
process.exitCode = ratio <= LIMIT && answers["00"] === notices.length ? 0 : 1;
