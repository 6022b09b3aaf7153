import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { sha256 } from "../../shared/adapters/crypto/digest.ts";
import { eventItem, headerItem, itemOf } from "../../shared/adapters/dynamodb/dossier-item.ts";
import { personKey } from "../../shared/adapters/dynamodb/keys.ts";
import { publish } from "../../shared/adapters/dynamodb/publications.ts";
import type { Table } from "../../shared/adapters/dynamodb/table.ts";
import { base32 } from "../../shared/domain/foundation/base32.ts";
import type { EventMessage } from "../../shared/domain/notifications/notice-message.ts";
import { aDossier, anEvent, aPerson } from "../builders/notice.ts";
import { type Emulated, emulatedTable } from "../contracts/emulated-table.ts";
import { shippedVersion } from "../fakes/procedure-catalogue.ts";
import { type Put, queuesOf, type StandIn, secretsOf, smsOf } from "./stand-ins.ts";

/** Queues of the bench, by the last part of their addresses. */
export const SMS_QUEUE = "sms";
export const DEAD_LETTERS = "dead-letters";
const QUEUE_ARN = `arn:aws:sqs:ap-southeast-1:000000000000:${SMS_QUEUE}`;
const urlOf = (queue: string): string => `https://sqs.ap-southeast-1.amazonaws.com/000000000000/${queue}`;

const DOSSIER_KEYS = { lookup: "a key of the bench, long enough" };
export const SENDER = "MOTCUA";

export type World = { table: Emulated; sms: StandIn; sqs: StandIn; close: () => void };

/**
 * A table without a stream, Secrets Manager, SQS and End User Messaging, and in the environment what `deliver-sms` wants
 * of them. With eSMS all messages go there.
 */
export const world = async (given: {
  put: (message: Put) => void;
  taken: (reference: string) => "lost" | undefined;
  esms?: { url: string; account: object };
}): Promise<World> => {
  const { esms } = given;
  const texts: Record<string, object | undefined> = { "dossier-keys": DOSSIER_KEYS, esms: esms?.account };
  const secrets = await secretsOf((id, stage) => {
    const text = texts[id];
    return stage === "AWSCURRENT" && text ? JSON.stringify(text) : undefined;
  });
  const [sqs, sms, table] = await Promise.all([
    queuesOf(given.put),
    smsOf(given.taken),
    emulatedTable({ stream: false }),
  ]);
  const at = new Date().toISOString();
  await publish(table, { procedure: await shippedVersion(aDossier().procedure.code, at) }, { by: "bench", at });
  Object.assign(process.env, {
    AWS_REGION: "ap-southeast-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: sms.url,
    STAGE: "bench",
    TABLE_NAME: table.name,
    DOSSIER_KEYS_SECRET: "dossier-keys",
    PUBLIC_ORIGIN: "http://localhost:3000",
    QUIET_FROM: "21:00",
    QUIET_TO: "07:00",
    COURTESIES_PER_DAY: "3",
    EMAIL_QUEUE_URL: urlOf("email"),
    DEAD_LETTERS_URL: urlOf(DEAD_LETTERS),
    RECEIPT_WITHIN_MINUTES: "60",
    SMS_DIACRITICS: "false",
    SMS_SENDER: SENDER,
    AWS_SMS_SHARE: esms === undefined ? "100" : "0",
    AWS_SMS_COST_VND: "800",
    ...(esms === undefined
      ? {}
      : { ESMS_SECRET: "esms", ESMS_API_URL: esms.url, ESMS_SHARE: "100", ESMS_COST_VND: "850" }),
  });
  const close = (): void => {
    table.stop();
    for (const one of [secrets, sqs, sms]) one.close();
  };
  return { table, sms, sqs, close };
};

const idOf = (nth: number): string => base32(sha256(`told ${nth}`)).slice(0, 16);
const { email: _, ...byPhone } = aPerson().applicant as { email?: string };
const PERSON = aPerson({ applicant: byPhone as ReturnType<typeof aPerson>["applicant"] });

/** The message of the nth change, as the relay puts it on the queue. */
export const messageOf = (nth: number): EventMessage => {
  const dossierId = idOf(nth);
  return { outboxId: `${dossierId}:3`, dossierId, commandId: "command-3" };
};

/** Writes changes of which an applicant who has a telephone alone is to be told. */
export const laid = async ({ client, name }: Table, from: number, count: number): Promise<void> => {
  const items = Array.from({ length: count }, (_, place) => idOf(from + place)).flatMap((id) => [
    headerItem(aDossier({ id })),
    itemOf(personKey(id), PERSON),
    eventItem(anEvent({ dossierId: id }), false),
  ]);
  for (let at = 0; at < items.length; at += 24) {
    const RequestItems = { [name]: items.slice(at, at + 24).map((Item) => ({ PutRequest: { Item } })) };
    await client.send(new BatchWriteCommand({ RequestItems }));
  }
};

/** One message as a queue hands it out. */
export type Handed = { messageId: string; body: string; receives: number };

export const eventOf = (batch: readonly Handed[]) => ({
  Records: batch.map(({ messageId, body, receives }) => ({
    messageId,
    receiptHandle: messageId,
    body,
    attributes: { ApproximateReceiveCount: String(receives) },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: QUEUE_ARN,
    awsRegion: "ap-southeast-1",
  })),
});
