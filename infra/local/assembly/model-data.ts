import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { TemplateReader } from "./template.ts";

export type TableModel = { name: string; arn: string; definition: CreateTableCommandInput };
export type QueueModel = {
  name: string;
  arn: string;
  url: string;
  attributes: Record<string, string>;
  deadLetterArn: string | undefined;
};
export type BucketModel = {
  name: string;
  /** Whether a malware scanner watches what is written. */
  scanned: boolean;
};
export type SecretModel = { arn: string; name: string; generate: GenerateSecretString | undefined };
export type GenerateSecretString = {
  SecretStringTemplate?: string;
  GenerateStringKey?: string;
  PasswordLength?: number;
  ExcludePunctuation?: boolean;
};

type Projected = { IndexName: string; KeySchema: unknown; Projection: unknown };
const projected = (indexes: unknown): Projected[] | undefined =>
  Array.isArray(indexes) && indexes.length > 0
    ? indexes.map(({ IndexName, KeySchema, Projection }: Projected) => ({ IndexName, KeySchema, Projection }))
    : undefined;

/** Tables as the emulator needs them: keys, indexes, stream. Capacity, encryption and backups have no meaning here. */
export const readTables = (reader: TemplateReader): TableModel[] =>
  reader.ofType("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable").map((table) => {
    const { name, attributes } = table.physical;
    const stream = table.property("StreamSpecification") as { StreamViewType: string } | undefined;
    const global = projected(table.property("GlobalSecondaryIndexes"));
    const local = projected(table.property("LocalSecondaryIndexes"));
    const definition = {
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: table.property("AttributeDefinitions"),
      KeySchema: table.property("KeySchema"),
      ...(global ? { GlobalSecondaryIndexes: global } : {}),
      ...(local ? { LocalSecondaryIndexes: local } : {}),
      ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } } : {}),
    } as CreateTableCommandInput;
    return { name, arn: attributes.Arn ?? "", definition };
  });

const QUEUE_ATTRIBUTES = [
  "DelaySeconds",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "VisibilityTimeout",
  "FifoQueue",
  "ContentBasedDeduplication",
];

/** Queues, dead-letter queues before the queues that name them. */
export const readQueues = (reader: TemplateReader): QueueModel[] =>
  reader
    .ofType("AWS::SQS::Queue")
    .map((queue): QueueModel => {
      const redrive = queue.property("RedrivePolicy") as
        | { deadLetterTargetArn: string; maxReceiveCount: number }
        | undefined;
      const attributes = QUEUE_ATTRIBUTES.map((name) => [name, queue.property(name)] as const)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, String(value)]);
      return {
        name: queue.physical.name,
        arn: queue.physical.attributes.Arn ?? "",
        url: queue.physical.ref,
        attributes: {
          ...Object.fromEntries(attributes),
          ...(redrive ? { RedrivePolicy: JSON.stringify(redrive) } : {}),
        },
        deadLetterArn: redrive?.deadLetterTargetArn,
      };
    })
    .sort((a, b) => Number(a.deadLetterArn !== undefined) - Number(b.deadLetterArn !== undefined));

export const readBuckets = (reader: TemplateReader): BucketModel[] => {
  const scanned = reader
    .ofType("AWS::GuardDuty::MalwareProtectionPlan")
    .map((plan) => (plan.property("ProtectedResource") as { S3Bucket?: { BucketName?: string } }).S3Bucket?.BucketName);
  return reader.ofType("AWS::S3::Bucket").map((bucket) => ({
    name: bucket.physical.name,
    scanned: scanned.includes(bucket.physical.name),
  }));
};

export const readSecrets = (reader: TemplateReader): SecretModel[] =>
  reader.ofType("AWS::SecretsManager::Secret").map((secret) => ({
    arn: secret.physical.ref,
    name: secret.physical.name,
    generate: secret.property("GenerateSecretString") as GenerateSecretString | undefined,
  }));
