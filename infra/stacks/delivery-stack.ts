import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { CalendarEnvironment, DeadlinesEnvironment } from "../../functions/deadlines/environment.ts";
import type { DocumentsEnvironment } from "../../functions/documents/environment.ts";
import { alarmOnUnreadyCalendar } from "../constructs/calendar-ahead.ts";
import { getObjects, putObjects, queryIndex, readCalendar, readProcedures, useTable } from "../constructs/grants.ts";
import type { Deployment } from "../constructs/operation.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import type { DataStack } from "./data-stack.ts";

export type DeliveryStackProps = StackProps & { deployment: Deployment; data: DataStack; topic: ITopic };

/** What happens after the answer: documents are inspected, clocks are kept. */
export class DeliveryStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, data, topic, ...props }: DeliveryStackProps) {
    super(scope, id, props);
    // Imported, so that what uses the key here does not write back into the key's own stack.
    const key = Key.fromKeyArn(this, "key", data.key.keyArn);
    this.inspection(deployment, data, topic, key);
    this.deadlines(deployment, data, topic, key);
    this.calendar(deployment, data, topic, key);
  }

  private calendar(deployment: Deployment, data: DataStack, topic: ITopic, key: IKey): void {
    const { stage } = deployment;
    const table = { resource: data.table, key };
    const applying = new ScheduledFunction<CalendarEnvironment>(this, "apply-calendar", {
      ...deployment,
      key,
      topic,
      operation: "deadlines/apply-calendar",
      does: "Brings a published working calendar to the open dossiers, and says when a year is missing",
      every: Duration.minutes(5),
      environment: {
        STAGE: stage.name,
        TABLE_NAME: data.table.tableName,
        OFFICE_HOURS: JSON.stringify(stage.officeHours),
        CALENDAR_AHEAD_DAYS: String(stage.limits.calendarAheadDays),
      },
      memoryMb: 1024,
      timeout: Duration.minutes(4),
      may: [
        ...useTable(table, "Query", "PutItem"),
        ...readCalendar(table),
        ...readProcedures(table),
        ...queryIndex(table, "byUnit"),
      ],
      failing: {
        vi: "Lịch làm việc mới chưa tới được một số hồ sơ: người dân vẫn thấy ngày hẹn trả cũ",
        en: "The new working calendar has not reached some dossiers: their citizens still see the old dates",
      },
      silent: {
        vi: "Việc áp dụng lịch làm việc không chạy trong 15 phút qua: ngày hẹn trả không được tính lại, thiếu lịch cũng không ai báo",
        en: "The job that applies the working calendar has not run for 15 minutes: dates stay as they are, and nobody is told of a missing year",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc áp dụng lịch làm việc",
        en: "The schedule could not start the job that applies the working calendar",
      },
    });
    alarmOnUnreadyCalendar(applying, { stage, topic });
  }

  private deadlines(deployment: Deployment, data: DataStack, topic: ITopic, key: IKey): void {
    new ScheduledFunction<DeadlinesEnvironment>(this, "sweep-deadlines", {
      ...deployment,
      key,
      topic,
      operation: "deadlines/sweep-deadlines",
      does: "Stops dossiers whose applicants neither paid nor answered in time",
      every: Duration.minutes(5),
      environment: { STAGE: deployment.stage.name, TABLE_NAME: data.table.tableName },
      memoryMb: 512,
      timeout: Duration.minutes(4),
      may: [
        ...useTable({ resource: data.table, key }, "Query", "PutItem"),
        ...queryIndex({ resource: data.table, key }, "byUnit"),
      ],
      failing: {
        vi: "Một số hồ sơ quá hạn thanh toán hoặc bổ sung không dừng được: người dân vẫn thấy hồ sơ đang chờ",
        en: "Some dossiers past their payment or supplement could not be stopped: citizens see them waiting still",
      },
      silent: {
        vi: "Việc dừng hồ sơ quá hạn không chạy trong 15 phút qua: hồ sơ quá hạn vẫn treo",
        en: "The job that stops overdue dossiers has not run for 15 minutes: they hang on",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc dừng hồ sơ quá hạn",
        en: "The schedule could not start the job that stops overdue dossiers",
      },
    });
  }

  private inspection(deployment: Deployment, data: DataStack, topic: ITopic, key: IKey): void {
    const inspections = new QueueConsumer<DocumentsEnvironment>(this, "inspect-document", {
      ...deployment,
      key,
      topic,
      operation: "documents/inspect-document",
      does: "Checks an uploaded document against what was declared and copies a clean one to the documents",
      queue: "inspections",
      environment: {
        STAGE: deployment.stage.name,
        TABLE_NAME: data.table.tableName,
        QUARANTINE_BUCKET: data.quarantine.bucketName,
        DOCUMENTS_BUCKET: data.documents.bucketName,
      },
      memoryMb: 1024,
      timeout: Duration.seconds(30),
      batchSize: 1,
      maxConcurrency: 10,
      may: [
        ...useTable({ resource: data.table, key }, "BatchGetItem", "PutItem"),
        ...getObjects({ resource: data.quarantine, key }),
        ...putObjects({ resource: data.documents, key }),
      ],
      undelivered: {
        vi: "Có tài liệu không kiểm tra được: hồ sơ của người dân không nộp được cho đến khi xử lý",
        en: "Documents could not be inspected: citizens cannot submit their dossiers until this is settled",
      },
      late: {
        vi: "Tài liệu chờ kiểm tra quá 15 phút: người dân đang phải đợi để nộp hồ sơ",
        en: "Documents wait for inspection for over 15 minutes: citizens are waiting to submit",
      },
      waitAtMost: Duration.minutes(15),
    });
    new Rule(this, "malware-verdicts", {
      description: "GuardDuty's verdicts on quarantined objects go to the inspections queue",
      eventPattern: {
        source: ["aws.guardduty"],
        detailType: ["GuardDuty Malware Protection Object Scan Result"],
        detail: { s3ObjectDetails: { bucketName: [data.quarantine.bucketName] } },
      },
      targets: [new SqsQueue(inspections.queue, { deadLetterQueue: inspections.deadLetters })],
    });
  }
}
