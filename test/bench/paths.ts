import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import {
  BatchGetCommand,
  type NativeAttributeValue,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { bundle } from "../../infra/build.ts";
import { loadStage } from "../../infra/stage.ts";
import { organisationRegister } from "../../shared/adapters/catalogue/organisation-register.ts";
import { hmacUnder } from "../../shared/adapters/crypto/digest.ts";
import { publish } from "../../shared/adapters/dynamodb/publications.ts";
import { verdictStore } from "../../shared/adapters/dynamodb/verdict-store.ts";
import { lookupSecretOf } from "../../shared/domain/dossiers/dossier-secrets.ts";
import { fullContent, procedure } from "../builders/dossier.ts";
import { httpEvent, NO_CONTEXT } from "../builders/http-event.ts";
import { type Emulated, emulatedTable } from "../contracts/emulated-table.ts";
import { shippedVersion } from "../fakes/procedure-catalogue.ts";
import { bundleOf } from "./bundles.ts";

/**
 * What a warm operation costs over the bare DynamoDB calls that it needs. The bundles run as they are deployed, against the
 * table of the template in an emulator; operation and bare calls take turns, so that a noisy machine weighs on both.
 */
const { values } = parseArgs({ options: { rounds: { type: "string", default: "150" } } });
const rounds = Number(values.rounds);
const WARM_UP = 20;
const PROCEDURE = "1.004650";
const KEY = "a key of the bench";

const started = async (): Promise<{ table: Emulated; close: () => void }> => {
  const secrets = createServer((_, response) => {
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(JSON.stringify({ SecretString: JSON.stringify({ lookup: KEY }) }));
  });
  await new Promise<void>((resolve) => secrets.listen(0, "127.0.0.1", resolve));
  const table = await emulatedTable();
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
    QUARANTINE_BUCKET: "quarantine",
    DOCUMENTS_BUCKET: "documents",
    DOSSIER_KEYS_SECRET: "dossier-keys",
    PUBLIC_ORIGIN: "http://localhost:3000",
    OFFICE_HOURS: JSON.stringify(loadStage("local").officeHours),
    PAY_WITHIN_DAYS: "10",
    SUPPLEMENT_WITHIN_DAYS: "30",
  });
  const close = (): void => {
    table.stop();
    secrets.close();
  };
  return { table, close };
};

type Handler = (event: unknown, context: unknown) => Promise<{ statusCode: number; body?: string }>;

const handlerOf = async (operation: string): Promise<Handler> => {
  const { handler } = (await import(pathToFileURL(bundleOf(operation)).href)) as { handler: Handler };
  return handler;
};

type Body = { id: string; code: string; version: number; uploads: { documentId: string }[] };
type Given = Parameters<typeof httpEvent>[0];

const called = async (handler: Handler, given: Given): Promise<Body> => {
  const headers = { "idempotency-key": randomUUID(), ...given?.headers };
  const reply = await handler(httpEvent({ ...given, headers }), NO_CONTEXT);
  if (reply.statusCode >= 300) throw new Error(`${given?.path}: ${reply.statusCode} ${reply.body}`);
  return JSON.parse(reply.body ?? "{}") as Body;
};

const CITIZEN = { sub: "citizen-lan", name: "Lan" };
const claimsOf = (sub: string) => {
  const officer = organisationRegister.officer(sub);
  if (!officer) throw new Error(`nobody is ${sub}`);
  return { sub, name: officer.name, roles: `[${officer.roles.join(" ")}]` };
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - from) / 1e6;
};
const sorted = (numbers: number[]): number[] => [...numbers].sort((a, b) => a - b);
const median = (numbers: number[]): number => sorted(numbers)[Math.floor(numbers.length / 2)] ?? 0;

type Item = Record<string, NativeAttributeValue>;

/** A second set of items like those that a command wrote, under keys that nothing has: what its bare write would be. */
const renamed = (item: Item, round: string): Item => ({
  ...item,
  pk: `${String(item.pk)}-${round}`,
  ...(item.unitKey === undefined ? {} : { unitKey: "bench" }),
  ...(item.codeKey === undefined ? {} : { codeKey: `bench-${round}` }),
});

await bundle();
const { table, close } = await started();
const { client, name } = table;
const create = await handlerOf("dossiers/create-dossier");
const submit = await handlerOf("dossiers/submit-dossier");
const move = await handlerOf("office/make-move");
const lookUp = await handlerOf("dossiers/look-up-dossier");
const worklist = await handlerOf("office/list-worklist");
const content = fullContent(await procedure(PROCEDURE));

const draft = async (): Promise<string> => {
  const body = JSON.stringify({ ...content, procedure: PROCEDURE });
  const { id, uploads } = await called(create, { path: "/v1/dossiers", body, claims: CITIZEN });
  const at = new Date().toISOString();
  for (const { documentId } of uploads) await verdictStore(table).putVerdict({ documentId, state: "clean", at });
  return id;
};
const submission = (id: string): Given => ({
  path: `/v1/dossiers/${id}/submission`,
  pathParameters: { id },
  body: "{}",
  claims: CITIZEN,
});
const moving = (id: string, version: number, by: string, body: object): Given => ({
  path: `/v1/office/dossiers/${id}/moves`,
  pathParameters: { id },
  headers: { "if-match": `"${version}"` },
  body: JSON.stringify(body),
  claims: claimsOf(by),
});

/** What one dossier's partitions hold: the shape of the bare writes. */
const itemsOf = async (id: string): Promise<Item[]> => {
  const query = (pk: string) =>
    client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
      }),
    );
  const pages = await Promise.all([query(`DOSSIER#${id}`), query(`EVENTS#${id}`)]);
  return pages.flatMap(({ Items = [] }) => Items as Item[]);
};

const put = (Item: Item) => ({ Put: { TableName: name, Item } });

/** The bare writes of a submission: the day's counter, then header, event and code in one transaction. */
const bareSubmission = async (header: Item, event: Item, round: string): Promise<void> => {
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: { pk: "DAY#bench", sk: "DAY" },
      UpdateExpression: "ADD #number :one",
      ExpressionAttributeNames: { "#number": "number" },
      ExpressionAttributeValues: { ":one": 1 },
    }),
  );
  const code = { pk: `CODE#${round}`, sk: "CODE" };
  const TransactItems = [put(renamed(header, round)), put(renamed(event, round)), put(code)];
  await client.send(new TransactWriteCommand({ TransactItems }));
};

type Figures = { ratio: number; operation: number; bare: number };
const measured = async (operation: (round: number) => Promise<unknown>, bare: (round: number) => Promise<unknown>) => {
  const ratios: Figures[] = [];
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    const first = round % 2 === 0;
    const early = first ? await timed(() => bare(round)) : 0;
    const ours = await timed(() => operation(round));
    const theirs = first ? early : await timed(() => bare(round));
    if (round >= WARM_UP) ratios.push({ ratio: ours / theirs, operation: ours, bare: theirs });
  }
  return ratios;
};

const report: { name: string; figures: Figures[]; limit?: number; needs: string }[] = [];
const total = rounds + WARM_UP;
const drafts: string[] = [];
for (let at = 0; at < total; at += 1) drafts.push(await draft());

const sample = await draft();
const filed = await called(submit, submission(sample));
const shapes = await itemsOf(sample);
const header = shapes.find(({ sk }) => sk === "HEADER") as Item;
const event = shapes.find(({ version, codeKey }) => version === filed.version && codeKey !== undefined) as Item;

const versions: number[] = [];
const codes: string[] = [];
report.push({
  name: "submission",
  needs: "1 query, 1 update, 1 transaction of 3",
  limit: 1.9,
  figures: await measured(
    async (round) => {
      const reply = await called(submit, submission(drafts[round] as string));
      versions.push(reply.version);
      codes.push(reply.code);
    },
    (round) => bareSubmission(header, event, `s${round}`),
  ),
});

const queryPartition = (pk: string) =>
  client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: true,
    }),
  );

/** The bare calls of a move: the dossier read, header and event written, then what its view shows, at once. */
const bareMove = async (id: string, round: string): Promise<void> => {
  await queryPartition(`DOSSIER#${id}`);
  const TransactItems = [put(renamed(header, round)), put(renamed(event, round))];
  await client.send(new TransactWriteCommand({ TransactItems }));
  await Promise.all([`DOSSIER#${id}`, `EVENTS#${id}`, `NOTICES#${id}`].map(queryPartition));
};
report.push({
  name: "move accept",
  needs: "1 query, 1 transaction of 2, the view: 3 queries at once",
  figures: await measured(
    async (round) => {
      const by = moving(drafts[round] as string, versions[round] as number, "officer-culture-receiver", {
        move: "accept",
      });
      versions[round] = (await called(move, by)).version;
    },
    (round) => bareMove(drafts[round] as string, `a${round}`),
  ),
});
report.push({
  name: "move complete-step",
  needs: "1 query, 1 transaction of 2, the view: 3 queries at once",
  figures: await measured(
    async (round) => {
      const request = { move: "complete-step" };
      await called(
        move,
        moving(drafts[round] as string, versions[round] as number, "officer-culture-receiver", request),
      );
    },
    (round) => bareMove(drafts[round] as string, `c${round}`),
  ),
});

const hmac = hmacUnder(KEY);
const queryCode = (code: string) =>
  client.send(
    new QueryCommand({
      TableName: name,
      IndexName: "byCode",
      KeyConditionExpression: "codeKey = :code",
      ExpressionAttributeValues: { ":code": code },
    }),
  );
report.push({
  name: "lookup",
  needs: "1 query",
  limit: 1.6,
  figures: await measured(
    (round) => {
      const secret = lookupSecretOf({ id: drafts[round] as string, linkVersion: 1 }, hmac);
      return called(lookUp, { path: "/v1/lookups", body: JSON.stringify({ code: codes[round], secret }) });
    },
    (round) => queryCode(codes[round] as string),
  ),
});

const bareWorklist = async () => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      IndexName: "byUnit",
      KeyConditionExpression: "unitKey = :unit",
      ExpressionAttributeValues: { ":unit": String(header.unitKey) },
      Limit: 100,
    }),
  );
  const Keys = Items.slice(0, 20).map(({ pk }) => ({ pk, sk: "PERSON" }));
  const ProjectionExpression = "pk, applicant.fullName";
  await client.send(new BatchGetCommand({ RequestItems: { [name]: { Keys, ProjectionExpression } } }));
};
report.push({
  name: "worklist",
  needs: "1 query of 100, 1 batch get of 20",
  figures: await measured(
    () =>
      called(worklist, { method: "GET", path: "/v1/office/worklist", claims: claimsOf("officer-culture-receiver") }),
    bareWorklist,
  ),
});
close();

console.log(`Node ${process.version}, ${rounds} rounds, medians; bare: the calls that the operation cannot do without`);
console.log(`${"operation".padEnd(20)} ratio  limit  operation ms  bare ms  calls`);
let broken = 0;
for (const { name: operation, figures, limit, needs } of report) {
  const ratio = median(figures.map((one) => one.ratio));
  const over = limit !== undefined && ratio > limit;
  if (over) broken += 1;
  const ms = [median(figures.map((one) => one.operation)), median(figures.map((one) => one.bare))];
  console.log(
    `${operation.padEnd(20)} ${ratio.toFixed(2).padStart(5)}  ${(limit?.toFixed(1) ?? "-").padStart(5)}  ${(ms[0] ?? 0).toFixed(2).padStart(12)}  ${(ms[1] ?? 0).toFixed(2).padStart(7)}  ${needs}${over ? "  OVER" : ""}`,
  );
}
if (broken > 0) process.exitCode = 1;
