import { Duration, Stack } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from "aws-cdk-lib/aws-ses";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { ReceiptsEnvironment } from "../../functions/notifications/environment.ts";
import { updateItems } from "./grants.ts";
import type { Deployment } from "./operation.ts";
import { QueueConsumer } from "./queue-consumer.ts";

export type ReceiptsProps = Deployment & { key: IKey; topic: ITopic; table: Table };

/**
 * What becomes of messages after their provider took them. SES reports for mail of the configuration set alone; AWS End
 * User Messaging reports every message of the account to the bus by itself.
 */
export class Receipts extends Construct {
  /** What a mail must name to be reported on, and for its address to be spared once it bounced or complained. */
  readonly configurationSet: string;

  constructor(scope: Construct, id: string, { table, ...deployment }: ReceiptsProps) {
    super(scope, id);
    const { stage, key } = deployment;
    this.configurationSet = this.mailing(`${stage.name}-notices`);

    const { queue, deadLetters } = new QueueConsumer<ReceiptsEnvironment>(this, "receive", {
      ...deployment,
      operation: "notifications/receive-receipt",
      does: "Notes on a notice what its provider reports of it: delivered, bounced, complained of",
      queue: "receipts",
      environment: { STAGE: stage.name, TABLE_NAME: table.tableName },
      memoryMb: 512,
      timeout: Duration.seconds(10),
      batchSize: 10,
      maxConcurrency: 2,
      may: updateItems({ resource: table, key }, "NOTICES#*"),
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
    const targets = [new SqsQueue(queue, { deadLetterQueue: deadLetters })];
    new Rule(this, "email", {
      description: "What becomes of our mail, as SES reports it, goes to the receipts queue",
      eventPattern: {
        source: ["aws.ses"],
        detailType: ["Email Delivered", "Email Bounced", "Email Complaint Received", "Email Rejected"],
        detail: { mail: { tags: { "ses:configuration-set": [this.configurationSet] } } },
      },
      targets,
    });
    new Rule(this, "sms", {
      description: "The last word on an SMS, as AWS End User Messaging reports it, goes to the receipts queue",
      eventPattern: {
        source: ["aws.sms-voice"],
        detailType: ["Text Message Delivery Status Updated"],
        detail: { isFinal: [true] },
      },
      targets,
    });
  }

  private mailing(name: string): string {
    const { partition, region, account } = Stack.of(this);
    const set = new CfnConfigurationSet(this, "configuration-set", {
      name,
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      // The account's list: whoever complained or cannot be reached gets no mail any more, and is reported as bounced.
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    new CfnConfigurationSetEventDestination(this, "bus", {
      configurationSetName: set.ref,
      eventDestination: {
        name: "bus",
        enabled: true,
        matchingEventTypes: ["DELIVERY", "BOUNCE", "COMPLAINT", "REJECT"],
        eventBridgeDestination: { eventBusArn: `arn:${partition}:events:${region}:${account}:event-bus/default` },
      },
    });
    return name;
  }
}
