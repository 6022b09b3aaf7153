import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { PlanEnvironment, RemindersEnvironment } from "../../functions/deadlines/environment.ts";
import type { OfficerEmailEnvironment } from "../../functions/notifications/environment.ts";
import { raiseAlarm } from "./alarm.ts";
import { countLines, linesWithin } from "./counted-lines.ts";
import {
  giveReminders,
  judgeProviders,
  planReminders,
  readCalendar,
  readHeaders,
  readNotices,
  readProcedures,
  sendEmail,
  sendMessages,
  updateItems,
} from "./grants.ts";
import type { Deployment, EnvironmentOf, Operation } from "./operation.ts";
import { QueueConsumer } from "./queue-consumer.ts";
import { ScheduledFunction } from "./scheduled-function.ts";

export type RemindersProps = Deployment & {
  key: IKey;
  topic: ITopic;
  table: Table;
  /** What a mail must name for SES to report on it. */
  configurationSet: string;
  /** The queues of both ways to applicants. */
  applicants: { sms: Queue; email: Queue };
};

/** The clocks of officers and applicants: events plan when a dossier is looked at, a schedule looks and reminds. */
export class Reminders extends Construct {
  /** Events that may have moved a clock. */
  readonly events: Queue;
  /** What tells officers by email. */
  readonly mail: Operation<never>;

  constructor(scope: Construct, id: string, { table, configurationSet, applicants, ...deployment }: RemindersProps) {
    super(scope, id);
    const { stage, key, topic } = deployment;
    const data = { resource: table, key };
    const named = { STAGE: stage.name, TABLE_NAME: table.tableName };
    const environment: EnvironmentOf<PlanEnvironment> = {
      ...named,
      OFFICE_HOURS: JSON.stringify(stage.officeHours),
      ACCEPT_BEFORE_HOURS: String(stage.reminders.acceptBeforeHours),
      STEP_BEFORE_HOURS: String(stage.reminders.stepBeforeHours),
      APOLOGY_BEFORE_DAYS: String(stage.reminders.apologyBeforeDays),
      ESCALATE_AFTER_DAYS: String(stage.reminders.escalateAfterDays),
      ANSWER_BEFORE_DAYS: String(stage.reminders.answerBeforeDays),
      RATING_AFTER_DAYS: String(stage.reminders.ratingAfterDays),
      QUIET_FROM: stage.reminders.quietHours.from,
      QUIET_TO: stage.reminders.quietHours.to,
    };

    this.events = new QueueConsumer<PlanEnvironment>(this, "plan", {
      ...deployment,
      operation: "deadlines/plan-reminders",
      does: "Plans when a dossier is looked at next, after an event that may have moved its clocks",
      queue: "reminders",
      environment,
      memoryMb: 512,
      timeout: Duration.seconds(10),
      batchSize: 10,
      maxConcurrency: 3,
      may: [...readHeaders(data), ...readCalendar(data), ...planReminders(data)],
      undelivered: {
        vi: "Có hồ sơ không lên được lịch nhắc việc: cán bộ không được nhắc khi hồ sơ đến hạn",
        en: "Reminders of some dossiers could not be planned: officers are not told when they are due",
      },
      late: {
        vi: "Lịch nhắc việc lên chậm hơn 10 phút: nhắc việc có thể đến muộn",
        en: "The plan of reminders is more than 10 minutes behind: reminders may come late",
      },
      waitAtMost: Duration.minutes(10),
    }).queue;

    const sender = stage.providers.email.sender;
    const mail = new QueueConsumer<OfficerEmailEnvironment>(this, "mail", {
      ...deployment,
      operation: "notifications/deliver-officer-email",
      does: "Reminds officers by email, once",
      queue: "officer-email",
      environment: { ...named, EMAIL_SENDER: sender, EMAIL_CONFIGURATION_SET: configurationSet },
      memoryMb: 512,
      // Shorter than the lease of a notice, so that a worker is gone before its claim is taken over.
      timeout: Duration.seconds(10),
      batchSize: 10,
      putsBack: true,
      maxConcurrency: 2,
      may: [
        ...readHeaders(data),
        ...readProcedures(data),
        ...readNotices(data),
        ...updateItems(data, "NOTICES#*"),
        ...judgeProviders(data),
        sendEmail(this, sender, configurationSet),
      ],
      undelivered: {
        vi: "Cán bộ không nhận được thư nhắc việc: có thư đã bị bỏ sau nhiều lần gửi",
        en: "Officers are not reminded by email: reminders were given up after several tries",
      },
      late: {
        vi: "Thư nhắc việc cho cán bộ đến chậm hơn 10 phút",
        en: "Reminders to officers are more than 10 minutes late",
      },
      waitAtMost: Duration.minutes(10),
    });
    this.mail = mail.operation;

    const job = new ScheduledFunction<RemindersEnvironment>(this, "send", {
      ...deployment,
      operation: "deadlines/send-reminders",
      does: "Reminds officers of dossiers and steps that are due or late, and applicants of what they owe",
      every: Duration.minutes(5),
      environment: {
        ...environment,
        OFFICER_EMAIL_QUEUE_URL: mail.queue.queueUrl,
        SMS_QUEUE_URL: applicants.sms.queueUrl,
        EMAIL_QUEUE_URL: applicants.email.queueUrl,
      },
      memoryMb: 512,
      timeout: Duration.minutes(4),
      may: [
        ...readHeaders(data),
        ...readCalendar(data),
        ...giveReminders(data),
        ...[mail.queue, applicants.sms, applicants.email].flatMap((resource) => sendMessages({ resource, key })),
      ],
      failing: {
        vi: "Một số nhắc việc không gửi được: cán bộ và lãnh đạo có thể không biết hồ sơ đến hạn",
        en: "Some reminders could not be sent: officers and leaders may not know what is due",
      },
      silent: {
        vi: "Việc gửi nhắc việc không chạy trong 15 phút qua: không ai được nhắc hồ sơ đến hạn",
        en: "The job that sends reminders has not run for 15 minutes: nobody is told what is due",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc gửi nhắc việc",
        en: "The schedule could not start the job that sends reminders",
      },
    });
    const lines = { stage, name: "reminders-overdue" };
    countLines(job, "overdue-lines", FilterPattern.stringValue("$.code", "=", "reminders-overdue"), lines);
    raiseAlarm(job, "overdue", {
      topic,
      sentence: {
        vi: "Có nhắc việc chậm hơn 30 phút: cán bộ và lãnh đạo được báo muộn về hồ sơ đến hạn",
        en: "Some reminders are more than 30 minutes late: officers and leaders learn late of what is due",
      },
      metric: linesWithin(Duration.minutes(15), lines),
      above: 0,
    });
  }
}
