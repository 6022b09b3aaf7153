import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { loadStage } from "../../infra/stage.ts";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { headerItem, itemOf } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { intentKey, personKey } from "../../shared/adapters/dynamodb/keys.ts";
import { publish } from "../../shared/adapters/dynamodb/publications.ts";
import type { PaymentDue } from "../../shared/domain/dossiers/dossier.ts";
import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { startPayment } from "../../shared/domain/dossiers/payment.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import type { PaymentIntent } from "../../shared/domain/payments/intent.ts";
import { act, expectDone, LAN, procedure, submitted } from "../builders/dossier.ts";
import { httpEvent } from "../builders/http-event.ts";
import { CALLERS, genuine, type Told } from "../builders/provider-calls.ts";
import { type Emulated, emulatedTable } from "../contracts/emulated-table.ts";
import { shippedVersion } from "../fakes/procedure-catalogue.ts";

const PROCEDURE = "1.004623";
export const { vnpay } = CALLERS;
export const version = await procedure(PROCEDURE);
export const now = new Date().toISOString();

/** What Secrets Manager has of VNPAY; a bench may rotate it. */
export const keys: { current: string; pending: string | undefined } = { current: vnpay.key, pending: undefined };

/** A table without a stream, Secrets Manager, and in the environment what the payments' functions want of them. */
export const world = async (): Promise<{ table: Emulated; close: () => void }> => {
  const secrets = createServer((request, response) => {
    const bytes: Buffer[] = [];
    request.on("data", (chunk: Buffer) => bytes.push(chunk));
    request.on("end", () => {
      const key = Buffer.concat(bytes).includes("AWSPENDING") ? keys.pending : keys.current;
      response.statusCode = key === undefined ? 400 : 200;
      response.setHeader("content-type", "application/x-amz-json-1.1");
      const absent = { __type: "ResourceNotFoundException" };
      response.end(JSON.stringify(key === undefined ? absent : { SecretString: vnpay.secret(key) }));
    });
  });
  await new Promise<void>((resolve) => secrets.listen(0, "127.0.0.1", resolve));
  const table = await emulatedTable({ stream: false });
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
  const close = (): void => {
    table.stop();
    secrets.close();
  };
  return { table, close };
};

export type Waiting = DossierRecord & { intent: PaymentIntent };

const model = submitted(version);

/** A dossier that waits for its money, and its payments: one, or two of the one demand as from two tabs. */
export const waiting = (number: number, tabs = 1): Waiting => {
  const id = base32(sha256(`bench ${number}`)).slice(0, 16);
  const step = { ...(model.dossier as PaymentDue).step, unit: `unit-${number % 200}` };
  const dossier = { ...model.dossier, id, step } as DossierRecord["dossier"];
  const wanted = { provider: "vnpay", merchant: vnpay.merchant, expiryMinutes: 1440 } as const;
  const intents = Array.from({ length: tabs }, (_, tab) => {
    const by = { ...act(LAN, now), commandId: `pay ${number} ${tab}` };
    return expectDone(startPayment({ ...model, dossier }, version, wanted, by, sha256)).intent;
  });
  return { ...model, dossier, intents, intent: intents[0] as PaymentIntent };
};

export const laid = async (table: Emulated, records: readonly Waiting[]): Promise<void> => {
  const items = records.flatMap(({ dossier, person, intents }) => [
    headerItem(dossier),
    itemOf(personKey(dossier.id), person),
    ...intents.map((intent) => itemOf(intentKey(dossier.id, intent.id), intent)),
  ]);
  for (let from = 0; from < items.length; from += 24) {
    const RequestItems = { [table.name]: items.slice(from, from + 24).map((Item) => ({ PutRequest: { Item } })) };
    await table.client.send(new BatchWriteCommand({ RequestItems }));
  }
};

export const toldOf = (intent: PaymentIntent, number: number): Told => ({
  reference: intent.reference,
  amount: intent.amount,
  merchant: vnpay.merchant,
  outcome: "success",
  transaction: String(14_000_000 + number),
  at: now,
});

/** VNPAY's call as the gateway hands it on. */
export const noticeEvent = (told: Told, key = vnpay.key) => {
  const { query } = genuine(vnpay, told, key);
  return {
    ...httpEvent({ method: "GET", path: "/v1/payments/vnpay/ipn" }),
    rawQueryString: query,
    queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
  };
};
