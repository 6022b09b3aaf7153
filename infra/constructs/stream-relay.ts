import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { alarmOnAnyMessage, raiseAlarm, type Sentence } from "./alarm.ts";
import { readStream, sendMessages } from "./grants.ts";
import { Operation, type OperationProps } from "./operation.ts";
import { privateQueue } from "./queue-consumer.ts";

const BATCH = 25;
/** With bisecting, enough to isolate one bad record of a batch and still give it several tries. */
const RETRIES = 10;

export type StreamRelayProps<Schema> = OperationProps<Schema> & {
  table: Table;
  topic: ITopic;
  /** What it means when events were given up and only the sweeper can find them. */
  lost: Sentence;
  /** What it means when the relay falls behind by more than a minute. */
  behind: Sentence;
};

/** The only reader of the table's stream: new events that somebody waits for, in the order of their dossier. */
export class StreamRelay<Schema> extends Construct {
  readonly failures: Queue;

  constructor(scope: Construct, id: string, props: StreamRelayProps<Schema>) {
    super(scope, id);
    const { key, stage, table, topic } = props;
    this.failures = privateQueue(this, "failures", `${stage.name}-relay-failures`, key);
    const { lambda } = new Operation(this, "operation", {
      ...props,
      may: [
        ...(props.may ?? []),
        ...readStream({ resource: table, key }),
        ...sendMessages({ resource: this.failures, key }),
      ],
    });
    new EventSourceMapping(this, "source", {
      target: lambda,
      eventSourceArn: table.tableStreamArn ?? "",
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: BATCH,
      bisectBatchOnError: true,
      retryAttempts: RETRIES,
      reportBatchItemFailures: true,
      onFailure: new SqsDlq(this.failures),
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual("INSERT"),
          dynamodb: {
            NewImage: { pk: { S: FilterRule.beginsWith("EVENTS#") }, outbox: { S: FilterRule.exists() } },
          },
        }),
      ],
    });
    alarmOnAnyMessage(this, "lost", this.failures, topic, props.lost);
    raiseAlarm(this, "behind", {
      topic,
      sentence: props.behind,
      metric: lambda.metric("IteratorAge", { period: Duration.minutes(1), statistic: "Maximum" }),
      above: Duration.minutes(1).toMilliseconds(),
    });
  }
}
