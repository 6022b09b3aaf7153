import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** What an alarm means to the person who is woken by it: the consequence, not the metric. */
export type Sentence = { vi: string; en: string };

export type AlarmProps = {
  topic: ITopic;
  metric: IMetric;
  /** Goes off when the metric is greater than this once, or compares to it as told. */
  above: number;
  comparison?: ComparisonOperator;
  /** How minutes without a figure are taken; as good ones by default. */
  missing?: TreatMissingData;
  sentence: Sentence;
};

export const raiseAlarm = (scope: Construct, id: string, given: AlarmProps): Alarm => {
  const { topic, metric, above, sentence } = given;
  const alarm = new Alarm(scope, id, {
    metric,
    threshold: above,
    evaluationPeriods: 1,
    comparisonOperator: given.comparison ?? ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: given.missing ?? TreatMissingData.NOT_BREACHING,
    // The last words name the paragraph of infra/runbook.md.
    alarmDescription: `${sentence.vi} / ${sentence.en} [runbook: ${scope.node.path}/${id}]`,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  return alarm;
};

const MINUTE = Duration.minutes(1);

/** Goes off as soon as one message waits in a queue that should be empty. */
export const alarmOnAnyMessage = (scope: Construct, id: string, queue: IQueue, topic: ITopic, sentence: Sentence) =>
  raiseAlarm(scope, id, {
    topic,
    sentence,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: MINUTE, statistic: "Maximum" }),
    above: 0,
  });

/** Goes off when the oldest message has waited longer than it may. */
export const alarmOnWaiting = (
  scope: Construct,
  id: string,
  queue: IQueue,
  limit: Duration,
  topic: ITopic,
  sentence: Sentence,
) =>
  raiseAlarm(scope, id, {
    topic,
    sentence,
    metric: queue.metricApproximateAgeOfOldestMessage({ period: MINUTE, statistic: "Maximum" }),
    above: limit.toSeconds(),
  });
