import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Operation } from "aws-cdk-lib/aws-dynamodb";
import { Key } from "aws-cdk-lib/aws-kms";
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
  }
}
