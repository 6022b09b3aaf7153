import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { NoticeQueue } from "../../../shared/domain/notifications/dead-letter.ts";
import { functionOf, ofType, type Statement } from "./synthesised.ts";

const queues = ofType("AWS::SQS::Queue").map(({ properties }) => properties);
const mappings = ofType("AWS::Lambda::EventSourceMapping").map(({ properties }) => properties);
const alarms = ofType("AWS::CloudWatch::Alarm").map(({ properties }) => properties);
const CONSUMERS = [
  { queue: "sample-inspections", operation: "documents/inspect-document" },
  { queue: "sample-sms", operation: "notifications/deliver-sms" },
  { queue: "sample-email", operation: "notifications/deliver-email" },
  { queue: "sample-receipts", operation: "notifications/receive-receipt" },
  { queue: "sample-reminders", operation: "deadlines/plan-reminders" },
  { queue: "sample-statistics", operation: "reporting/count-dossier" },
  { queue: "sample-statistics-rebuild", operation: "reporting/rebuild-statistics" },
  { queue: "sample-officer-email", operation: "notifications/deliver-officer-email" },
];
const queueCalled = (name: string) => queues.find(({ QueueName }) => QueueName === name);

describe("the queues", () => {
  it("are eight with their dead letters, what the relay gives up and what the schedules could not start", () => {
    expect(queues.map(({ QueueName }) => QueueName).sort()).toEqual([
      "sample-apply-calendar-dead-letters",
      "sample-check-money-dead-letters",
      "sample-compile-catalogue-dead-letters",
      "sample-email",
      "sample-email-dead-letters",
      "sample-inspections",
      "sample-inspections-dead-letters",
      "sample-officer-email",
      "sample-officer-email-dead-letters",
      "sample-receipts",
      "sample-receipts-dead-letters",
      "sample-reconcile-payments-dead-letters",
      "sample-recount-statistics-dead-letters",
      "sample-relay-failures",
      "sample-reminders",
      "sample-reminders-dead-letters",
      "sample-send-refunds-dead-letters",
      "sample-send-reminders-dead-letters",
      "sample-sms",
      "sample-sms-dead-letters",
      "sample-statistics",
      "sample-statistics-dead-letters",
      "sample-statistics-rebuild",
      "sample-statistics-rebuild-dead-letters",
      "sample-sweep-deadlines-dead-letters",
      "sample-sweep-outbox-dead-letters",
      "sample-watch-receipts-dead-letters",
    ]);
  });

  it.each(CONSUMERS)("$queue gives a message up after five tries and keeps it 14 days", ({ queue }) => {
    expect(queueCalled(queue)?.RedrivePolicy).toEqual({
      deadLetterTargetArn: `${queue}-dead-letters`,
      maxReceiveCount: 5,
    });
    expect(queueCalled(`${queue}-dead-letters`)?.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  it("are encrypted by our key and refuse what does not come by TLS", () => {
    for (const { QueueName, KmsMasterKeyId } of queues) {
      expect(KmsMasterKeyId).toBe("key");
      const statements = ofType("AWS::SQS::QueuePolicy")
        .flatMap(({ properties }): Statement[] => properties.PolicyDocument.Statement)
        .filter(({ Resource, Effect }) => Resource === QueueName && Effect === "Deny");
      expect(statements.map(({ Condition }) => Condition)).toEqual([{ Bool: { "aws:SecureTransport": "false" } }]);
    }
  });

  it.each(CONSUMERS)("$queue is emptied by $operation, which fails single messages", ({ queue, operation }) => {
    const lambda = functionOf(operation);
    const mapping = mappings.find(({ EventSourceArn }) => EventSourceArn === queue);
    expect(mapping).toMatchObject({
      FunctionName: lambda.id,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: expect.any(Number) },
    });
    expect(queueCalled(queue)?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * lambda.properties.Timeout);
  });
});

describe("the dead letters of notices", () => {
  it.each(NoticeQueue.options)("of %s are those of a queue that there is", (queue) => {
    const { QUEUES_ARN } = functionOf("admin/list-dead-letters").properties.Environment.Variables;
    const named = String(QUEUES_ARN).split(":").at(-1);
    expect(queueCalled(`${named}${queue}`)?.RedrivePolicy.deadLetterTargetArn).toBe(`${named}${queue}-dead-letters`);
  });

  it.each(CONSUMERS)("are told to the consumer of $queue, which puts poison there", ({ queue, operation }) => {
    const { DEAD_LETTERS_URL } = functionOf(operation).properties.Environment.Variables;
    expect(DEAD_LETTERS_URL).toBe(`https://sqs.ap-southeast-1.amazonaws.com/111122223333/${queue}-dead-letters`);
  });
});

describe("the relay", () => {
  const mapping = mappings.find(({ EventSourceArn }) => EventSourceArn === "table/stream");

  it("reads the stream from its beginning in small batches, isolates a bad event and tries a finite number of times", () => {
    expect(mapping).toMatchObject({
      FunctionName: functionOf("notifications/relay-outbox").id,
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 25,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: { OnFailure: { Destination: "sample-relay-failures" } },
    });
    expect(mapping?.MaximumRetryAttempts).toBeGreaterThan(0);
    expect(mapping?.MaximumRetryAttempts).toBeLessThan(100);
  });

  it("sees new events that somebody waits for and nothing else", () => {
    expect(mapping?.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
      {
        eventName: ["INSERT"],
        dynamodb: { NewImage: { pk: { S: [{ prefix: "EVENTS#" }] }, outbox: { S: [{ exists: true }] } } },
      },
    ]);
  });

  it("is the only reader of the stream", () => {
    expect(mappings.filter(({ EventSourceArn }) => EventSourceArn.startsWith("table"))).toHaveLength(1);
  });
});

const patterns = ofType("AWS::Events::Rule")
  .map(({ properties }) => properties)
  .filter(({ EventPattern }) => EventPattern !== undefined);
const rulesOf = (source: string) => patterns.filter(({ EventPattern }) => EventPattern.source.includes(source));

describe("the receipts", () => {
  const toReceipts = {
    State: "ENABLED",
    Targets: [{ Arn: "sample-receipts", DeadLetterConfig: { Arn: "sample-receipts-dead-letters" } }],
  };

  it("of mail come from SES, of our own configuration set and its last words only", () => {
    const rules = rulesOf("aws.ses");
    expect(rules).toMatchObject([toReceipts, toReceipts, toReceipts, toReceipts]);
    expect(rules.map(({ EventPattern }) => EventPattern)).toEqual(
      ["Email Delivered", "Email Bounced", "Email Complaint Received", "Email Rejected"].map((detailType) => ({
        source: ["aws.ses"],
        "detail-type": [detailType],
        detail: { mail: { tags: { "ses:configuration-set": ["sample-notices"] } } },
      })),
    );
  });

  it("of SMS come from AWS End User Messaging, its last words only", () => {
    const rules = rulesOf("aws.sms-voice");
    expect(rules).toMatchObject([toReceipts]);
    expect(rules[0]?.EventPattern).toEqual({
      source: ["aws.sms-voice"],
      "detail-type": ["Text Message Delivery Status Updated"],
      detail: { isFinal: [true], context: { reference: [{ exists: true }] } },
    });
  });

  it("carry what is read and nothing of a recipient", () => {
    const maps = [...rulesOf("aws.ses"), ...rulesOf("aws.sms-voice")].map(
      ({ Targets }) => Targets[0].InputTransformer.InputPathsMap,
    );
    const paths = new Set(maps.flatMap((map) => Object.values(map)));
    expect([...paths].sort()).toEqual(
      [
        "$.source",
        "$.detail-type",
        "$.detail.eventType",
        "$.detail.mail.timestamp",
        "$.detail.mail.tags.reference",
        "$.detail.mail.tags.channel",
        "$.detail.delivery.timestamp",
        "$.detail.bounce.timestamp",
        "$.detail.bounce.bounceType",
        "$.detail.bounce.bounceSubType",
        "$.detail.complaint.timestamp",
        "$.detail.isFinal",
        "$.detail.eventTimestamp",
        "$.detail.context.reference",
      ].sort(),
    );
  });

  it("and the verdicts on uploads are all that comes by the bus", () => {
    expect(patterns).toHaveLength(6);
    for (const pattern of patterns) expect(pattern).not.toHaveProperty("EventBusName");
  });

  it("are asked of SES for the mail of one set, which needs TLS and spares who bounced or complained", () => {
    expect(ofType("AWS::SES::ConfigurationSet").map(({ properties }) => properties)).toMatchObject([
      {
        Name: "sample-notices",
        DeliveryOptions: { TlsPolicy: "REQUIRE" },
        ReputationOptions: { ReputationMetricsEnabled: true },
        SendingOptions: { SendingEnabled: true },
        SuppressionOptions: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
      },
    ]);
    expect(ofType("AWS::SES::ConfigurationSetEventDestination").map(({ properties }) => properties)).toMatchObject([
      {
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ["DELIVERY", "BOUNCE", "COMPLAINT", "REJECT"],
          EventBridgeDestination: {
            EventBusArn: "arn:aws:events:ap-southeast-1:111122223333:event-bus/default",
          },
        },
      },
    ]);
    for (const operation of ["notifications/deliver-email", "notifications/deliver-officer-email"])
      expect(functionOf(operation).properties.Environment.Variables.EMAIL_CONFIGURATION_SET).toBe("sample-notices");
  });
});

describe("the verdicts on uploads", () => {
  it("go from GuardDuty to the inspections, for the quarantine only", () => {
    const rules = rulesOf("aws.guardduty");
    expect(rules).toMatchObject([
      {
        State: "ENABLED",
        EventPattern: {
          source: ["aws.guardduty"],
          "detail-type": ["GuardDuty Malware Protection Object Scan Result"],
          detail: { s3ObjectDetails: { bucketName: ["quarantine"] } },
        },
        Targets: [{ Arn: "sample-inspections", DeadLetterConfig: { Arn: "sample-inspections-dead-letters" } }],
      },
    ]);
    expect(rules[0]).not.toHaveProperty("EventBusName");
  });
});

/** Each with how often it runs, in minutes. */
const SCHEDULED: [operation: string, every: number][] = [
  ["deadlines/apply-calendar", 5],
  ["deadlines/send-reminders", 5],
  ["deadlines/sweep-deadlines", 5],
  ["procedures/compile-catalogue", 5],
  ["payments/reconcile-payments", 5],
  ["payments/send-refunds", 5],
  ["payments/check-money", 60],
  ["notifications/watch-receipts", 5],
  ["notifications/sweep-outbox", 1],
  ["reporting/recount-statistics", 5],
];

const RATES: Record<number, string> = { 1: "rate(1 minute)", 5: "rate(5 minutes)", 60: "rate(1 hour)" };

describe("the schedules", () => {
  it("sweep the outbox every minute, remind officers, stop what is overdue, apply the calendar, mend the public catalogue, send refunds, ask providers, recount the statistics and watch for reports of delivery every five minutes, check money within the hour, and keep a run that could not be started", () => {
    const schedules = ofType("AWS::Events::Rule")
      .map(({ properties }) => properties)
      .filter(({ ScheduleExpression }) => ScheduleExpression !== undefined);
    const scheduled = (operation: string, every: number) => ({
      State: "ENABLED",
      ScheduleExpression: RATES[every],
      Targets: [
        {
          Arn: functionOf(operation).id,
          DeadLetterConfig: { Arn: `sample-${operation.split("/")[1]}-dead-letters` },
          RetryPolicy: { MaximumRetryAttempts: 2 },
        },
      ],
    });
    expect(schedules).toHaveLength(SCHEDULED.length);
    for (const [operation, every] of SCHEDULED) {
      const { id } = functionOf(operation);
      expect(schedules.find(({ Targets }) => Targets[0].Arn === id)).toMatchObject(scheduled(operation, every));
    }
  });

  it.each(SCHEDULED)("%s has an alarm for runs that fail and one for runs that do not come", (operation, every) => {
    const { id } = functionOf(operation);
    const onFunction = alarms.filter(({ Dimensions }) => JSON.stringify(Dimensions ?? []).includes(`"${id}"`));
    expect(onFunction.filter(({ MetricName }) => MetricName === "Errors")).toMatchObject([{ Threshold: 0 }]);
    expect(onFunction.filter(({ MetricName }) => MetricName === "Invocations")).toMatchObject([
      { Threshold: 1, ComparisonOperator: "LessThanThreshold", TreatMissingData: "breaching", Period: every * 3 * 60 },
    ]);
  });
});

describe("the reminders", () => {
  it("have an alarm for what waited too long, counted from the log's own word, at the first", () => {
    const filter = ofType("AWS::Logs::MetricFilter")
      .map(({ properties }) => properties)
      .filter(({ FilterPattern }) => FilterPattern === '{ $.code = "reminders-overdue" }');
    const figure = { MetricNamespace: "MotCua/sample", MetricName: "reminders-overdue" };
    const { LoggingConfig } = functionOf("deadlines/send-reminders").properties;
    expect(filter).toMatchObject([{ LogGroupName: LoggingConfig.LogGroup, MetricTransformations: [figure] }]);
    expect(alarms.filter(({ MetricName }) => MetricName === figure.MetricName)).toMatchObject([
      { Threshold: 0, ComparisonOperator: "GreaterThanThreshold", Namespace: figure.MetricNamespace },
    ]);
  });
});

describe("the sweep of the outbox", () => {
  it("has an alarm for events older than two minutes, by the age that its log tells", () => {
    const { LoggingConfig } = functionOf("notifications/sweep-outbox").properties;
    const filter = ofType("AWS::Logs::MetricFilter")
      .map(({ properties }) => properties)
      .filter(({ LogGroupName }) => LogGroupName === LoggingConfig.LogGroup);
    const figure = { MetricNamespace: "MotCua/sample", MetricName: "outbox-age", MetricValue: "$.oldestSeconds" };
    expect(filter).toMatchObject([{ FilterPattern: '{ $.code = "outbox-old" }', MetricTransformations: [figure] }]);
    expect(alarms.filter(({ MetricName }) => MetricName === "outbox-age")).toMatchObject([
      { Threshold: 120, ComparisonOperator: "GreaterThanThreshold", Statistic: "Maximum", Period: 300 },
    ]);
  });
});

describe("the refunds", () => {
  it("have an alarm for one that was refused or waits too long, counted from the log's own words, at the first", () => {
    const { LoggingConfig } = functionOf("payments/send-refunds").properties;
    const filter = ofType("AWS::Logs::MetricFilter")
      .map(({ properties }) => properties)
      .filter(({ LogGroupName }) => LogGroupName === LoggingConfig.LogGroup);
    const figure = { MetricNamespace: "MotCua/sample", MetricName: "refund-waiting" };
    expect(filter).toMatchObject([
      {
        FilterPattern: '{ ($.code = "refund-waiting") || ($.code = "refund-failed") }',
        MetricTransformations: [figure],
      },
    ]);
    expect(alarms.filter(({ MetricName }) => MetricName === figure.MetricName)).toMatchObject([
      { Threshold: 0, ComparisonOperator: "GreaterThanThreshold", Namespace: figure.MetricNamespace, Period: 900 },
    ]);
  });
});

describe("the reconciliation", () => {
  it.each([
    ["payments/reconcile-payments", "payment-provider-silent", 2, 1_200],
    ["payments/check-money", "money-mismatch", 0, 3_600],
  ])("%s has an alarm for its own word %s, above %i in %i seconds", (operation, code, above, seconds) => {
    const filter = ofType("AWS::Logs::MetricFilter")
      .map(({ properties }) => properties)
      .filter(({ FilterPattern }) => FilterPattern === `{ $.code = "${code}" }`);
    const { LoggingConfig } = functionOf(operation).properties;
    const figure = { MetricNamespace: "MotCua/sample", MetricName: code };
    expect(filter).toMatchObject([{ LogGroupName: LoggingConfig.LogGroup, MetricTransformations: [figure] }]);
    expect(alarms.filter(({ MetricName }) => MetricName === code)).toMatchObject([
      { Threshold: above, ComparisonOperator: "GreaterThanThreshold", Period: seconds },
    ]);
  });
});

describe("the recount of the statistics", () => {
  it("rings within the hour that a figure differs or a dossier is not counted", () => {
    const figure = { MetricNamespace: "MotCua/sample", MetricName: "figures-differ" };
    const filters = ofType("AWS::Logs::MetricFilter").map(({ properties }) => properties);
    expect(filters.filter(({ MetricTransformations: [of] }) => of.MetricName === figure.MetricName)).toMatchObject([
      {
        LogGroupName: functionOf("reporting/recount-statistics").properties.LoggingConfig.LogGroup,
        FilterPattern:
          '{ ($.code = "figures-differ") || ($.code = "dossier-uncounted") || ($.code = "day-root-differs") }',
        MetricTransformations: [figure],
      },
    ]);
    expect(alarms.filter(({ MetricName }) => MetricName === figure.MetricName)).toMatchObject([
      { Threshold: 0, ComparisonOperator: "GreaterThanThreshold", Period: 3_600 },
    ]);
  });
});

describe("the alarms", () => {
  const onQueue = (queue: string, metric: string) =>
    alarms.filter(
      ({ Dimensions, MetricName }) => MetricName === metric && JSON.stringify(Dimensions ?? []).includes(`"${queue}"`),
    );

  it("watch every dead-letter queue and what the relay gives up, from the first message on", () => {
    const watched = queues
      .map(({ QueueName }) => String(QueueName))
      .filter((name) => /dead-letters|failures/.test(name));
    expect(watched).toHaveLength(19);
    for (const name of watched) {
      expect(onQueue(name, "ApproximateNumberOfMessagesVisible")).toMatchObject([
        { Threshold: 0, ComparisonOperator: "GreaterThanThreshold", EvaluationPeriods: 1, Period: 60 },
      ]);
    }
  });

  it.each(CONSUMERS)("watch how long messages wait in $queue", ({ queue }) => {
    const found = onQueue(queue, "ApproximateAgeOfOldestMessage");
    expect(found).toHaveLength(1);
    expect(found[0]?.Threshold).toBeLessThanOrEqual(15 * 60);
  });

  it("watch that the relay is not a minute behind", () => {
    expect(alarms.filter(({ MetricName }) => MetricName === "IteratorAge")).toMatchObject([{ Threshold: 60_000 }]);
  });

  it("say in Vietnamese and in English what it means for people, each something else", () => {
    const sentences = alarms.map(({ AlarmDescription }) => String(AlarmDescription));
    for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.*[àáảãạăâđèéêìíòóôơùúưỳý].* \/ [A-Z][ -~]+$/u);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it("have a paragraph each in the runbook, which has no other", () => {
    const runbook = readFileSync(resolve(import.meta.dirname, "../../../infra/runbook.md"), "utf8");
    const paragraphs = [...runbook.matchAll(/^## (.+)$/gm)].map(([, name]) => name).sort();
    const named = alarms.map(({ AlarmDescription }) => /\[runbook: (.+)\]$/.exec(String(AlarmDescription))?.[1]);
    expect(named.sort()).toEqual(paragraphs);
    for (const part of runbook.split(/^## /m).slice(1)) {
      for (const word of ["**Nghĩa là:**", "**It means:**", "**Xem:**", "**Look:**", "**Làm:**", "**Do:**"]) {
        expect(part).toContain(word);
      }
    }
  });

  it("are sent to the topic of their own region, which the stage's address subscribes to, and may be", () => {
    for (const { AlarmActions, AlarmDescription } of alarms) {
      expect(AlarmActions).toEqual([/\[runbook: edge\//.test(AlarmDescription) ? "edgealarms" : "alarms"]);
    }
    expect(ofType("AWS::SNS::Subscription").map(({ properties }) => properties)).toMatchObject([
      { Protocol: "email", Endpoint: "truc@motcua.example.vn", TopicArn: "edgealarms" },
      { Protocol: "email", Endpoint: "truc@motcua.example.vn", TopicArn: "alarms" },
    ]);
    const publishing = ofType("AWS::SNS::TopicPolicy")
      .flatMap(({ properties }): Statement[] => properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === "Allow");
    const byAlarms = {
      Action: "sns:Publish",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    };
    expect(publishing).toMatchObject([
      { ...byAlarms, Resource: "edgealarms" },
      { ...byAlarms, Resource: "alarms" },
    ]);
  });
});
