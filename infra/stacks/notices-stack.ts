import { Duration, Lazy, Stack, type StackProps } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { EmailEnvironment, RelayEnvironment, SmsEnvironment } from "../../functions/notifications/environment.ts";
import { alarmOnFaults } from "../constructs/area-faults.ts";
import {
  askForCalls,
  clearOutbox,
  countCourtesies,
  judgeProviders,
  readProcedures,
  readSecret,
  sendEmail,
  sendMessages,
  updateItems,
  useTable,
} from "../constructs/grants.ts";
import { Mailing } from "../constructs/mailing.ts";
import { NoticeAlarms } from "../constructs/notice-alarms.ts";
import type { Deployment } from "../constructs/operation.ts";
import { OutboxSweeper } from "../constructs/outbox-sweeper.ts";
import type { PublicDoor } from "../constructs/public-door.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { Receipts } from "../constructs/receipts.ts";
import { Reminders } from "../constructs/reminders.ts";
import { StreamRelay } from "../constructs/stream-relay.ts";
import type { DataStack } from "./data-stack.ts";

export type NoticesStackProps = StackProps & {
  deployment: Deployment;
  data: DataStack;
  door: PublicDoor;
  topic: ITopic;
  /** The queue of events that may change a figure of the statistics. */
  counted: Queue;
};

/** Who is told what: events leave the table, people are told of them, and what did not reach them becomes work. */
export class NoticesStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, data, door, topic, counted, ...props }: NoticesStackProps) {
    super(scope, id, props);
    // Imported, so that what uses the key here does not write back into the key's own stack.
    const key = Key.fromKeyArn(this, "key", data.key.keyArn);
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
    const { configurationSet } = new Mailing(this, "mailing", { stage });
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
        EMAIL_CONFIGURATION_SET: configurationSet,
        SMS_QUEUE_URL: toSms.queueUrl,
        RECEIPT_WITHIN_MINUTES: String(receiptWithinMinutes.email),
      },
      maxConcurrency: 5,
      may: [...record, ...sendMessages({ resource: toSms, key }), sendEmail(this, sender, configurationSet)],
      undelivered: {
        vi: "Người dân không nhận được thư điện tử về thay đổi của hồ sơ: có thư đã bị bỏ sau nhiều lần gửi",
        en: "Citizens are not told by email that their dossier changed: messages were given up after several tries",
      },
      late: {
        vi: "Thư điện tử về thay đổi của hồ sơ đến chậm hơn 10 phút",
        en: "Emails about changes of dossiers are more than 10 minutes late",
      },
    });
    const reminders = new Reminders(this, "reminders", {
      ...deployment,
      key,
      topic,
      table: data.table,
      configurationSet,
      applicants: { sms: sms.queue, email: email.queue },
    });
    const { answering, operations: reports } = new Receipts(this, "receipts", {
      ...deployment,
      key,
      topic,
      table: data.table,
      door,
      configurationSet,
      sms: sms.queue,
      email: email.queue,
      esms: data.esms,
    });
    if (answering) alarmOnFaults(this, [answering], { stage, topic });
    const mails = { sms: sms.operation, email: email.operation, "officer-email": reminders.mail };
    new NoticeAlarms(this, "sending", { stage, topic, mails, reports });
    const handingOn = {
      ...deployment,
      key,
      topic,
      table: data.table,
      environment: {
        STAGE: stage.name,
        TABLE_NAME: data.table.tableName,
        SMS_QUEUE_URL: sms.queue.queueUrl,
        EMAIL_QUEUE_URL: email.queue.queueUrl,
        REMINDERS_QUEUE_URL: reminders.events.queueUrl,
        STATISTICS_QUEUE_URL: counted.queueUrl,
      },
      may: [
        ...clearOutbox({ resource: data.table, key }),
        ...sendMessages({ resource: sms.queue, key }),
        ...sendMessages({ resource: email.queue, key }),
        ...sendMessages({ resource: reminders.events, key }),
        ...sendMessages({ resource: counted, key }),
      ],
    };
    new OutboxSweeper(this, "sweep-outbox", handingOn);
    new StreamRelay<RelayEnvironment>(this, "relay-outbox", {
      ...handingOn,
      operation: "notifications/relay-outbox",
      does: "Hands new events of dossiers to the queues of those who wait for them",
      memoryMb: 512,
      timeout: Duration.seconds(30),
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
}
