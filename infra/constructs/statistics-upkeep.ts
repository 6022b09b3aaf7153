import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type {
  ProjectionEnvironment,
  RecountEnvironment,
  StatisticsEnvironment,
} from "../../functions/reporting/environment.ts";
import { raiseAlarm } from "./alarm.ts";
import { ApiFunction, type ApiFunctionProps } from "./api-function.ts";
import { countLines, linesWithin } from "./counted-lines.ts";
import {
  askForRebuilds,
  askForRecounts,
  readProcedures,
  readUpkeep,
  rebuildFigures,
  recountFigures,
  scanIndex,
  sendMessages,
} from "./grants.ts";
import type { Deployment, EnvironmentOf, Operation } from "./operation.ts";
import type { PublicDoor } from "./public-door.ts";
import { QueueConsumer } from "./queue-consumer.ts";
import { ScheduledFunction } from "./scheduled-function.ts";

export type StatisticsUpkeepProps = Deployment & {
  key: IKey;
  topic: ITopic;
  door: PublicDoor;
  table: Table;
  environment: EnvironmentOf<ProjectionEnvironment>;
  /** The queue of events that may change a figure. */
  events: Queue;
};

/** What keeps figures true to the events: they are recounted every night, and rebuilt where an administrator asks. */
export class StatisticsUpkeep extends Construct {
  /** What administrators call. */
  readonly operations: Operation<never>[] = [];

  constructor(scope: Construct, id: string, props: StatisticsUpkeepProps) {
    super(scope, id);
    const { table, environment, events, door, ...deployment } = props;
    const { key, stage, topic } = deployment;
    const data = { resource: table, key };
    const rebuilding = new QueueConsumer<ProjectionEnvironment>(this, "rebuild", {
      ...deployment,
      operation: "reporting/rebuild-statistics",
      does: "Counts all dossiers into another set of figures and puts it in the place of the current one, a minute at a time",
      queue: "statistics-rebuild",
      environment,
      memoryMb: 2048,
      // It works for a minute on a message; writing the rows of many years takes longer.
      timeout: Duration.minutes(5),
      batchSize: 1,
      maxConcurrency: 2,
      putsBack: true,
      may: [...rebuildFigures(data), ...scanIndex(data, "byOwner"), ...readProcedures(data)],
      undelivered: {
        vi: "Việc dựng lại thống kê dừng giữa chừng: báo cáo vẫn đọc từ bộ số liệu cũ",
        en: "A rebuild of the statistics has stopped on its way: reports are still read from the old figures",
      },
      late: {
        vi: "Việc dựng lại thống kê không tiến trong 15 phút",
        en: "A rebuild of the statistics has not moved for 15 minutes",
      },
      waitAtMost: Duration.minutes(15),
    });
    const recounting = new ScheduledFunction<RecountEnvironment>(this, "recount", {
      ...deployment,
      operation: "reporting/recount-statistics",
      does: "Recounts all dossiers from their events once a night, from three in the morning on, and when it is asked for",
      // A night that is done is left alone; what an administrator asks for begins within this time.
      every: Duration.minutes(5),
      environment: { ...environment, STATISTICS_QUEUE_URL: events.queueUrl },
      memoryMb: 2048,
      timeout: Duration.minutes(15),
      may: [
        ...recountFigures(data),
        ...scanIndex(data, "byOwner"),
        ...readProcedures(data),
        ...sendMessages({ resource: events, key }),
      ],
      failing: {
        vi: "Việc đếm lại thống kê hằng đêm bị lỗi: không biết số liệu công khai có khớp với hồ sơ hay không",
        en: "The nightly recount of the statistics failed: nobody knows whether published figures agree with the dossiers",
      },
      silent: {
        vi: "Việc đếm lại thống kê không chạy trong 15 phút qua",
        en: "The recount of the statistics has not run for 15 minutes",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc đếm lại thống kê",
        en: "The schedule could not start the recount of the statistics",
      },
    });
    const found = { stage, name: "figures-differ" };
    countLines(
      recounting,
      "differ-lines",
      FilterPattern.any(
        FilterPattern.stringValue("$.code", "=", "figures-differ"),
        FilterPattern.stringValue("$.code", "=", "dossier-uncounted"),
        FilterPattern.stringValue("$.code", "=", "day-root-differs"),
      ),
      found,
    );
    raiseAlarm(recounting, "differ", {
      topic,
      sentence: {
        vi: "Số liệu thống kê công khai không khớp với lịch sử hồ sơ",
        en: "Published figures do not agree with what happened to the dossiers",
      },
      metric: linesWithin(Duration.hours(1), found),
      above: 0,
    });

    const administers = (
      operation: string,
      route: ApiFunctionProps<never>["route"],
      does: string,
      ...may: PolicyStatement[][]
    ) =>
      this.operations.push(
        new ApiFunction<StatisticsEnvironment>(this, operation, {
          ...deployment,
          door,
          operation: `reporting/${operation}`,
          route,
          identity: "officer",
          does,
          environment: { ...environment, REBUILD_QUEUE_URL: rebuilding.queue.queueUrl },
          may: may.flat(),
          memoryMb: 1024,
          timeout: Duration.seconds(10),
        }),
      );
    const root = "/v1/admin/statistics" as const;
    administers(
      "show-statistics",
      `GET ${root}`,
      "Says which figures are in use, how far a rebuild is and what the last recount found",
      readUpkeep(data),
    );
    administers(
      "start-rebuild",
      `POST ${root}/rebuilds`,
      "Begins a rebuild of all figures, or goes on with the one under way",
      askForRebuilds(data),
      sendMessages({ resource: rebuilding.queue, key }),
    );
    administers("ask-recount", `POST ${root}/recounts`, "Asks for a recount before the night's", askForRecounts(data));
  }
}
