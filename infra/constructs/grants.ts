import { Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

export type TableAction = "GetItem" | "BatchGetItem" | "Query" | "ConditionCheckItem" | "PutItem";
type Encrypted<Resource> = { resource: Resource; key: IKey };
type TableArns = Pick<Table, "tableArn" | "tableStreamArn">;

/**
 * What partition keys begin with (shared/adapters/dynamodb/keys.ts). Events are append-only: `EVENTS` can only be
 * changed by `clearOutbox`.
 */
const EVENTS = "EVENTS#*";
type Partition =
  | "CALLBACKS#*"
  | "CAPS#*"
  | "DAY#*"
  | "DOSSIER#*"
  | "FIGURES#*"
  | "GUESSES#*"
  | "NOTICES#*"
  | "REFUNDS#*"
  | "STATISTICS";

const READ_KEY = ["kms:Decrypt", "kms:DescribeKey"];
const WRITE_KEY = [...READ_KEY, "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"];

const allow = (actions: readonly string[], resource: string, conditions?: Record<string, Record<string, unknown>>) =>
  new PolicyStatement({ actions: [...actions], resources: [resource], ...(conditions ? { conditions } : {}) });

/** Use of the data key by one AWS service on the function's behalf, never by the function itself. */
const useKey = (key: IKey, service: string, actions: readonly string[]): PolicyStatement =>
  allow(actions, key.keyArn, {
    StringEquals: { "kms:ViaService": `${service}.${Stack.of(key).region}.amazonaws.com` },
  });

const tableActions = (actions: readonly TableAction[]): string[] => actions.map((action) => `dynamodb:${action}`);

/**
 * The named actions on the table, not on its indexes. Updates and deletions have grants of their own, by partition; a
 * put cannot be told apart from a replacement by policy, so the writers' own condition guards that.
 */
export const useTable = (table: Encrypted<TableArns>, ...actions: TableAction[]): PolicyStatement[] => [
  allow(tableActions(actions), table.resource.tableArn),
  useKey(table.key, "dynamodb", actions.includes("PutItem") ? WRITE_KEY : READ_KEY),
];

/** Updates of items of these partitions. "ForAllValues" holds where no key is given, hence the guard. */
export const updateItems = (table: Encrypted<TableArns>, partition: Partition): PolicyStatement[] => [
  allow(["dynamodb:UpdateItem"], table.resource.tableArn, {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [partition] },
    Null: { "dynamodb:LeadingKeys": "false" },
  }),
  useKey(table.key, "dynamodb", WRITE_KEY),
];

/**
 * Deletions from these partitions, in the transaction that puts the event of it. AWS does not say whether a deletion
 * in a transaction is judged by its own key or by the keys of all; "ForAnyValue" lets it pass either way, and never a
 * deletion that stands alone or among other partitions only.
 */
export const deleteItems = (table: Encrypted<TableArns>, partition: Partition): PolicyStatement[] => [
  allow(["dynamodb:DeleteItem"], table.resource.tableArn, {
    "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": [partition] },
    "ForAnyValue:StringEquals": { "dynamodb:EnclosingOperation": ["TransactWriteItems"] },
  }),
  useKey(table.key, "dynamodb", WRITE_KEY),
];

/** What the job of refunds notes of asking a provider, in a dossier's partition, touching nothing else. */
export const noteRefunds = (table: Encrypted<TableArns>): PolicyStatement[] => [
  allow(["dynamodb:UpdateItem"], table.resource.tableArn, {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["DOSSIER#*"] },
    "ForAllValues:StringEquals": {
      "dynamodb:Attributes": ["pk", "sk", "state", "attempts", "askedAt", "lastAnswer", "acceptedAt"],
    },
    Null: { "dynamodb:LeadingKeys": "false", "dynamodb:Attributes": "false" },
  }),
  useKey(table.key, "dynamodb", WRITE_KEY),
];

/** Reads of headers: where dossiers stand. */
export const readHeaders = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["GetItem"], "DOSSIER#*");

/** Reads of the reminders that were given of a dossier, and the plan of the next. */
export const planReminders = (table: Encrypted<TableArns>): PolicyStatement[] => [
  ...inPartitions(table, ["Query"], "NOTICES#*"),
  ...inPartitions(table, ["PutItem"], "REMINDERS#*"),
];

/** All of the plan of reminders, and the record of those that were given. */
export const giveReminders = (table: Encrypted<TableArns>): PolicyStatement[] => [
  ...inPartitions(table, ["Query", "PutItem"], "NOTICES#*"),
  ...inPartitions(table, ["Query", "PutItem", "DeleteItem"], "REMINDERS#*"),
];

/** Puts what officers are to call about beside the notices of a dossier. */
export const askForCalls = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["PutItem"], "NOTICES#*");

/** Takes away what officers need not call about any more. */
export const takeBackCalls = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["DeleteItem"], "NOTICES#*");

/** Counts courtesies of a day. */
export const countCourtesies = (table: Encrypted<TableArns>): PolicyStatement[] => updateItems(table, "CAPS#*");

/** Reads of what became of single notices. */
export const readNotices = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["GetItem"], "NOTICES#*");

/** Reads and writes of how the providers of messages do. */
export const judgeProviders = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["Query", "PutItem"], "PROVIDERS#*");

/** All of the plan of inquiries at payment providers. */
export const planInquiries = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["Query", "PutItem", "DeleteItem"], "INQUIRIES#*");

/** Writes of checks of all money, and of nothing that they look at. */
export const writeMoneyChecks = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["PutItem"], "MONEYCHECKS", "MONEYCHECKS#*");

/** Reads of checks of all money. */
export const readMoneyChecks = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["GetItem", "Query"], "MONEYCHECKS", "MONEYCHECKS#*");

/** What is uploaded of providers' statements. */
export const putStatements = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["GetItem", "PutItem"], "STATEMENT#*");

/** Mail under the stage's sender, by the domain or the address that SES has verified, through one configuration set. */
export const sendEmail = (scope: Construct, sender: string, configurationSet: string): PolicyStatement => {
  const { partition, region, account } = Stack.of(scope);
  const domain = sender.slice(sender.indexOf("@") + 1);
  return new PolicyStatement({
    actions: ["ses:SendEmail"],
    resources: [`identity/${domain}`, `identity/${sender}`, `configuration-set/${configurationSet}`].map(
      (name) => `arn:${partition}:ses:${region}:${account}:${name}`,
    ),
    conditions: { StringEquals: { "ses:FromAddress": sender } },
  });
};

/** Reads of what is published of procedures, and of nothing of a dossier. */
export const readProcedures = (table: Encrypted<TableArns>): PolicyStatement[] => readPartitions(table, "PROCEDURE#*");

/** Reads of the list of all that is published. */
export const readCatalogue = (table: Encrypted<TableArns>): PolicyStatement[] => readPartitions(table, "CATALOGUE");

/** Reads of the working calendar, and of how far it is brought to the open dossiers. */
export const readCalendar = (table: Encrypted<TableArns>): PolicyStatement[] => readPartitions(table, "CALENDAR");

/** Writes of a year of the working calendar by command: the year, its version for ever, and who did it. */
export const publishCalendar = (table: Encrypted<TableArns>): PolicyStatement[] =>
  writePartitions(table, "CALENDAR", "CALENDAR#*", "ACTS#calendar");

/** What makes the public object of the list: reads of the list, and the put that makes an object current. */
export const compileProcedures = (table: Encrypted<TableArns>): PolicyStatement[] => [
  allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], table.resource.tableArn, {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["CATALOGUE"] },
    Null: { "dynamodb:LeadingKeys": "false" },
  }),
  useKey(table.key, "dynamodb", WRITE_KEY),
];

/** Writes of what is published, and reads of what is there. Puts only where the key is free: the code's own condition. */
export const publishProcedures = (table: Encrypted<TableArns>): PolicyStatement[] =>
  writePartitions(table, "PROCEDURE#*", "CATALOGUE");

/** Writes of drafts of procedures and of who did what to them; not of the list of what is published. */
export const draftProcedures = (table: Encrypted<TableArns>): PolicyStatement[] =>
  writePartitions(table, "PROCEDURE#*", "ACTS#procedures");

/** Writes of a publication by command. One statement: a transaction may be judged by the keys of all it puts. */
export const publishDrafts = (table: Encrypted<TableArns>): PolicyStatement[] =>
  writePartitions(table, "PROCEDURE#*", "ACTS#procedures", "CATALOGUE");

/** Keeps providers' calls that changed nothing, and counts their copies. */
export const keepCallbacks = (table: Encrypted<TableArns>): PolicyStatement[] => updateItems(table, "CALLBACKS#*");

/** Reads of providers' calls as they came. */
export const readCallbacks = (table: Encrypted<TableArns>): PolicyStatement[] => readPartitions(table, "CALLBACKS#*");

/** Reads of the figures that reports are made of, and of which set of them is current. */
export const readFigures = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["GetItem", "Query"], "FIGURES#*", "STATISTICS");

/** Reads of what the events of a day are known by. */
export const readDayRoots = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["Query"], "ROOTS#*");

/** What counts dossiers: reads of their events, and writes of what is counted of each and of the figures. */
export const countDossiers = (table: Encrypted<TableArns>): PolicyStatement[] => [
  ...inPartitions(table, ["BatchGetItem", "GetItem", "Query"], EVENTS, "LIFE#*", "STATISTICS"),
  ...inPartitions(table, ["PutItem"], "LIFE#*"),
  ...updateItems(table, "FIGURES#*"),
];

const COUNTED = ["LIFE#*", "STATISTICS", "REBUILD#*", "FIGURES#*"];

/** What rebuilds figures: reads of all events, and writes of another set of what is counted; never of an event. */
export const rebuildFigures = (table: Encrypted<TableArns>): PolicyStatement[] => [
  ...inPartitions(table, ["BatchGetItem", "GetItem", "Query"], EVENTS, ...COUNTED),
  // One statement: a transaction may be judged by the keys of all it puts.
  ...inPartitions(table, ["BatchWriteItem", "PutItem"], ...COUNTED),
];

/** Reads of all events and of all that is counted, and the note of what a recount of them found. */
export const recountFigures = (table: Encrypted<TableArns>): PolicyStatement[] => [
  ...inPartitions(table, ["BatchGetItem", "GetItem", "Query"], EVENTS, ...COUNTED),
  ...updateItems(table, "STATISTICS"),
  ...writePartitions(table, "ROOTS#*"),
];

/** Reads of how far a rebuild is, and of what a recount found. */
export const readUpkeep = (table: Encrypted<TableArns>): PolicyStatement[] => readPartitions(table, "STATISTICS");

/** The beginning of a rebuild. */
export const askForRebuilds = (table: Encrypted<TableArns>): PolicyStatement[] => writePartitions(table, "STATISTICS");

/** The note that a recount is asked for. */
export const askForRecounts = (table: Encrypted<TableArns>): PolicyStatement[] => updateItems(table, "STATISTICS");

/** Reads of every number that an agency gave, of the dossiers that have them, and of their events. */
export const readLedger = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["BatchGetItem", "Query"], "CODE#*", "DAY#*", EVENTS);

/** Reads of events by their keys. */
export const readEvents = (table: Encrypted<TableArns>): PolicyStatement[] =>
  inPartitions(table, ["BatchGetItem"], EVENTS);

const READS: ReadonlySet<string> = new Set(["GetItem", "BatchGetItem", "Query"]);

/** The named actions on items of these partitions. */
const inPartitions = (
  table: Encrypted<TableArns>,
  actions: readonly ("GetItem" | "BatchGetItem" | "Query" | "PutItem" | "DeleteItem" | "BatchWriteItem")[],
  ...partitions: string[]
): PolicyStatement[] => [
  allow(
    actions.map((action) => `dynamodb:${action}`),
    table.resource.tableArn,
    {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions },
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  ),
  useKey(table.key, "dynamodb", actions.every((action) => READS.has(action)) ? READ_KEY : WRITE_KEY),
];

const writePartitions = (table: Encrypted<TableArns>, ...partitions: string[]): PolicyStatement[] =>
  inPartitions(table, ["GetItem", "PutItem", "Query"], ...partitions);

const readPartitions = (table: Encrypted<TableArns>, partition: string): PolicyStatement[] =>
  inPartitions(table, ["GetItem", "Query"], partition);

/** Queries of one index, nothing else. */
export const queryIndex = (table: Encrypted<TableArns>, index: string): PolicyStatement[] => [
  allow(["dynamodb:Query"], `${table.resource.tableArn}/index/${index}`),
  useKey(table.key, "dynamodb", READ_KEY),
];

/** All of one index, part by part: for jobs that walk all dossiers, never for a request. */
export const scanIndex = (table: Encrypted<TableArns>, index: string): PolicyStatement[] => [
  allow(["dynamodb:Scan"], `${table.resource.tableArn}/index/${index}`),
  useKey(table.key, "dynamodb", READ_KEY),
];

/** What relay and sweeper may do to events and nobody else: take `outbox` off one, touching no other attribute. */
export const clearOutbox = (table: Encrypted<TableArns>): PolicyStatement[] => [
  allow(["dynamodb:UpdateItem"], table.resource.tableArn, {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [EVENTS] },
    "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "outbox"] },
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

/** Looks at what a queue gave up, and leaves it there. */
export const readDeadLetters = (queue: Encrypted<Pick<Queue, "queueArn">>): PolicyStatement[] => [
  allow(["sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"], queue.resource.queueArn),
  useKey(queue.key, "sqs", ["kms:Decrypt"]),
];
