import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { EsmsReportEnvironment, ReceiptsEnvironment } from "../../functions/notifications/environment.ts";
import { ApiFunction } from "./api-function.ts";
import { askForCalls, queryIndex, readSecret, sendMessages, takeBackCalls, updateItems, useTable } from "./grants.ts";
import type { Deployment, Operation } from "./operation.ts";
import type { PublicDoor } from "./public-door.ts";
import { QueueConsumer } from "./queue-consumer.ts";
import { ScheduledFunction } from "./scheduled-function.ts";

export type ReceiptsProps = Deployment & {
  key: IKey;
  topic: ITopic;
  table: Table;
  door: PublicDoor;
  /** Whose mail is ours among all that SES reports. */
  configurationSet: string;
  /** Where a notice goes that did not arrive by the other way. */
  sms: Queue;
  email: Queue;
  /** Absent where the province has no contract with eSMS. */
  esms: Secret | undefined;
};

const field = (path: string): string => EventField.fromPath(`$.detail.${path}`);

/**
 * What becomes of messages after their provider took them, and what follows where they do not arrive. SES reports mail of
 * the configuration set alone; AWS End User Messaging reports every message of the account to the bus by itself; eSMS
 * calls us.
 */
export class Receipts extends Construct {
  /** What answers eSMS; absent where nobody asks. */
  readonly answering: Operation<never> | undefined;
  /** All that learn what became of a message. */
  readonly operations: readonly Operation<never>[];

  constructor(scope: Construct, id: string, props: ReceiptsProps) {
    super(scope, id);
    const { table, door, configurationSet, sms, email, esms, ...deployment } = props;
    const { stage, key } = deployment;
    const data = { resource: table, key };
    const environment = {
      STAGE: stage.name,
      TABLE_NAME: table.tableName,
      SMS_QUEUE_URL: sms.queueUrl,
      EMAIL_QUEUE_URL: email.queueUrl,
    };
    const may = [
      ...useTable(data, "BatchGetItem"),
      ...updateItems(data, "NOTICES#*"),
      ...askForCalls(data),
      ...takeBackCalls(data),
      ...sendMessages({ resource: sms, key }),
      ...sendMessages({ resource: email, key }),
    ];

    const { queue, deadLetters, operation } = new QueueConsumer<ReceiptsEnvironment>(this, "receive", {
      ...deployment,
      operation: "notifications/receive-receipt",
      does: "Notes on a notice what its provider reports of it: delivered, bounced, complained of",
      queue: "receipts",
      environment,
      memoryMb: 512,
      timeout: Duration.seconds(10),
      batchSize: 10,
      maxConcurrency: 2,
      may,
      undelivered: {
        vi: "Có báo cáo của nhà cung cấp không ghi nhận được: không biết tin đã tới người dân hay chưa",
        en: "Reports of providers could not be noted: nobody knows whether those messages reached their citizens",
      },
      late: {
        vi: "Báo cáo về tin đã gửi được ghi nhận chậm hơn 10 phút: tin bị trả lại đang được xử lý muộn",
        en: "Reports on sent messages are noted more than 10 minutes late: what bounced is followed up late",
      },
      waitAtMost: Duration.minutes(10),
    });
    // Only what is read goes on the queue: the events hold addresses and subjects.
    const passOn = (detail: Record<string, unknown>) => [
      new SqsQueue(queue, {
        deadLetterQueue: deadLetters,
        message: RuleTargetInput.fromObject({
          source: EventField.source,
          "detail-type": EventField.detailType,
          detail: { eventType: field("eventType"), ...detail },
        }),
      }),
    ];
    const mail = {
      timestamp: field("mail.timestamp"),
      tags: { reference: field("mail.tags.reference"), channel: field("mail.tags.channel") },
    };
    const ofMail = (name: string, detailType: string, detail: Record<string, unknown>) =>
      new Rule(this, `email-${name}`, {
        description: `SES's event "${detailType}" on our mail goes to the receipts queue, without addresses`,
        eventPattern: {
          source: ["aws.ses"],
          detailType: [detailType],
          detail: { mail: { tags: { "ses:configuration-set": [configurationSet] } } },
        },
        targets: passOn({ mail, ...detail }),
      });
    ofMail("delivered", "Email Delivered", { delivery: { timestamp: field("delivery.timestamp") } });
    ofMail("bounced", "Email Bounced", {
      bounce: {
        timestamp: field("bounce.timestamp"),
        bounceType: field("bounce.bounceType"),
        bounceSubType: field("bounce.bounceSubType"),
      },
    });
    ofMail("complained", "Email Complaint Received", { complaint: { timestamp: field("complaint.timestamp") } });
    ofMail("rejected", "Email Rejected", {});
    new Rule(this, "sms", {
      description: "The last word on an SMS of ours goes to the receipts queue, without its number",
      eventPattern: {
        source: ["aws.sms-voice"],
        detailType: ["Text Message Delivery Status Updated"],
        detail: { isFinal: [true], context: { reference: [{ exists: true }] } },
      },
      targets: passOn({
        isFinal: field("isFinal"),
        eventTimestamp: field("eventTimestamp"),
        context: { reference: field("context.reference") },
      }),
    });

    if (esms)
      this.answering = new ApiFunction<EsmsReportEnvironment>(this, "esms", {
        ...deployment,
        door,
        operation: "notifications/receive-esms-report",
        route: "GET /v1/notifications/esms/reports/{token}",
        identity: "none",
        does: "Notes what eSMS reports of an SMS; knows it by the token of that message alone",
        environment: { ...environment, ESMS_SECRET: esms.secretArn },
        memoryMb: 512,
        timeout: Duration.seconds(10),
        may: [...may, ...readSecret({ resource: esms, key })],
      });

    const watch = new ScheduledFunction<ReceiptsEnvironment>(this, "watch", {
      ...deployment,
      operation: "notifications/watch-receipts",
      does: "Gives up reports of delivery that did not come, and has the applicants told another way",
      every: Duration.minutes(5),
      environment,
      memoryMb: 512,
      timeout: Duration.minutes(4),
      may: [...may, ...queryIndex(data, "byOutbox")],
      failing: {
        vi: "Một số thông báo không rõ đã đến hay chưa, và chưa được gửi bằng cách khác",
        en: "Some notices of which no report came could not be sent another way",
      },
      silent: {
        vi: "Việc theo dõi thông báo đã gửi không chạy trong 15 phút qua: người không nhận được tin không được báo cách khác",
        en: "The job that watches reports of delivery has not run for 15 minutes: who was not reached is told nothing more",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc theo dõi thông báo đã gửi",
        en: "The schedule could not start the job that watches reports of delivery",
      },
    });
    this.operations = [operation, watch, ...(this.answering ? [this.answering] : [])];
  }
}
