import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Operation } from "aws-cdk-lib/aws-dynamodb";
import { Key } from "aws-cdk-lib/aws-kms";
import { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { raiseAlarm } from "../constructs/alarm.ts";
import { alarmTopic } from "../constructs/alarm-topic.ts";
import type { Stage as ServiceStage } from "../stage.ts";
import type { DataStack } from "./data-stack.ts";

export type ObservationStackProps = StackProps & { stage: ServiceStage; data: DataStack };

/** Where the alarms of the region go, and those about the data itself. Other alarms live with what they watch. */
export class ObservationStack extends Stack {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { stage, data, ...props }: ObservationStackProps) {
    super(scope, id, props);
    const key = Key.fromKeyArn(this, "key", data.key.keyArn);
    this.topic = alarmTopic(this, "alarms", { stage, key });

    const operations = [
      Operation.GET_ITEM,
      Operation.QUERY,
      Operation.PUT_ITEM,
      Operation.UPDATE_ITEM,
      Operation.TRANSACT_WRITE_ITEMS,
    ];
    raiseAlarm(this, "table-throttled", {
      topic: this.topic,
      metric: data.table.metricThrottledRequestsForOperations({ operations, period: Duration.minutes(5) }),
      above: 0,
      sentence: {
        vi: "Cơ sở dữ liệu từ chối bớt yêu cầu vì vượt trần: người dân có thể gặp lỗi 503 khi nộp hồ sơ",
        en: "The table turns requests away at its ceiling: citizens may be answered 503 when they submit",
      },
    });
    raiseAlarm(this, "table-failing", {
      topic: this.topic,
      metric: data.table.metricSystemErrorsForOperations({ operations, period: Duration.minutes(5) }),
      above: 0,
      sentence: {
        vi: "Cơ sở dữ liệu báo lỗi nội bộ: hồ sơ có thể tạm thời không nộp hoặc không tra cứu được",
        en: "The table reports internal errors: dossiers may not be submitted or looked up for the moment",
      },
    });
    // All functions of the account and region share its concurrency: whichever is throttled, each of ours is next.
    raiseAlarm(this, "functions-throttled", {
      topic: this.topic,
      metric: LambdaFunction.metricAllThrottles({ period: Duration.minutes(5), statistic: "Sum" }),
      above: 0,
      sentence: {
        vi: "Lambda từ chối bớt lời gọi vì hết hạn mức đồng thời: người dân và cán bộ có thể bị báo lỗi 503",
        en: "Lambda turns calls away, its concurrency is used up: citizens and officers may be answered 503",
      },
    });
  }
}
