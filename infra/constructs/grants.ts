import { Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Queue } from "aws-cdk-lib/aws-sqs";

export type TableAction =
  | "GetItem"
  | "BatchGetItem"
  | "Query"
  | "ConditionCheckItem"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem";
type Encrypted<Resource> = { resource: Resource; key: IKey };
type TableArns = Pick<Table, "tableArn" | "tableStreamArn">;

/** Events are append-only: their partition key begins so (shared/adapters/dynamodb/keys.ts). */
const EVENTS = "EVENTS#*";

const READ_KEY = ["kms:Decrypt", "kms:DescribeKey"];
const WRITE_KEY = [...READ_KEY, "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"];
const CHANGES: readonly TableAction[] = ["PutItem", "UpdateItem", "DeleteItem"];

const allow = (actions: readonly string[], resource: string, conditions?: Record<string, Record<string, unknown>>) =>
  new PolicyStatement({ actions: [...actions], resources: [resource], ...(conditions ? { conditions } : {}) });

/** Use of the data key by one AWS service on the function's behalf, never by the function itself. */
const useKey = (key: IKey, service: string, actions: readonly string[]): PolicyStatement =>
  allow(actions, key.keyArn, {
    StringEquals: { "kms:ViaService": `${service}.${Stack.of(key).region}.amazonaws.com` },
  });

const tableActions = (actions: readonly TableAction[]): string[] => actions.map((action) => `dynamodb:${action}`);

/**
 * The named actions on the table, not on its indexes. Whoever may change or delete items is denied both on events;
 * a put cannot be told apart from a replacement by policy, so the writers' own condition guards that.
 */
export const useTable = (table: Encrypted<TableArns>, ...actions: TableAction[]): PolicyStatement[] => [
  allow(tableActions(actions), table.resource.tableArn),
  useKey(table.key, "dynamodb", actions.some((action) => CHANGES.includes(action)) ? WRITE_KEY : READ_KEY),
  ...(actions.includes("UpdateItem") || actions.includes("DeleteItem")
    ? [
        new PolicyStatement({
          effect: Effect.DENY,
          actions: ["dynamodb:UpdateItem", "dynamodb:DeleteItem"],
          resources: [table.resource.tableArn],
          conditions: { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": [EVENTS] } },
        }),
      ]
    : []),
];

/** Queries of one index, nothing else. */
export const queryIndex = (table: Encrypted<TableArns>, index: string): PolicyStatement[] => [
  allow(["dynamodb:Query"], `${table.resource.tableArn}/index/${index}`),
  useKey(table.key, "dynamodb", READ_KEY),
];

/** What the relay may do to events and nobody else: take `outbox` off one, touching no other attribute. */
export const clearOutbox = (table: Encrypted<TableArns>): PolicyStatement[] => [
  allow(["dynamodb:UpdateItem"], table.resource.tableArn, {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [EVENTS] },
    "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "outbox", "outboxSort"] },
    Null: { "dynamodb:LeadingKeys": "false", "dynamodb:Attributes": "false" },
  }),
  useKey(table.key, "dynamodb", WRITE_KEY),
];

export const readStream = (table: Encrypted<TableArns>): PolicyStatement[] => {
  const stream = table.resource.tableStreamArn;
  if (!stream) throw new Error("the table has no stream");
  return [
    allow(
      ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
      stream,
    ),
    useKey(table.key, "dynamodb", READ_KEY),
  ];
};

/** Puts objects, also by a presigned request that this role signs. */
export const putObjects = (bucket: Encrypted<Pick<Bucket, "arnForObjects">>): PolicyStatement[] => [
  allow(["s3:PutObject"], bucket.resource.arnForObjects("*")),
  useKey(bucket.key, "s3", ["kms:GenerateDataKey"]),
];

/** Gets objects, also by a presigned request that this role signs. */
export const getObjects = (bucket: Encrypted<Pick<Bucket, "arnForObjects">>): PolicyStatement[] => [
  allow(["s3:GetObject"], bucket.resource.arnForObjects("*")),
  useKey(bucket.key, "s3", ["kms:Decrypt"]),
];

export const readSecret = (secret: Encrypted<Pick<Secret, "secretArn">>): PolicyStatement[] => [
  allow(["secretsmanager:GetSecretValue"], secret.resource.secretArn),
  useKey(secret.key, "secretsmanager", ["kms:Decrypt"]),
];

export const sendMessages = (queue: Encrypted<Pick<Queue, "queueArn">>): PolicyStatement[] => [
  allow(["sqs:SendMessage"], queue.resource.queueArn),
  useKey(queue.key, "sqs", ["kms:Decrypt", "kms:GenerateDataKey"]),
];

export const consumeMessages = (queue: Encrypted<Pick<Queue, "queueArn">>): PolicyStatement[] => [
  allow(
    ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
    queue.resource.queueArn,
  ),
  useKey(queue.key, "sqs", ["kms:Decrypt"]),
];
