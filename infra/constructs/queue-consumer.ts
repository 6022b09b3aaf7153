import { Duration } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { ConsumerEnvironment } from "../../functions/boundary/environment.ts";
import { alarmOnAnyMessage, alarmOnWaiting, type Sentence } from "./alarm.ts";
import { consumeMessages, sendMessages } from "./grants.ts";
import { Operation, type OperationProps } from "./operation.ts";

/** Longest that SQS keeps a message, and so what a dead letter gets. */
const DEAD_LETTERS_KEPT = Duration.days(14);
const MAX_RECEIVE = 5;
/** AWS asks for six times the function's timeout, so that a batch that is throttled is not handed out twice. */
const VISIBILITY_FACTOR = 6;

export const privateQueue = (scope: Construct, id: string, name: string, key: IKey): Queue =>
  new Queue(scope, id, {
    queueName: name,
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    retentionPeriod: DEAD_LETTERS_KEPT,
  });

export type QueueConsumerProps<Schema> = OperationProps<Schema> & {
  /** The queue's name after the stage's, and `<name>-dead-letters`. */
  queue: string;
  batchSize: number;
  /** Whether the function may put a message back on its queue, to be seen again later. */
  putsBack?: boolean;
  maxConcurrency: number;
  topic: ITopic;
  /** What it means when messages land in the dead-letter queue. */
  undelivered: Sentence;
  /** What it means when messages wait for longer than `waitAtMost`. */
  late: Sentence;
  waitAtMost: Duration;
};

/** A queue, its dead letters, the function that empties it one message at a time, and the alarms about both. */
export class QueueConsumer<Schema> extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly operation: Operation<never>;

  constructor(scope: Construct, id: string, props: QueueConsumerProps<Schema>) {
    super(scope, id);
    const { key, topic, stage, timeout } = props;
    this.deadLetters = privateQueue(this, "dead-letters", `${stage.name}-${props.queue}-dead-letters`, key);
    this.queue = new Queue(this, "queue", {
      queueName: `${stage.name}-${props.queue}`,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * VISIBILITY_FACTOR),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVE },
    });
    this.operation = new Operation<Schema & Required<ConsumerEnvironment>>(this, "operation", {
      ...props,
      environment: { ...props.environment, DEAD_LETTERS_URL: this.deadLetters.queueUrl },
      may: [
        ...(props.may ?? []),
        ...consumeMessages({ resource: this.queue, key }),
        ...sendMessages({ resource: this.deadLetters, key }),
        ...(props.putsBack ? sendMessages({ resource: this.queue, key }) : []),
      ],
    });
    new EventSourceMapping(this, "source", {
      target: this.operation.lambda,
      eventSourceArn: this.queue.queueArn,
      batchSize: props.batchSize,
      maxConcurrency: props.maxConcurrency,
      reportBatchItemFailures: true,
    });
    alarmOnAnyMessage(this, "undelivered", this.deadLetters, topic, props.undelivered);
    alarmOnWaiting(this, "late", this.queue, props.waitAtMost, topic, props.late);
  }
}
