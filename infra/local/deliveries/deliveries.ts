import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Model } from "../assembly/model.ts";
import type { MappingModel } from "../assembly/model-functions.ts";
import type { Clients } from "../emulators/provision.ts";
import type { WorkerPool } from "../functions/worker-pool.ts";
import { LOCAL_CREDENTIALS } from "../overlay.ts";
import { StartRefused } from "../refusal.ts";
import { checkPattern } from "./event-pattern.ts";
import { startQueuePoller } from "./queue-poller.ts";
import { type StreamPoller, startStreamPoller } from "./stream-poller.ts";

type World = {
  model: Model;
  clients: Clients;
  emulators: { dynamodb: string };
  pool: WorkerPool;
  stateDir: string;
  log(line: string): void;
};

const openStream = async (
  world: World,
  mapping: MappingModel,
  streams: DynamoDBStreamsClient,
): Promise<StreamPoller> => {
  const { model, clients, pool } = world;
  const table = model.tables.find(({ arn }) => arn === mapping.sourceArn);
  const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName: table?.name }));
  const failures = model.queues.find(({ arn }) => arn === mapping.onFailureArn);
  return startStreamPoller({
    mapping,
    streamArn: Table?.LatestStreamArn ?? "",
    streams,
    region: model.region,
    stateDir: world.stateDir,
    invoke: pool.invoke,
    log: world.log,
    onFailure: async ({ condition, records, attempts, outcome, shardId }) => {
      const [first, last] = [records[0], records.at(-1)];
      world.log(`stream of ${mapping.functionName}: gave up ${records.length} records, ${condition}`);
      if (failures === undefined) return;
      const lambda = model.functions.find(({ name }) => name === mapping.functionName);
      const message = {
        requestContext: {
          functionArn: lambda?.arn,
          condition,
          approximateInvokeCount: attempts,
        },
        responseContext: {
          statusCode: 200,
          executedVersion: "$LATEST",
          functionError: outcome.ok ? null : "Unhandled",
        },
        version: "1.0",
        timestamp: new Date().toISOString(),
        DDBStreamBatchInfo: {
          shardId,
          startSequenceNumber: first?.sequence,
          endSequenceNumber: last?.sequence,
          approximateArrivalOfFirstRecord: new Date(first?.createdAt ?? 0).toISOString(),
          approximateArrivalOfLastRecord: new Date(last?.createdAt ?? 0).toISOString(),
          batchSize: records.length,
          streamArn: Table?.LatestStreamArn,
        },
      };
      await clients.sqs.send(new SendMessageCommand({ QueueUrl: failures.url, MessageBody: JSON.stringify(message) }));
    },
  });
};

/** Starts what carries messages and changes to functions: one poller for each event source mapping. */
export const startDeliveries = async (world: World): Promise<{ stop(): Promise<void> }> => {
  const { model, clients, pool } = world;
  const streams = new DynamoDBStreamsClient({
    region: model.region,
    endpoint: world.emulators.dynamodb,
    credentials: LOCAL_CREDENTIALS,
  });
  const pollers: { stop(): Promise<void> }[] = [];
  for (const mapping of model.mappings) {
    for (const filter of mapping.filters) checkPattern(filter, mapping.id);
    if (mapping.kind === "stream") {
      const poller = await openStream(world, mapping, streams);
      // Functions are the writers: whenever one ends, the stream may have something new.
      pool.onSettled(poller.wake);
      pollers.push(poller);
      continue;
    }
    const queue = model.queues.find(({ arn }) => arn === mapping.sourceArn);
    if (queue === undefined)
      throw new StartRefused(`Không thấy hàng đợi ${mapping.sourceArn}`, `No such queue: ${mapping.sourceArn}`);
    pollers.push(
      startQueuePoller({
        mapping,
        queue,
        sqs: clients.sqs,
        region: model.region,
        invoke: pool.invoke,
        log: world.log,
      }),
    );
  }
  return {
    stop: async () => {
      await Promise.all(pollers.map((poller) => poller.stop()));
      streams.destroy();
    },
  };
};
