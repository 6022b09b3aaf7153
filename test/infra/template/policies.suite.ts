import { describe, expect, it } from "vitest";
import {
  actKey,
  CATALOGUE,
  calendarVersionKey,
  calendarYearKey,
  capKey,
  dayKey,
  eventKey,
  givenKey,
  guessesKey,
  headerKey,
  inquiryKey,
  lookKey,
  mismatchesPartition,
  moneyCheckKey,
  noticeKey,
  procedureIdKey,
  procedureVersionKey,
  providersPartition,
  refundEntryKey,
  statementLinesKey,
} from "../../../shared/adapters/dynamodb/keys.ts";
import { PROCEDURES } from "../../../shared/domain/procedures/publication/version-draft.ts";
import { CALENDAR_ACTS } from "../../../shared/domain/working-time/published-year.ts";
import { OPERATIONS } from "./operations.ts";
import { ofType, resources, type Statement, statementsOf } from "./synthesised.ts";

const statements = () =>
  OPERATIONS.flatMap(({ operation }) => statementsOf(operation).map((statement) => ({ operation, ...statement })));
const XRAY = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"];
const CHANGES = ["dynamodb:UpdateItem", "dynamodb:DeleteItem"];
/** Who takes the mark off an event. */
const OUTBOX = ["notifications/relay-outbox", "notifications/sweep-outbox"];
const byOperation = ([a]: unknown[], [b]: unknown[]): number => (String(a) < String(b) ? -1 : 1);
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

  it("let a function update and delete only where its work is, and only relay and sweeper reach an event", () => {
    const changes = statements()
      .filter(({ Effect, actions }) => Effect === "Allow" && actions.some((action) => CHANGES.includes(action)))
      .map(({ operation, actions, resources: targets, Condition }) => [operation, actions, targets, Condition]);
    const updates = (partition: string) => [
      ["dynamodb:UpdateItem"],
      ["table"],
      // "ForAllValues" is true where the key is absent, so its absence is refused.
      {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [partition] },
        Null: { "dynamodb:LeadingKeys": "false" },
      },
    ];
    const deletions = (partition: string) => [
      ["dynamodb:DeleteItem"],
      ["table"],
      {
        "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": [partition] },
        "ForAnyValue:StringEquals": { "dynamodb:EnclosingOperation": ["TransactWriteItems"] },
      },
    ];
    const expected = [
      ["dossiers/delete-dossier", ...deletions("DOSSIER#*")],
      ...["request-refund", "approve-refund", "reject-refund", "complete-refund"].map((name) => [
        `office/${name}`,
        ...deletions("REFUNDS#*"),
      ]),
      [
        "payments/send-refunds",
        ["dynamodb:UpdateItem"],
        ["table"],
        {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["DOSSIER#*"] },
          "ForAllValues:StringEquals": {
            "dynamodb:Attributes": ["pk", "sk", "state", "attempts", "askedAt", "lastAnswer", "acceptedAt"],
          },
          Null: { "dynamodb:LeadingKeys": "false", "dynamodb:Attributes": "false" },
        },
      ],
      ["payments/send-refunds", ...deletions("REFUNDS#*")],
      ["dossiers/submit-dossier", ...updates("DAY#*")],
      ["office/submit-office-dossier", ...updates("DAY#*")],
      ["dossiers/look-up-dossier", ...updates("GUESSES#*")],
      ["reporting/count-dossier", ...updates("FIGURES#*")],
      ["reporting/recount-statistics", ...updates("STATISTICS")],
      ["reporting/ask-recount", ...updates("STATISTICS")],
      ...["receive-vnpay-ipn", "receive-payos-webhook", "receive-momo-ipn", "replay-callback"].map((operation) => [
        `payments/${operation}`,
        ...updates("CALLBACKS#*"),
      ]),
      ...["deliver-sms", "deliver-email"].map((name) => [
        `notifications/${name}`,
        ["dynamodb:PutItem", "dynamodb:UpdateItem"],
        ...updates("NOTICES#*").slice(1),
      ]),
      ["notifications/deliver-sms", ...updates("CAPS#*")],
      ["notifications/deliver-email", ...updates("CAPS#*")],
      ...["receive-receipt", "receive-esms-report", "watch-receipts"].map((name) => [
        `notifications/${name}`,
        ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
        ...updates("NOTICES#*").slice(1),
      ]),
      // It reads and updates under one condition, so that the two are one statement.
      ["office/complete-desk-task", ["dynamodb:GetItem", "dynamodb:UpdateItem"], ...updates("NOTICES#*").slice(1)],
      [
        "notifications/deliver-officer-email",
        ["dynamodb:GetItem", "dynamodb:UpdateItem"],
        ...updates("NOTICES#*").slice(1),
      ],
      [
        "deadlines/send-reminders",
        ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:Query"],
        ["table"],
        {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["REMINDERS#*"] },
          Null: { "dynamodb:LeadingKeys": "false" },
        },
      ],
      [
        "payments/reconcile-payments",
        ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:Query"],
        ["table"],
        {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["INQUIRIES#*"] },
          Null: { "dynamodb:LeadingKeys": "false" },
        },
      ],
    ];
    const others = changes.filter(([operation]) => !OUTBOX.includes(String(operation)));
    expect(others.sort(byOperation)).toEqual(expected.sort(byOperation));
    expect(changes).toHaveLength(expected.length + OUTBOX.length);
  });

  it("keep the partitions apart: what a function may change is no event, by the keys that the code builds", () => {
    const reached = (key: string) =>
      statements()
        .filter(({ Effect, actions }) => Effect === "Allow" && actions.some((action) => CHANGES.includes(action)))
        .filter(({ Condition }) => {
          const partitions = Object.values(Condition ?? {}).flatMap((one) =>
            [one["dynamodb:LeadingKeys"] ?? []].flat(),
          );
          return partitions.some((one) => typeof one === "string" && key.startsWith(one.replace(/\*$/, "")));
        })
        .map(({ operation }) => operation);
    const id = "0123456789abcdef";
    expect(reached(eventKey(id, "c").pk).sort()).toEqual(OUTBOX);
    expect(reached(headerKey(id).pk)).toEqual(["dossiers/delete-dossier", "payments/send-refunds"]);
    expect(reached(dayKey("H42.12", "260101").pk)).toEqual(["dossiers/submit-dossier", "office/submit-office-dossier"]);
    expect(reached(guessesKey("x").pk)).toEqual(["dossiers/look-up-dossier"]);
    expect(reached(noticeKey(id, "o", "sms").pk).sort()).toEqual([
      "notifications/deliver-email",
      "notifications/deliver-officer-email",
      "notifications/deliver-sms",
      "notifications/receive-esms-report",
      "notifications/receive-receipt",
      "notifications/watch-receipts",
      "office/complete-desk-task",
    ]);
    expect(reached(capKey("2026-11-27", { kind: "sms", name: "n" }).pk).sort()).toEqual([
      "notifications/deliver-email",
      "notifications/deliver-sms",
    ]);
    expect(reached(lookKey("2026-11-27T00:00:00.000Z", id).pk)).toEqual(["deadlines/send-reminders"]);
    const entry = { list: "due", at: "", dossierId: id, intentId: id, unit: "u", amount: 1 } as const;
    expect(reached(refundEntryKey(entry).pk).sort()).toEqual([
      "office/approve-refund",
      "office/complete-refund",
      "office/reject-refund",
      "office/request-refund",
      "payments/send-refunds",
    ]);
    expect(reached(inquiryKey("2026-11-27T00:00:00.000Z", `${id}abcdef`).pk)).toEqual(["payments/reconcile-payments"]);
    expect(givenKey(id, "step-late#").pk).toBe(noticeKey(id, "o", "sms").pk);
  });

  it("let what is published be written by the deployment, by publication and, but for the list, by its drafting alone, reminders by their planner and their job, lives by who counts, figures by who rebuilds them, roots of days by their recount, calls and the health of providers by what sends, and of money the plan of inquiries, statements and reports by one each", () => {
    const writing = statements()
      .filter(({ actions, Condition }) => actions.includes("dynamodb:PutItem") && Condition !== undefined)
      .map(({ operation, Condition }) => [operation, Condition]);
    const within = (...partitions: string[]) => ({
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": partitions },
      Null: { "dynamodb:LeadingKeys": "false" },
    });
    expect(writing.sort(byOperation)).toEqual([
      ["admin/change-version-draft", within("PROCEDURE#*", "ACTS#procedures")],
      ["admin/create-version-draft", within("PROCEDURE#*", "ACTS#procedures")],
      ["admin/discard-version-draft", within("PROCEDURE#*", "ACTS#procedures")],
      ["admin/publish-calendar-year", within("CALENDAR", "CALENDAR#*", "ACTS#calendar")],
      ["admin/publish-version", within("PROCEDURE#*", "ACTS#procedures", "CATALOGUE")],
      ["admin/put-statement", within("STATEMENT#*")],
      ["deadlines/plan-reminders", within("REMINDERS#*")],
      ["deadlines/send-reminders", within("NOTICES#*")],
      ["deadlines/send-reminders", within("REMINDERS#*")],
      ["notifications/deliver-email", within("NOTICES#*")],
      ["notifications/deliver-email", within("PROVIDERS#*")],
      ["notifications/deliver-officer-email", within("PROVIDERS#*")],
      ["notifications/deliver-sms", within("NOTICES#*")],
      ["notifications/deliver-sms", within("PROVIDERS#*")],
      ["notifications/receive-esms-report", within("NOTICES#*")],
      ["notifications/receive-receipt", within("NOTICES#*")],
      ["notifications/watch-receipts", within("NOTICES#*")],
      ["payments/check-money", within("MONEYCHECKS", "MONEYCHECKS#*")],
      ["payments/reconcile-payments", within("INQUIRIES#*")],
      ["procedures/compile-catalogue", within("CATALOGUE")],
      ["procedures/load-catalogue", within("PROCEDURE#*", "CATALOGUE")],
      ["reporting/count-dossier", within("LIFE#*")],
      ["reporting/rebuild-statistics", within("LIFE#*", "STATISTICS", "REBUILD#*", "FIGURES#*")],
      ["reporting/recount-statistics", within("ROOTS#*")],
      ["reporting/start-rebuild", within("STATISTICS")],
    ]);
    const keys = [actKey(PROCEDURES, "c"), procedureVersionKey("1.004650", 1), procedureIdKey("TTHC-001")];
    expect([...keys.map(({ pk }) => pk), CATALOGUE]).toEqual([
      "ACTS#procedures",
      "PROCEDURE#1.004650",
      "PROCEDURE#ID#TTHC-001",
      "CATALOGUE",
    ]);
    expect(providersPartition("sms")).toBe("PROVIDERS#sms");
    expect(moneyCheckKey("2026-11-24").pk).toBe("MONEYCHECKS");
    expect(mismatchesPartition("2026-11-24")).toBe("MONEYCHECKS#2026-11-24");
    expect(statementLinesKey("vnpay", "2026-11-24", 1, 0).pk).toBe("STATEMENT#vnpay#2026-11-24");
    const ofCalendar = [calendarYearKey(2027), calendarVersionKey(2027, 1), actKey(CALENDAR_ACTS, "c")];
    expect(ofCalendar.map(({ pk }) => pk)).toEqual(["CALENDAR", "CALENDAR#2027", "ACTS#calendar"]);
  });

  it("deny nothing, for a denial would see the event's key beside a deletion in one transaction", () => {
    expect(statements().filter(({ Effect }) => Effect === "Deny")).toEqual([]);
  });

  it.each(OUTBOX)("let %s take the outbox off events and touch nothing else", (operation) => {
    const updates = statementsOf(operation).filter(({ actions }) => actions.includes("dynamodb:UpdateItem"));
    expect(updates).toMatchObject([
      {
        Effect: "Allow",
        Condition: {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["EVENTS#*"] },
          "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "outbox"] },
          // "ForAllValues" is true where the key is absent, so its absence is refused.
          Null: { "dynamodb:LeadingKeys": "false", "dynamodb:Attributes": "false" },
        },
      },
    ]);
  });

  it("let the sweeper read events and nothing else, and of the indexes what was not handed on", () => {
    const reads = statementsOf("notifications/sweep-outbox")
      .filter(({ actions }) => actions.some((action) => /^dynamodb:(BatchGetItem|GetItem|Query|Scan)$/.test(action)))
      .map(({ actions, resources: targets, Condition }) => [actions, targets, Condition]);
    expect(reads).toEqual([
      [["dynamodb:Query"], ["table/index/byOutbox"], undefined],
      [
        ["dynamodb:BatchGetItem"],
        ["table"],
        {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["EVENTS#*"] },
          Null: { "dynamodb:LeadingKeys": "false" },
        },
      ],
    ]);
  });

  it("let email leave only under the sender of the stage", () => {
    const sending = statements().filter(({ actions }) => actions.includes("ses:SendEmail"));
    const ours = { StringEquals: { "ses:FromAddress": "khong-tra-loi@motcua.example.vn" } };
    expect(sending.map(({ operation, Condition }) => [operation, Condition]).sort(byOperation)).toEqual([
      ["notifications/deliver-email", ours],
      ["notifications/deliver-officer-email", ours],
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
