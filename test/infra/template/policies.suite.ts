import { describe, expect, it } from "vitest";
import { OPERATIONS } from "./operations.ts";
import { ofType, resources, type Statement, statementsOf } from "./synthesised.ts";

const statements = () =>
  OPERATIONS.flatMap(({ operation }) => statementsOf(operation).map((statement) => ({ operation, ...statement })));
const XRAY = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];
const besideData = (action: string): boolean => /^(logs|xray|kms):/.test(action);

describe("the policies of the functions", () => {
  it.each(OPERATIONS)("$operation may do what the table says and no more", ({ operation, may }) => {
    const allowed = statementsOf(operation)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ actions, resources: targets }) =>
        actions
          .filter((action) => !besideData(action))
          .flatMap((action) => targets.map((target) => `${action} ${target}`)),
      );
    expect(allowed.sort()).toEqual(may);
  });

  it("name every action in full", () => {
    for (const { actions } of statements()) for (const action of actions) expect(action).not.toContain("*");
  });

  it("name every resource, X-Ray apart, which has none", () => {
    for (const { actions, resources: targets } of statements()) {
      if (targets.includes("*")) expect(actions).toEqual(XRAY);
    }
  });

  it("let a function log into its own group only", () => {
    for (const { operation } of OPERATIONS) {
      const logging = statementsOf(operation).filter(({ actions }) => actions.some((a) => a.startsWith("logs:")));
      const role = ofType("AWS::Lambda::Function").find(({ metadata }) => metadata.operation === operation);
      expect(logging.map(({ resources: targets }) => targets)).toEqual([[role?.properties.LoggingConfig.LogGroup]]);
    }
  });

  it("let the key be used only by a service on the function's behalf", () => {
    const ofKey = statements().filter(({ actions }) => actions.some((action) => action.startsWith("kms:")));
    expect(ofKey.length).toBeGreaterThan(0);
    for (const { resources: targets, Condition } of ofKey) {
      expect(targets).toEqual(["key"]);
      expect(String(Condition?.StringEquals?.["kms:ViaService"])).toMatch(
        /^(dynamodb|s3|sqs|secretsmanager)\.ap-southeast-1\.amazonaws\.com$/,
      );
    }
  });

  it("deny everyone who may change or delete items that same thing on events", () => {
    const changes = ["dynamodb:UpdateItem", "dynamodb:DeleteItem"];
    const changing = OPERATIONS.filter(({ may }) => may.some((one) => changes.includes(one.split(" ")[0] ?? "")));
    expect(changing.length).toBeGreaterThan(4);
    for (const { operation } of changing.filter(({ operation }) => operation !== "notifications/relay-outbox")) {
      const denied = statementsOf(operation).filter(({ Effect }) => Effect === "Deny");
      expect(denied).toMatchObject([
        {
          actions: [...changes].sort(),
          resources: ["table"],
          Condition: { "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": ["EVENTS#*"] } },
        },
      ]);
    }
  });

  it("let the relay take the outbox off events and touch nothing else", () => {
    const updates = statementsOf("notifications/relay-outbox").filter(({ actions }) =>
      actions.includes("dynamodb:UpdateItem"),
    );
    expect(updates).toMatchObject([
      {
        Effect: "Allow",
        Condition: {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["EVENTS#*"] },
          "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "outbox", "outboxSort"] },
          // "ForAllValues" is true where the key is absent, so its absence is refused.
          Null: { "dynamodb:LeadingKeys": "false", "dynamodb:Attributes": "false" },
        },
      },
    ]);
  });

  it("let email leave only under the sender of the stage", () => {
    const sending = statements().filter(({ actions }) => actions.includes("ses:SendEmail"));
    expect(sending.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { "ses:FromAddress": "khong-tra-loi@motcua.example.vn" } },
    ]);
  });

  it("open no bucket, queue, topic or secret to everybody", () => {
    const policies = resources.filter(({ type }) =>
      /^AWS::(S3::BucketPolicy|SQS::QueuePolicy|SNS::TopicPolicy)$/.test(type),
    );
    expect(policies.length).toBeGreaterThan(10);
    for (const { properties } of policies) {
      for (const { Effect, Principal } of properties.PolicyDocument.Statement as Statement[]) {
        if (JSON.stringify(Principal).includes('"*"')) expect(Effect).toBe("Deny");
      }
    }
  });
});
