import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { RelayEnvironment } from "../../functions/notifications/environment.ts";
import { raiseAlarm } from "./alarm.ts";
import { linesWithin, measureLines } from "./counted-lines.ts";
import { queryIndex, readEvents } from "./grants.ts";
import type { Deployment, EnvironmentOf } from "./operation.ts";
import { ScheduledFunction } from "./scheduled-function.ts";

export type OutboxSweeperProps = Deployment & {
  key: IKey;
  topic: ITopic;
  table: Table;
  /** The queues that the relay hands to, and the right to put on them and to take the mark off events. */
  environment: EnvironmentOf<RelayEnvironment>;
  may: readonly PolicyStatement[];
};

/** Past the two minutes after which the sweeper takes an event up, an event is late whoever hands it on. */
const OLD = Duration.minutes(2);

/** Finds what the relay left behind, every minute, and wakes somebody where there is any. */
export class OutboxSweeper extends ScheduledFunction<RelayEnvironment> {
  constructor(scope: Construct, id: string, { table, may, ...props }: OutboxSweeperProps) {
    const data = { resource: table, key: props.key };
    super(scope, id, {
      ...props,
      operation: "notifications/sweep-outbox",
      does: "Hands on the events of dossiers that the relay left behind",
      every: Duration.minutes(1),
      memoryMb: 512,
      timeout: Duration.seconds(50),
      may: [...may, ...queryIndex(data, "byOutbox"), ...readEvents(data)],
      failing: {
        vi: "Một số thay đổi của hồ sơ mà bộ chuyển tin bỏ sót vẫn chưa chuyển được: người dân và cán bộ chưa được báo",
        en: "Some changes of dossiers that the relay left behind could still not be handed on: nobody is told of them",
      },
      silent: {
        vi: "Việc quét tin bị bỏ sót không chạy trong 3 phút qua: thay đổi nào bộ chuyển tin làm rơi sẽ không ai biết",
        en: "The sweep of the outbox has not run for 3 minutes: what the relay drops stays unnoticed",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc quét tin bị bỏ sót",
        en: "The schedule could not start the sweep of the outbox",
      },
    });
    const age = { stage: props.stage, name: "outbox-age" };
    measureLines(this, "old-lines", FilterPattern.stringValue("$.code", "=", "outbox-old"), age, "$.oldestSeconds");
    raiseAlarm(this, "old", {
      topic: props.topic,
      sentence: {
        vi: "Có thay đổi của hồ sơ chờ quá 2 phút mới được chuyển đi: bộ chuyển tin đang bỏ sót hoặc tắc",
        en: "Changes of dossiers waited for more than 2 minutes to be handed on: the relay drops events or is stuck",
      },
      metric: linesWithin(Duration.minutes(5), age, "Maximum"),
      above: OLD.toSeconds(),
    });
  }
}
