import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, GetQueueUrlCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Model } from "../assembly/model.ts";
import type { QueueModel, TableModel } from "../assembly/model-data.ts";
import { LOCAL_CREDENTIALS } from "../overlay.ts";

export type Clients = { dynamodb: DynamoDBClient; sqs: SQSClient; s3: S3Client };

/** Clients of the runner itself, straight to the emulators. */
export const createClients = (endpoints: { dynamodb: string; aws: string }, region: string): Clients => {
  const shared = { region, credentials: LOCAL_CREDENTIALS };
  return {
    dynamodb: new DynamoDBClient({ ...shared, endpoint: endpoints.dynamodb }),
    sqs: new SQSClient({ ...shared, endpoint: endpoints.aws }),
    s3: new S3Client({ ...shared, endpoint: endpoints.aws, forcePathStyle: true }),
  };
};

const isNamed = (error: unknown, ...names: string[]): boolean =>
  error instanceof Error && names.some((name) => error.name === name);

/** Creates a table, or adds to an older one the indexes it lacks. */
const ensureTable = async ({ dynamodb }: Clients, { name, definition }: TableModel): Promise<void> => {
  try {
    await dynamodb.send(new CreateTableCommand(definition));
    return;
  } catch (error) {
    if (!isNamed(error, "ResourceInUseException")) throw error;
  }
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
  const present = new Set(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  for (const index of definition.GlobalSecondaryIndexes ?? [])
    if (!present.has(index.IndexName))
      await dynamodb.send(
        new UpdateTableCommand({
          TableName: name,
          AttributeDefinitions: definition.AttributeDefinitions,
          GlobalSecondaryIndexUpdates: [{ Create: index }],
        }),
      );
};

const ensureQueue = async ({ sqs }: Clients, { name, url, attributes }: QueueModel): Promise<void> => {
  try {
    await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  } catch {
    await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
    return;
  }
  if (Object.keys(attributes).length > 0)
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes }));
};

const ensureBucket = async ({ s3 }: Clients, Bucket: string): Promise<void> => {
  try {
    await s3.send(new HeadBucketCommand({ Bucket }));
  } catch {
    await s3.send(new CreateBucketCommand({ Bucket }));
  }
};

/** Makes the template's tables, queues and buckets where they are not there yet. */
export const provision = async (clients: Clients, model: Model): Promise<void> => {
  const queues = async (): Promise<void> => {
    for (const queue of model.queues) await ensureQueue(clients, queue);
  };
  await Promise.all([
    queues(),
    ...model.tables.map((table) => ensureTable(clients, table)),
    ...model.buckets.map(({ name }) => ensureBucket(clients, name)),
  ]);
};
