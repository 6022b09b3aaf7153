import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { ProjectionEnvironment, ReportsEnvironment } from "../../functions/reporting/environment.ts";
import { ApiFunction, type ApiFunctionProps } from "../constructs/api-function.ts";
import { alarmOnFaults } from "../constructs/area-faults.ts";
import {
  countDossiers,
  getObjects,
  readCatalogue,
  readDayRoots,
  readFigures,
  readLedger,
  readProcedures,
} from "../constructs/grants.ts";
import type { Deployment, EnvironmentOf, Operation } from "../constructs/operation.ts";
import type { Identity, PublicDoor } from "../constructs/public-door.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { StatisticsUpkeep } from "../constructs/statistics-upkeep.ts";
import type { DataStack } from "./data-stack.ts";

export type ReportingStackProps = StackProps & {
  deployment: Deployment;
  data: DataStack;
  door: PublicDoor;
  topic: ITopic;
};

/** Figures: what happened is counted from the events, and reports are read from the counters. */
export class ReportingStack extends Stack {
  /** Events that may change a figure. */
  readonly events: Queue;

  constructor(scope: Construct, id: string, { deployment, data, door, topic, ...props }: ReportingStackProps) {
    super(scope, id, props);
    const { stage } = deployment;
    const key = Key.fromKeyArn(this, "key", data.key.keyArn);
    const table = { resource: data.table, key };
    const projection: EnvironmentOf<ProjectionEnvironment> = { STAGE: stage.name, TABLE_NAME: data.table.tableName };
    const reports: EnvironmentOf<ReportsEnvironment> = {
      ...projection,
      CATALOGUE_BUCKET: data.catalogue.bucketName,
      PUBLIC_ORIGIN: stage.publicOrigin,
    };

    this.events = new QueueConsumer<ProjectionEnvironment>(this, "count", {
      ...deployment,
      key,
      topic,
      operation: "reporting/count-dossier",
      does: "Counts what happened to a dossier in the figures of the statistics, once",
      queue: "statistics",
      environment: projection,
      memoryMb: 512,
      timeout: Duration.seconds(20),
      batchSize: 10,
      maxConcurrency: 3,
      may: [...countDossiers(table), ...readProcedures(table)],
      undelivered: {
        vi: "Có hồ sơ không đếm được vào thống kê: số liệu công khai thấp hơn thực tế",
        en: "Some dossiers could not be counted: published figures are lower than what happened",
      },
      late: {
        vi: "Thống kê chậm hơn 10 phút so với thực tế",
        en: "Statistics are more than 10 minutes behind what happened",
      },
      waitAtMost: Duration.minutes(10),
    }).queue;

    const operations: Operation<never>[] = [];
    const route = (
      operation: string,
      address: ApiFunctionProps<never>["route"],
      identity: Identity,
      does: string,
      ...may: PolicyStatement[][]
    ) =>
      operations.push(
        new ApiFunction<ReportsEnvironment>(this, operation, {
          ...deployment,
          key,
          door,
          operation: `reporting/${operation}`,
          route: address,
          identity,
          does,
          ...(identity === "none" ? { linked: true as const } : {}),
          environment: reports,
          may: may.flat(),
          memoryMb: 1024,
          // The gateway waits for 30 s.
          timeout: Duration.seconds(28),
        }),
      );
    const figures = [...readCatalogue(table), ...getObjects({ resource: data.catalogue, key }), ...readFigures(table)];
    route("get-summary", "GET /v1/reports/summary", "none", "Says what a period looked like, in figures", figures);
    route(
      "get-office-summary",
      "GET /v1/office/reports/summary",
      "officer",
      "Says the same to an auditor, recounted from the events where asked for",
      figures,
      readLedger(table),
      readProcedures(table),
    );
    const openData = "/v1/reports/open-data" as const;
    route(
      "get-open-figures",
      `GET ${openData}/{month}`,
      "none",
      "Gives a month's figures as open data, with each day's root of events",
      readFigures(table),
      readDayRoots(table),
    );
    route("show-open-figures-schema", `GET ${openData}/schema`, "none", "Gives the JSON Schema of the open figures");
    route(
      "show-half-year",
      "GET /v1/reports/half-years/{half}",
      "none",
      "Shows the report of half a year, on a page or as a PDF",
      figures,
    );
    route(
      "get-settlement",
      "GET /v1/office/reports/settlement",
      "officer",
      "Reports receipt and settlement by field, procedure and agency",
      figures,
    );
    route("get-index-766", "GET /v1/office/reports/index-766", "officer", "Reckons the index of Decision 766", figures);
    route(
      "get-satisfaction",
      "GET /v1/office/reports/satisfaction",
      "officer",
      "Says what people thought, by unit and procedure, of fewer than five none",
      figures,
    );
    const upkeep = new StatisticsUpkeep(this, "upkeep", {
      ...deployment,
      key,
      topic,
      door,
      table: data.table,
      environment: projection,
      events: this.events,
    });
    alarmOnFaults(this, [...operations, ...upkeep.operations], { stage, topic });
  }
}
