import { Duration, Lazy, Stack, type StackProps } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { CalendarEnvironment, DeadlinesEnvironment } from "../../functions/deadlines/environment.ts";
import type { DocumentsEnvironment } from "../../functions/documents/environment.ts";
import type {
  EmailEnvironment,
  ReceiptsEnvironment,
  RelayEnvironment,
  SmsEnvironment,
} from "../../functions/notifications/environment.ts";
import { alarmOnUnreadyCalendar } from "../constructs/calendar-ahead.ts";
import {
  askForCalls,
  clearOutbox,
  countCourtesies,
  getObjects,
  judgeProviders,
  putObjects,
  queryIndex,
  readCalendar,
  readProcedures,
  readSecret,
  sendEmail,
  sendMessages,
  updateItems,
  useTable,
} from "../constructs/grants.ts";
import type { Deployment } from "../constructs/operation.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { Reminders } from "../constructs/reminders.ts";
import { ScheduledFunction } from "../constructs/scheduled-function.ts";
import { StreamRelay } from "../constructs/stream-relay.ts";
import type { DataStack } from "./data-stack.ts";

export type DeliveryStackProps = StackProps & { deployment: Deployment; data: DataStack; topic: ITopic };

/** What happens after the answer: documents are inspected, people are told. */
export class DeliveryStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, data, topic, ...props }: DeliveryStackProps) {
    super(scope, id, props);
    // Imported, so that what uses the key here does not write back into the key's own stack.
    const key = Key.fromKeyArn(this, "key", data.key.keyArn);
    this.inspection(deployment, data, topic, key);
    this.notices(deployment, data, topic, key);
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

  private notices(deployment: Deployment, data: DataStack, topic: ITopic, key: IKey): void {
    const { stage } = deployment;
    const { partition, region, account } = this;
    const told = {
      STAGE: stage.name,
      TABLE_NAME: data.table.tableName,
      DOSSIER_KEYS_SECRET: data.dossierKeys.secretArn,
      PUBLIC_ORIGIN: stage.publicOrigin,
      QUIET_FROM: stage.reminders.quietHours.from,
      QUIET_TO: stage.reminders.quietHours.to,
      COURTESIES_PER_DAY: String(stage.reminders.courtesiesPerDay),
    };
    const shared = {
      ...deployment,
      key,
      topic,
      memoryMb: 512,
      // Shorter than the lease of a notice, so that a worker is gone before its claim is taken over.
      timeout: Duration.seconds(10),
      batchSize: 10,
      putsBack: true,
      waitAtMost: Duration.minutes(10),
    };
    const record = [
      ...useTable({ resource: data.table, key }, "BatchGetItem"),
      ...readProcedures({ resource: data.table, key }),
      ...updateItems({ resource: data.table, key }, "NOTICES#*"),
      ...askForCalls({ resource: data.table, key }),
      ...countCourtesies({ resource: data.table, key }),
      ...judgeProviders({ resource: data.table, key }),
      ...readSecret({ resource: data.dossierKeys, key }),
    ];
    const sender = stage.providers.email.sender;
    const { receiptWithinMinutes } = stage.notices;
    const { esms } = stage.providers.sms;
    // Each way may hand a notice to the other, whose queue is declared after it.
    const queueOf = (consumer: () => QueueConsumer<never>) => ({
      queueUrl: Lazy.string({ produce: () => consumer().queue.queueUrl }),
      queueArn: Lazy.string({ produce: () => consumer().queue.queueArn }),
    });
    const toEmail = queueOf(() => email);
    const toSms = queueOf(() => sms);
    const sms: QueueConsumer<SmsEnvironment> = new QueueConsumer<SmsEnvironment>(this, "deliver-sms", {
      ...shared,
      operation: "notifications/deliver-sms",
      does: "Tells the applicant of a change by SMS, once",
      queue: "sms",
      environment: {
        ...told,
        SMS_SENDER: stage.providers.sms.sender,
        EMAIL_QUEUE_URL: toEmail.queueUrl,
        RECEIPT_WITHIN_MINUTES: String(receiptWithinMinutes.sms),
        SMS_DIACRITICS: String(stage.notices.smsDiacritics),
        AWS_SMS_SHARE: String(stage.providers.sms.aws.share),
        AWS_SMS_COST_VND: String(stage.providers.sms.aws.costVnd),
        ...(esms && data.esms
          ? {
              ESMS_SECRET: data.esms.secretArn,
              ESMS_API_URL: esms.apiUrl,
              ESMS_SHARE: String(esms.share),
              ESMS_COST_VND: String(esms.costVnd),
            }
          : {}),
      },
      maxConcurrency: 5,
      may: [
        ...record,
        ...sendMessages({ resource: toEmail, key }),
        ...(data.esms ? readSecret({ resource: data.esms, key }) : []),
        new PolicyStatement({
          actions: ["sms-voice:SendTextMessage"],
          resources: [`arn:${partition}:sms-voice:${region}:${account}:sender-id/${stage.providers.sms.sender}/VN`],
        }),
      ],
      undelivered: {
        vi: "Người dân không nhận được tin SMS về thay đổi của hồ sơ: có tin đã bị bỏ sau nhiều lần gửi",
        en: "Citizens are not told by SMS that their dossier changed: messages were given up after several tries",
      },
      late: {
        vi: "Tin SMS về thay đổi của hồ sơ đến chậm hơn 10 phút",
        en: "SMS about changes of dossiers are more than 10 minutes late",
      },
    });
    const email: QueueConsumer<EmailEnvironment> = new QueueConsumer<EmailEnvironment>(this, "deliver-email", {
      ...shared,
      operation: "notifications/deliver-email",
      does: "Tells the applicant of a change by email, once",
      queue: "email",
      environment: {
        ...told,
        EMAIL_SENDER: sender,
        SMS_QUEUE_URL: toSms.queueUrl,
        RECEIPT_WITHIN_MINUTES: String(receiptWithinMinutes.email),
      },
      maxConcurrency: 5,
      may: [...record, ...sendMessages({ resource: toSms, key }), sendEmail(this, sender)],
      undelivered: {
        vi: "Người dân không nhận được thư điện tử về thay đổi của hồ sơ: có thư đã bị bỏ sau nhiều lần gửi",
        en: "Citizens are not told by email that their dossier changed: messages were given up after several tries",
      },
      late: {
        vi: "Thư điện tử về thay đổi của hồ sơ đến chậm hơn 10 phút",
        en: "Emails about changes of dossiers are more than 10 minutes late",
      },
    });
    this.receipts(deployment, data, topic, key, { sms, email });
    const applicants = { sms: sms.queue, email: email.queue };
    const reminders = new Reminders(this, "reminders", { ...deployment, key, topic, table: data.table, applicants });
    new StreamRelay<RelayEnvironment>(this, "relay-outbox", {
      ...deployment,
      key,
      topic,
      table: data.table,
      operation: "notifications/relay-outbox",
      does: "Hands new events of dossiers to the queues of those who wait for them",
      environment: {
        STAGE: stage.name,
        TABLE_NAME: data.table.tableName,
        SMS_QUEUE_URL: sms.queue.queueUrl,
        EMAIL_QUEUE_URL: email.queue.queueUrl,
        REMINDERS_QUEUE_URL: reminders.events.queueUrl,
      },
      memoryMb: 512,
      timeout: Duration.seconds(30),
      may: [
        ...clearOutbox({ resource: data.table, key }),
        ...sendMessages({ resource: sms.queue, key }),
        ...sendMessages({ resource: email.queue, key }),
        ...sendMessages({ resource: reminders.events, key }),
      ],
      lost: {
        vi: "Một số thay đổi của hồ sơ không chuyển được đến hàng đợi: người dân và cán bộ có thể không được báo tin",
        en: "Some changes of dossiers could not be handed on: citizens and officers may not be told",
      },
      behind: {
        vi: "Việc chuyển tin chậm hơn 1 phút: mọi thông báo cho người dân đang đến muộn",
        en: "The relay is more than a minute behind: every notice to citizens is late",
      },
    });
  }

  private receipts(
    deployment: Deployment,
    data: DataStack,
    topic: ITopic,
    key: IKey,
    { sms, email }: { sms: QueueConsumer<never>; email: QueueConsumer<never> },
  ): void {
    const table = { resource: data.table, key };
    new ScheduledFunction<ReceiptsEnvironment>(this, "watch-receipts", {
      ...deployment,
      key,
      topic,
      operation: "notifications/watch-receipts",
      does: "Gives up reports of delivery that did not come, and has the applicants told another way",
      every: Duration.minutes(5),
      environment: {
        STAGE: deployment.stage.name,
        TABLE_NAME: data.table.tableName,
        SMS_QUEUE_URL: sms.queue.queueUrl,
        EMAIL_QUEUE_URL: email.queue.queueUrl,
      },
      memoryMb: 512,
      timeout: Duration.minutes(4),
      may: [
        ...useTable(table, "BatchGetItem"),
        ...queryIndex(table, "byOutbox"),
        ...updateItems(table, "NOTICES#*"),
        ...askForCalls(table),
        ...sendMessages({ resource: sms.queue, key }),
        ...sendMessages({ resource: email.queue, key }),
      ],
      failing: {
        vi: "Một số thông báo không rõ đã đến hay chưa, và chưa được gửi bằng cách khác",
        en: "Some notices of which no report came could not be sent another way",
      },
      silent: {
        vi: "Việc theo dõi thông báo đã gửi không chạy trong 15 phút qua: người không nhận được tin không được báo cách khác",
        en: "The job that watches reports of delivery has not run for 15 minutes: who was not reached is not told another way",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc theo dõi thông báo đã gửi",
        en: "The schedule could not start the job that watches reports of delivery",
      },
    });
  }
}
