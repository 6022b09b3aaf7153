import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../shared/adapters/crypto/sealing.ts";
import { dossierStore } from "../../shared/adapters/dynamodb/dossier-store.ts";
import { queryAll } from "../../shared/adapters/dynamodb/query-all.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { createDraft } from "../../shared/domain/dossiers/draft.ts";
import { startPayment } from "../../shared/domain/dossiers/payment.ts";
import { admitSubmission, submitDossier } from "../../shared/domain/dossiers/submit-dossier.ts";
import { provinceDate } from "../../shared/domain/foundation/instant.ts";
import type { PaymentIntent } from "../../shared/domain/payments/intent.ts";
import { act, calendar, expectDone, fullContent, LAN, procedure, terms } from "../builders/dossier.ts";
import { CALLERS, genuine, type Told } from "../builders/provider-calls.ts";
import { randomOf, shuffled } from "../builders/shuffled.ts";
import { emulatedTable } from "../contracts/emulated-table.ts";
import { type JourneyStack, journeyStack, pause } from "./stack.ts";

/** Monday morning in the office: the stack's clock stands here, and runs on. */
const MORNING = "2026-11-23T08:30:00+07:00";
const AT_ONCE = 24;
/** Longer than a copy of the keys stands after a signature failed under it. */
const STAGED_FOR_MS = 16_000;

const card = await procedure("1.004623");

/** A stack whose table the caller writes to as well. */
export const stackWithTable = async (): Promise<{ stack: JourneyStack; table: Table; close(): Promise<void> }> => {
  const emulated = await emulatedTable();
  process.env.LOCAL_DYNAMODB_ENDPOINT = emulated.endpoint;
  const stack = await journeyStack().finally(() => {
    delete process.env.LOCAL_DYNAMODB_ENDPOINT;
  });
  await stack.clock(MORNING);
  const base = new DynamoDBClient({
    endpoint: emulated.endpoint,
    region: "ap-southeast-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const { TableNames = [] } = await base.send(new ListTablesCommand({}));
  const name = TableNames.find((one) => one !== emulated.name);
  if (name === undefined) throw new Error("the stack made no table");
  const client = DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
  const close = async () => {
    await stack.close();
    emulated.stop();
  };
  return { stack, table: { name, client }, close };
};

/** Runs so many at a time. */
const inTurns = async <T>(items: readonly T[], atOnce: number, run: (item: T) => Promise<void>): Promise<void> => {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await run(item);
    }),
  );
};

const must = (outcome: string): void => {
  if (outcome !== "committed") throw new Error(outcome);
};

/** Dossiers that wait for their money, each with a payment begun at VNPAY, written by the domain's own commands. */
export const begunPayments = async (
  { stack, table }: { stack: JourneyStack; table: Table },
  count: number,
  run = "storm",
): Promise<PaymentIntent[]> => {
  const store = dossierStore(table);
  const { tmnCode } = await stack.merchant();
  const { now } = (await stack.call(null, "GET", "/local/clock")).json as { now: string };
  const begun: PaymentIntent[] = [];
  const agency = organisationRegister.agencyCode(card.units[0] ?? "", now) ?? "H40.00";
  await inTurns([...Array(count).keys()], 8, async (number) => {
    const by = (key: string) => ({ ...act(LAN, now), commandId: `${run}-${key}-${number}` });
    const filing = {
      version: card,
      channel: "online",
      submitter: { kind: "citizen", sub: "citizen-lan" },
      owner: "citizen:citizen-lan",
      content: fullContent(card),
      wordsKey: sealing.newKey(),
    } as const;
    const draft = expectDone(createDraft(filing, by("draft"), sha256));
    must(await store.commit(draft));
    const record: DossierRecord = {
      dossier: draft.after,
      person: draft.person,
      documents: draft.documents,
      files: [],
      verdicts: draft.documents.map(({ id }) => ({ documentId: id, state: "clean", at: now })),
      intents: [],
      refunds: [],
    };
    const admission = expectDone(admitSubmission(record, card, new Set(), { calendar, terms }, now));
    const filed = submitDossier(
      admission,
      `${agency}-261123-${run.length}${String(number + 1).padStart(5, "0")}`,
      by("file"),
      sha256,
    );
    must(await store.commit(filed));
    const owing = { ...record, dossier: filed.after as DossierRecord["dossier"] };
    const wanted = { provider: "vnpay", merchant: tmnCode, expiryMinutes: 60 } as const;
    const change = expectDone(startPayment(owing, card, wanted, by("pay"), sha256));
    must(await store.commit(change));
    begun.push(change.intent);
  });
  return begun;
};

export type StormFigures = {
  seed: number;
  calls: number;
  kills: number;
  refusedGenuine: number;
  /** Answers 00 and 02, and what was neither: an interrupted call. */
  confirmed: number;
  already: number;
  interrupted: number;
  /** Confirmed payments without their row in the ledger. */
  missing: number;
  providerSum: number;
  ledgerSum: number;
  rows: number;
  states: Record<string, number>;
  confirmations: number;
  milliseconds: number;
};

type Wave = { intents: PaymentIntent[]; copies: number; kills: number; rotate: boolean; seed: number };

/**
 * Each payment's notice in so many copies, shuffled, many at once, while the function that receives them is killed
 * again and again; what was not confirmed is told again, as VNPAY does, until it is.
 */
export const paymentStorm = async (
  { stack, table }: { stack: JourneyStack; table: Table },
  { intents, copies, kills, rotate, seed }: Wave,
): Promise<StormFigures> => {
  const began = Date.now();
  const random = randomOf(seed);
  const { tmnCode, hashSecret } = await stack.merchant();
  const { now } = (await stack.call(null, "GET", "/local/clock")).json as { now: string };
  const NEXT = "KHOAMOIKHOAMOIKHOAMOIKHOAMOIKHOA";
  let key = hashSecret;
  let gate: Promise<void> = Promise.resolve();
  const confirmedOf = new Set<string>();
  const figures = { calls: 0, kills: 0, refusedGenuine: 0, confirmed: 0, already: 0, interrupted: 0 };

  const tell = async (intent: PaymentIntent, number: number): Promise<boolean> => {
    const told: Told = {
      reference: intent.reference,
      amount: intent.amount,
      merchant: tmnCode,
      outcome: "success",
      transaction: String(14_000_000 + number),
      at: now,
    };
    figures.calls += 1;
    const reply = await stack.ipn(genuine(CALLERS.vnpay, told, key).query).catch(() => ({ RspCode: "" }));
    const { RspCode } = reply ?? { RspCode: "" };
    if (RspCode === "00") figures.confirmed += 1;
    else if (RspCode === "02") figures.already += 1;
    else if (RspCode === "97") figures.refusedGenuine += 1;
    else figures.interrupted += 1;
    const done = RspCode === "00" || RspCode === "02";
    if (done) confirmedOf.add(intent.id);
    return done;
  };

  const all = shuffled(
    intents.flatMap((intent, number) => Array.from({ length: copies }, () => ({ intent, number }))),
    random,
  );
  const calls = all.length;
  let made = 0;
  const armAt = new Set(Array.from({ length: kills }, (_, kill) => Math.floor((calls * (kill + 0.5)) / kills)));
  const rotateAt = rotate ? [Math.floor(calls / 3), Math.floor((2 * calls) / 3)] : [];
  await inTurns(all, AT_ONCE, async ({ intent, number }) => {
    made += 1;
    if (armAt.has(made)) {
      const body = { function: "receive-vnpay-ipn", service: "dynamodb", call: 1 + Math.floor(random() * 6) };
      await stack.call(null, "POST", "/local/kills", { body });
    }
    if (made === rotateAt[0]) {
      // As a rotation is agreed with a provider: staged here, known to every copy of the function, then used there.
      const pending = JSON.stringify({ tmnCode, hashSecret: NEXT });
      await stack.call(null, "PUT", "/local/secrets/local/vnpay", { body: { pending } });
      gate = pause(STAGED_FOR_MS);
      await gate;
      await stack.call(null, "PUT", "/local/vnpay/merchant", { body: { hashSecret: NEXT } });
      key = NEXT;
    }
    if (made === rotateAt[1]) await stack.call(null, "PUT", "/local/secrets/local/vnpay", { body: { promote: true } });
    await gate;
    await tell(intent, number);
  });
  const open = () =>
    intents.map((intent, number) => ({ intent, number })).filter(({ intent }) => !confirmedOf.has(intent.id));
  for (let round = 0; round < 10 && open().length > 0; round += 1)
    await inTurns(open(), AT_ONCE, async ({ intent, number }) => void (await tell(intent, number)));
  const spent = (await stack.call(null, "GET", "/local/kills")).json as { spent: boolean }[];

  const store = dossierStore(table);
  const rows: Record<string, unknown>[] = [];
  for (let shard = 0; shard < 16; shard += 1)
    rows.push(...(await queryAll(table, null, "pk", `DAYBOOK#${provinceDate(now)}#${shard}`)));
  const money = rows.filter(({ sk }) => String(sk).startsWith("MONEY#payment#vnpay#"));
  const recorded = new Set(money.map(({ intentId }) => String(intentId)));
  const states: Record<string, number> = {};
  let confirmations = 0;
  await inTurns(intents, 8, async ({ dossierId, id }) => {
    const record = await store.read(dossierId);
    const stored = record?.intents.find((one) => one.id === id);
    const word = `${stored?.state} ${record?.dossier.state}`;
    states[word] = (states[word] ?? 0) + 1;
    const events = await store.readEvents(dossierId);
    confirmations += events.filter(({ what }) => what === "payment-confirmed").length;
  });
  return {
    ...figures,
    seed,
    kills: spent.filter((kill) => kill.spent).length,
    missing: [...confirmedOf].filter((id) => !recorded.has(id)).length,
    providerSum: intents.reduce((sum, { amount }) => sum + amount, 0),
    ledgerSum: money.reduce((sum, { amount }) => sum + Number(amount), 0),
    rows: money.length,
    states,
    confirmations,
    milliseconds: Date.now() - began,
  };
};

/**
 * Two payments of one demand, begun one after the other had expired and then both paid at once, as from two tabs.
 * Answers how many dossiers ended how, the tasks to give money back and the rows of their money.
 */
export const doublePayments = async (
  { stack, table }: { stack: JourneyStack; table: Table },
  count: number,
): Promise<Record<string, number>> => {
  const store = dossierStore(table);
  const { tmnCode, hashSecret } = await stack.merchant();
  const first = await begunPayments({ stack, table }, count, "double");
  const clock = (await stack.call(null, "GET", "/local/clock")).json as { now: string };
  const now = new Date(Date.parse(clock.now) + 61 * 60_000).toISOString();
  await stack.clock(now);
  const pairs: [PaymentIntent, PaymentIntent][] = [];
  await inTurns([...first.entries()], 8, async ([number, intent]) => {
    const record = (await store.read(intent.dossierId)) as DossierRecord;
    const wanted = { provider: "vnpay", merchant: tmnCode, expiryMinutes: 60 } as const;
    const by = { ...act(LAN, now), commandId: `double-again-${number}` };
    const change = expectDone(startPayment(record, card, wanted, by, sha256));
    must(await store.commit(change));
    pairs.push([intent, change.intent]);
  });
  await inTurns([...pairs.entries()], 8, async ([number, both]) => {
    const answers = await Promise.all(
      both.map(async ({ reference, amount }, tab) => {
        const transaction = String(15_000_000 + 2 * number + tab);
        const told = { reference, amount, merchant: tmnCode, outcome: "success", transaction, at: now } as const;
        const { RspCode } = await stack.ipn(genuine(CALLERS.vnpay, told, hashSecret).query);
        return RspCode;
      }),
    );
    if (answers.some((answer) => answer !== "00")) throw new Error(`answered ${answers.join(" and ")}`);
  });
  const ends: Record<string, number> = {};
  await inTurns(pairs, 8, async ([{ dossierId }]) => {
    const record = await store.read(dossierId);
    // The one that expired may be late where it came first: it met the demand all the same.
    const states = record?.intents.map(({ state }) => (state === "late-paid" ? "paid" : state)).sort();
    const end = `${states?.join(" ")} ${record?.dossier.state}`;
    ends[end] = (ends[end] ?? 0) + 1;
  });
  const ours = new Set(pairs.map(([{ dossierId }]) => dossierId));
  const tasks = await queryAll(table, null, "pk", "REFUNDS#due");
  let rows = 0;
  for (let shard = 0; shard < 16; shard += 1) {
    const book = await queryAll(table, null, "pk", `DAYBOOK#${provinceDate(now)}#${shard}`);
    rows += book.filter(({ sk, dossierId }) => String(sk).startsWith("MONEY#") && ours.has(String(dossierId))).length;
  }
  return { ...ends, tasks: tasks.filter(({ dossierId }) => ours.has(String(dossierId))).length, rows };
};
