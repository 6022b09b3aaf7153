import { Duration } from "aws-cdk-lib";
import { ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { alarmOnAnyMessage, raiseAlarm, type Sentence } from "./alarm.ts";
import { Operation, type OperationProps } from "./operation.ts";
import { privateQueue } from "./queue-consumer.ts";

/** Tries of one run that could not be started; the next run does what this one left. */
const RETRIES = 2;
/** Runs that may be missed in a row before somebody is woken. */
const MISSED_RUNS = 3;

export type ScheduledFunctionProps<Schema> = OperationProps<Schema> & {
  topic: ITopic;
  every: Duration;
  /** What it means when runs fail. */
  failing: Sentence;
  /** What it means when the job does not run at all. */
  silent: Sentence;
  /** What it means when the schedule could not start a run. */
  undelivered: Sentence;
};

/** One job on a schedule: its function, its dead letters, and the alarms that it failed, or did not run. */
export class ScheduledFunction<Schema> extends Operation<Schema> {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: ScheduledFunctionProps<Schema>) {
    super(scope, id, props);
    const { stage, key, topic, every, operation } = props;
    const name = operation.slice(operation.indexOf("/") + 1);
    this.deadLetters = privateQueue(this, "dead-letters", `${stage.name}-${name}-dead-letters`, key);
    const target = new LambdaFunction(this.lambda, {
      deadLetterQueue: this.deadLetters,
      retryAttempts: RETRIES,
      maxEventAge: every,
    });
    new Rule(this, "schedule", {
      description: `Runs ${operation}`,
      schedule: Schedule.rate(every),
      targets: [target],
    });
    const window = Duration.minutes(every.toMinutes() * MISSED_RUNS);
    alarmOnAnyMessage(this, "undelivered", this.deadLetters, topic, props.undelivered);
    raiseAlarm(this, "failing", {
      topic,
      sentence: props.failing,
      metric: this.lambda.metricErrors({ period: window, statistic: "Sum" }),
      above: 0,
    });
    raiseAlarm(this, "silent", {
      topic,
      sentence: props.silent,
      metric: this.lambda.metricInvocations({ period: window, statistic: "Sum" }),
      above: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      missing: TreatMissingData.BREACHING,
    });
  }
}
