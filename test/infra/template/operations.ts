import type * as z from "zod";
import {
  CalendarEnvironment as AdminCalendarEnvironment,
  AdminEnvironment,
  DeadLettersEnvironment,
  MoneyEnvironment,
} from "../../../functions/admin/environment.ts";
import { ConsumerEnvironment, DoorEnvironment } from "../../../functions/boundary/environment.ts";
import {
  CalendarEnvironment,
  DeadlinesEnvironment,
  PlanEnvironment,
  RemindersEnvironment,
} from "../../../functions/deadlines/environment.ts";
import { DocumentsEnvironment } from "../../../functions/documents/environment.ts";
import {
  DossiersEnvironment,
  PrintingEnvironment as FormPrintingEnvironment,
  NoticesEnvironment,
  ReceiptEnvironment,
} from "../../../functions/dossiers/environment.ts";
import {
  EmailEnvironment,
  EsmsReportEnvironment,
  OfficerEmailEnvironment,
  ReceiptsEnvironment,
  RelayEnvironment,
  SmsEnvironment,
} from "../../../functions/notifications/environment.ts";
import {
  OfficeEnvironment,
  ReceiptEnvironment as OfficeReceiptEnvironment,
} from "../../../functions/office/environment.ts";
import { MoneyCheckEnvironment, PaymentsEnvironment } from "../../../functions/payments/environment.ts";
import { PortalEnvironment } from "../../../functions/portal/environment.ts";
import {
  PrintingEnvironment,
  ProceduresEnvironment,
  CalendarEnvironment as PublicCalendarEnvironment,
} from "../../../functions/procedures/environment.ts";
import { RatingsEnvironment } from "../../../functions/ratings/environment.ts";
import {
  ProjectionEnvironment,
  RecountEnvironment,
  ReportsEnvironment,
  StatisticsEnvironment,
} from "../../../functions/reporting/environment.ts";

export type Expected = {
  operation: string;
  /** Route key and whose token it asks for; absent where a queue or the stream calls. */
  route?: string;
  identity?: "none" | "citizen" | "officer";
  /** Its address is passed on, so its head can be asked for too. */
  linked?: true;
  environment: z.ZodObject;
  /** Everything it may do to data, as `<service>:<action> <resource>`, sorted. */
  may: string[];
};

const table = (...actions: string[]) => actions.map((action) => `dynamodb:${action} table`);
/** What is published of procedures, and nothing else by these. */
const PROCEDURES = table("GetItem", "Query");
/** The working calendar, and nothing else by these. */
const CALENDAR = table("GetItem", "Query");
const KEYS = ["secretsmanager:GetSecretValue dossierkeys"];
const ORIGIN = ["secretsmanager:GetSecretValue origin"];
const PROVIDERS = ["vnpay", "payos", "momo"].map((name) => `secretsmanager:GetSecretValue ${name}`);
/** What records a provider's word. */
const RECEIVING = [...PROCEDURES, ...CALENDAR, ...table("GetItem", "PutItem", "Query", "UpdateItem"), ...PROVIDERS];
const READ_CALLBACKS = table("GetItem", "Query");
/** Figures of reports, and which set of them is current. */
const FIGURES = table("GetItem", "Query");
const LIST = [...PROCEDURES, "s3:GetObject catalogue/*"];
const UPLOAD = ["s3:PutObject quarantine/*"];
const DOWNLOAD = ["s3:GetObject documents/*"];
const PRINTS = ["s3:GetObject catalogue/*", "s3:PutObject catalogue/*"];
const ARRIVAL = ["s3:GetObject quarantine/*"];
/** Notices beside a dossier, the call that an officer is to make, and how the providers do. */
const CALL = table("PutItem");
const HEALTH = table("PutItem", "Query");
// Updates of notices, and of what a day bears of courtesies.
const RECORD = [...table("BatchGetItem", "UpdateItem", "UpdateItem"), ...CALL, ...HEALTH];
/** What follows from a report of delivery. */
const FOLLOWING = [
  ...table("BatchGetItem", "DeleteItem", "UpdateItem"),
  ...CALL,
  "sqs:SendMessage sample-email",
  "sqs:SendMessage sample-sms",
];
const ESMS = ["secretsmanager:GetSecretValue esms"];
const consume = (queue: string) => [
  ...["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage"].map(
    (action) => `sqs:${action} ${queue}`,
  ),
  `sqs:SendMessage ${queue}-dead-letters`,
];

/** Administrators reach the queues of notices by their names. */
const onQueues = (end: string, ...actions: string[]) =>
  ["sms", "email", "officer-email", "reminders", "receipts"].flatMap((queue) =>
    actions.map((action) => `sqs:${action} arn:aws:sqs:ap-southeast-1:111122223333:sample-${queue}${end}`),
  );
const LOOK_AT_DEAD = onQueues("-dead-letters", "ChangeMessageVisibility", "GetQueueAttributes", "ReceiveMessage");
const REDRIVE = [...LOOK_AT_DEAD, ...onQueues("-dead-letters", "DeleteMessage"), ...onQueues("", "SendMessage")];

/** The environment of a consumer, which is also told where poison goes. */
const consuming = (environment: z.ZodObject): z.ZodObject => environment.extend(ConsumerEnvironment.required().shape);

const linked = (operations: Expected[]): Expected[] => operations.map((one) => ({ ...one, linked: true }));
const open = (environment: z.ZodObject, rows: readonly (readonly [string, string, ...string[][]])[]) =>
  api("none", environment, rows);
const api = (
  identity: "none" | "citizen" | "officer",
  environment: z.ZodObject,
  rows: readonly (readonly [string, string, ...string[][]])[],
): Expected[] =>
  rows.map(([operation, route, ...may]) => ({
    operation,
    route,
    identity,
    environment: environment.extend(DoorEnvironment.required().shape),
    may: [...may.flat(), ...ORIGIN].sort(),
  }));

/** The functions of the service: what calls each, who may call it, what it may touch. Written by hand, not derived. */
export const OPERATIONS: readonly Expected[] = [
  ...linked(
    open(PortalEnvironment, [
      ["portal/health", "GET /v1/health"],
      ["portal/get-openapi", "GET /v1/openapi.json"],
      ["portal/show-docs", "GET /docs"],
    ]),
  ),
  ...open(PortalEnvironment, [["portal/unknown-path", "$default"]]),
  ...linked(
    open(ProceduresEnvironment, [
      ["procedures/list-procedures", "GET /v1/procedures", LIST],
      ["procedures/get-procedure", "GET /v1/procedures/{code}", LIST, PROCEDURES],
      ["procedures/list-versions", "GET /v1/procedures/{code}/versions", LIST],
      ["procedures/get-version", "GET /v1/procedures/{code}/versions/{n}", PROCEDURES],
      ["procedures/export-procedures", "GET /v1/procedures/export", LIST],
      ["procedures/show-export-schema", "GET /v1/procedures/export/schema"],
      ["procedures/show-procedure", "GET /procedures/{code}", LIST, PROCEDURES],
      ["procedures/embed-procedures", "GET /embed/procedures", LIST],
      ["procedures/list-fields", "GET /v1/fields"],
      ["procedures/list-units", "GET /v1/units"],
    ]),
  ),
  ...linked(
    open(PrintingEnvironment, [
      ["procedures/download-form", "GET /v1/procedures/{code}/forms/{formId}", PROCEDURES, PRINTS],
      ["procedures/download-guide", "GET /v1/procedures/{code}/slips/guide", PROCEDURES, PRINTS],
    ]),
  ),
  ...api("citizen", FormPrintingEnvironment, [
    ["dossiers/print-form", "GET /v1/dossiers/{id}/forms/{formId}", PROCEDURES, table("Query")],
  ]),
  ...api("citizen", NoticesEnvironment, [["dossiers/list-notices", "GET /v1/dossiers/{id}/notices", table("Query")]]),
  ...api("citizen", ReceiptEnvironment, [
    ["dossiers/print-fee-receipt", "GET /v1/dossiers/{id}/slips/fee-receipt", PROCEDURES, table("Query"), KEYS],
  ]),
  ...api("officer", OfficeReceiptEnvironment, [
    [
      "office/print-office-fee-receipt",
      "GET /v1/office/dossiers/{id}/slips/fee-receipt",
      PROCEDURES,
      table("Query"),
      KEYS,
    ],
  ]),
  ...api("citizen", ProceduresEnvironment, [["procedures/prefill-form", "GET /v1/prefill/{code}", PROCEDURES]]),
  ...api("citizen", DossiersEnvironment, [
    ["dossiers/create-dossier", "POST /v1/dossiers", PROCEDURES, table("GetItem", "PutItem"), UPLOAD],
    ["dossiers/change-dossier", "PATCH /v1/dossiers/{id}", PROCEDURES, table("PutItem", "Query"), UPLOAD],
    ["dossiers/delete-dossier", "DELETE /v1/dossiers/{id}", table("DeleteItem", "PutItem", "Query")],
    [
      "dossiers/submit-dossier",
      "POST /v1/dossiers/{id}/submission",
      PROCEDURES,
      CALENDAR,
      table("GetItem", "PutItem", "Query", "UpdateItem"),
      KEYS,
      ARRIVAL,
    ],
    [
      "dossiers/withdraw-dossier",
      "POST /v1/dossiers/{id}/withdrawal",
      PROCEDURES,
      CALENDAR,
      table("GetItem", "PutItem", "Query"),
      KEYS,
      ARRIVAL,
    ],
    [
      "dossiers/list-dossiers",
      "GET /v1/dossiers",
      PROCEDURES,
      table("BatchGetItem"),
      ["dynamodb:Query table/index/byOwner"],
    ],
    ["dossiers/get-dossier", "GET /v1/dossiers/{id}", PROCEDURES, CALENDAR, table("Query"), KEYS, ARRIVAL],
    ["dossiers/get-history", "GET /v1/dossiers/{id}/history", table("Query")],
    ["dossiers/download-document", "GET /v1/dossiers/{id}/documents/{documentId}", table("Query"), DOWNLOAD],
    ["dossiers/download-result", "GET /v1/dossiers/{id}/result", table("Query"), DOWNLOAD],
  ]),
  ...api("citizen", RatingsEnvironment, [
    ["ratings/rate-dossier", "POST /v1/dossiers/{id}/rating", table("GetItem", "PutItem", "Query")],
  ]),
  ...open(DossiersEnvironment, [
    [
      "dossiers/look-up-dossier",
      "POST /v1/lookups",
      PROCEDURES,
      table("UpdateItem"),
      ["dynamodb:Query table/index/byCode"],
      KEYS,
    ],
    ["dossiers/track-dossier", "GET /v1/tracking/{token}", PROCEDURES, table("Query"), KEYS],
  ]),
  ...api("citizen", PaymentsEnvironment, [
    [
      "payments/start-payment",
      "POST /v1/dossiers/{id}/payments",
      PROCEDURES,
      table("GetItem", "PutItem", "Query"),
      PROVIDERS,
    ],
    ["payments/list-payments", "GET /v1/dossiers/{id}/payments", table("Query")],
    [
      "payments/cancel-payment",
      "POST /v1/dossiers/{id}/payments/{paymentId}/cancellation",
      PROCEDURES,
      CALENDAR,
      table("GetItem", "PutItem", "Query"),
      PROVIDERS,
    ],
  ]),
  ...open(EsmsReportEnvironment, [
    ["notifications/receive-esms-report", "GET /v1/notifications/esms/reports/{token}", FOLLOWING, ESMS],
  ]),
  ...api("officer", PaymentsEnvironment, [
    [
      "payments/cancel-office-payment",
      "POST /v1/office/payments/{id}/cancellation",
      PROCEDURES,
      CALENDAR,
      table("GetItem", "PutItem", "Query"),
      PROVIDERS,
    ],
    [
      "payments/inquire-payment",
      "POST /v1/office/payments/{id}/inquiry",
      PROCEDURES,
      CALENDAR,
      table("GetItem", "PutItem", "Query"),
      PROVIDERS,
    ],
  ]),
  ...open(PaymentsEnvironment, [
    ["payments/receive-vnpay-ipn", "GET /v1/payments/vnpay/ipn", RECEIVING],
    ["payments/receive-payos-webhook", "POST /v1/payments/payos/webhook", RECEIVING],
    ["payments/receive-momo-ipn", "POST /v1/payments/momo/ipn", RECEIVING],
    ["payments/return-from-vnpay", "GET /v1/payments/vnpay/return", table("GetItem", "Query"), PROVIDERS],
    ["payments/return-from-payos", "GET /v1/payments/payos/return", table("GetItem", "Query")],
    ["payments/return-from-momo", "GET /v1/payments/momo/return", table("GetItem", "Query")],
  ]),
  ...api("officer", PaymentsEnvironment, [
    ["payments/list-callbacks", "GET /v1/admin/callbacks", READ_CALLBACKS],
    ["payments/get-callback", "GET /v1/admin/callbacks/{id}", READ_CALLBACKS],
    ["payments/replay-callback", "POST /v1/admin/callbacks/{id}/replay", RECEIVING],
  ]),
  ...api("officer", OfficeEnvironment, [
    [
      "office/list-worklist",
      "GET /v1/office/worklist",
      PROCEDURES,
      CALENDAR,
      table("BatchGetItem"),
      ["dynamodb:Query table/index/byUnit"],
    ],
    ["office/get-office-dossier", "GET /v1/office/dossiers/{id}", PROCEDURES, CALENDAR, table("Query"), KEYS],
    [
      "office/make-move",
      "POST /v1/office/dossiers/{id}/moves",
      PROCEDURES,
      CALENDAR,
      table("GetItem", "PutItem", "Query"),
      KEYS,
    ],
    ["office/create-office-dossier", "POST /v1/office/dossiers", PROCEDURES, table("GetItem", "PutItem"), UPLOAD],
    ["office/change-office-dossier", "PATCH /v1/office/dossiers/{id}", PROCEDURES, table("PutItem", "Query"), UPLOAD],
    [
      "office/submit-office-dossier",
      "POST /v1/office/dossiers/{id}/submission",
      PROCEDURES,
      CALENDAR,
      table("GetItem", "PutItem", "Query", "UpdateItem"),
      KEYS,
      ARRIVAL,
    ],
    [
      "office/record-payment",
      "POST /v1/office/dossiers/{id}/payments",
      PROCEDURES,
      CALENDAR,
      table("GetItem", "PutItem", "Query"),
    ],
    ...(
      [
        ["office/request-refund", "POST /v1/office/payments/{id}/refunds"],
        ["office/approve-refund", "POST /v1/office/payments/{id}/refunds/{refundId}/approval"],
        ["office/reject-refund", "POST /v1/office/payments/{id}/refunds/{refundId}/rejection"],
        ["office/complete-refund", "POST /v1/office/payments/{id}/refunds/{refundId}/completion"],
      ] as const
    ).map(([operation, route]) => [operation, route, table("DeleteItem", "GetItem", "PutItem", "Query")] as const),
    ["office/list-refunds", "GET /v1/office/refunds", table("BatchGetItem", "Query")],
    [
      "office/list-desk-tasks",
      "GET /v1/office/desk-tasks",
      table("BatchGetItem"),
      ["dynamodb:Query table/index/byUnit"],
    ],
    ["office/complete-desk-task", "POST /v1/office/desk-tasks/{id}/completion", table("GetItem", "UpdateItem")],
    [
      "office/upload-document",
      "POST /v1/office/dossiers/{id}/documents",
      table("ConditionCheckItem", "GetItem", "PutItem", "Query"),
      UPLOAD,
    ],
    [
      "office/download-office-document",
      "GET /v1/office/dossiers/{id}/documents/{documentId}",
      table("Query"),
      DOWNLOAD,
    ],
  ]),
  ...api("officer", AdminEnvironment, [
    ["admin/create-version-draft", "POST /v1/admin/procedures", table("GetItem", "PutItem", "Query")],
    ["admin/get-version-draft", "GET /v1/admin/procedures/{code}/drafts/{n}", PROCEDURES],
    [
      "admin/change-version-draft",
      "PATCH /v1/admin/procedures/{code}/drafts/{n}",
      table("GetItem", "PutItem", "Query"),
    ],
    [
      "admin/discard-version-draft",
      "DELETE /v1/admin/procedures/{code}/drafts/{n}",
      table("GetItem", "PutItem", "Query"),
    ],
    [
      "admin/show-impact",
      "GET /v1/admin/procedures/{code}/drafts/{n}/impact",
      PROCEDURES,
      ["dynamodb:Query table/index/byUnit"],
    ],
    [
      "admin/publish-version",
      "POST /v1/admin/procedures/{code}/drafts/{n}/publication",
      table("GetItem", "PutItem", "Query"),
      ["s3:PutObject catalogue/*"],
    ],
  ]),
  ...linked(open(PublicCalendarEnvironment, [["procedures/get-calendar-year", "GET /v1/calendar/{year}", CALENDAR]])),
  ...api("officer", AdminCalendarEnvironment, [
    ["admin/follow-calendar-year", "GET /v1/admin/calendar/{year}", CALENDAR],
    ["admin/publish-calendar-year", "PUT /v1/admin/calendar/{year}", table("GetItem", "PutItem", "Query")],
    [
      "admin/preview-calendar-year",
      "POST /v1/admin/calendar/{year}/preview",
      CALENDAR,
      PROCEDURES,
      ["dynamodb:Query table/index/byUnit"],
    ],
  ]),
  ...api("officer", MoneyEnvironment, [
    ["admin/put-statement", "PUT /v1/admin/statements/{provider}/{day}", table("GetItem", "PutItem")],
    ["admin/list-money-checks", "GET /v1/admin/money-checks", table("GetItem", "Query")],
    ["admin/get-money-check", "GET /v1/admin/money-checks/{day}", table("GetItem", "Query")],
  ]),
  ...linked(
    open(ReportsEnvironment, [
      ["reporting/get-summary", "GET /v1/reports/summary", LIST, FIGURES],
      ["reporting/get-open-figures", "GET /v1/reports/open-data/{month}", FIGURES, table("Query")],
      ["reporting/show-open-figures-schema", "GET /v1/reports/open-data/schema"],
      ["reporting/show-half-year", "GET /v1/reports/half-years/{half}", LIST, FIGURES],
    ]),
  ),
  ...api("officer", ReportsEnvironment, [
    [
      "reporting/get-office-summary",
      "GET /v1/office/reports/summary",
      LIST,
      FIGURES,
      PROCEDURES,
      table("BatchGetItem", "Query"),
    ],
    ["reporting/get-settlement", "GET /v1/office/reports/settlement", LIST, FIGURES],
    ["reporting/get-index-766", "GET /v1/office/reports/index-766", LIST, FIGURES],
    ["reporting/get-satisfaction", "GET /v1/office/reports/satisfaction", LIST, FIGURES],
  ]),
  {
    operation: "reporting/count-dossier",
    environment: consuming(ProjectionEnvironment),
    may: [
      ...table("BatchGetItem", "GetItem", "Query", "PutItem", "UpdateItem"),
      ...PROCEDURES,
      ...consume("sample-statistics"),
    ].sort(),
  },
  {
    operation: "reporting/rebuild-statistics",
    environment: consuming(ProjectionEnvironment),
    may: [
      ...table("BatchGetItem", "BatchWriteItem", "GetItem", "Query", "PutItem"),
      "dynamodb:Scan table/index/byOwner",
      ...PROCEDURES,
      ...consume("sample-statistics-rebuild"),
      "sqs:SendMessage sample-statistics-rebuild",
    ].sort(),
  },
  {
    operation: "reporting/recount-statistics",
    environment: RecountEnvironment,
    may: [
      ...table("BatchGetItem", "GetItem", "Query", "UpdateItem"),
      ...table("GetItem", "PutItem", "Query"),
      "dynamodb:Scan table/index/byOwner",
      ...PROCEDURES,
      "sqs:SendMessage sample-statistics",
    ].sort(),
  },
  ...api("officer", StatisticsEnvironment, [
    ["reporting/show-statistics", "GET /v1/admin/statistics", table("GetItem", "Query")],
    [
      "reporting/start-rebuild",
      "POST /v1/admin/statistics/rebuilds",
      table("GetItem", "PutItem", "Query"),
      ["sqs:SendMessage sample-statistics-rebuild"],
    ],
    ["reporting/ask-recount", "POST /v1/admin/statistics/recounts", table("UpdateItem")],
  ]),
  ...api("officer", DeadLettersEnvironment, [
    ["admin/list-dead-letters", "GET /v1/admin/dead-letters", LOOK_AT_DEAD],
    ["admin/get-dead-letter", "GET /v1/admin/dead-letters/{queue}/{id}", LOOK_AT_DEAD],
    ["admin/redrive-dead-letter", "POST /v1/admin/dead-letters/{queue}/{id}/redrive", REDRIVE],
    ["admin/redrive-dead-letters", "POST /v1/admin/dead-letters/{queue}/redrive", REDRIVE],
  ]),
  {
    operation: "payments/reconcile-payments",
    environment: PaymentsEnvironment,
    may: [
      ...table("GetItem", "PutItem", "Query"),
      ...table("DeleteItem", "PutItem", "Query"),
      ...PROCEDURES,
      ...CALENDAR,
      ...PROVIDERS,
    ].sort(),
  },
  {
    operation: "payments/check-money",
    environment: MoneyCheckEnvironment,
    may: [
      ...table("BatchGetItem", "GetItem", "Query"),
      ...PROCEDURES,
      ...table("PutItem"),
      "dynamodb:Query table/index/byUnit",
    ].sort(),
  },
  {
    operation: "procedures/load-catalogue",
    environment: ProceduresEnvironment,
    may: [...table("GetItem", "PutItem", "Query"), "s3:PutObject catalogue/*"],
  },
  {
    operation: "procedures/compile-catalogue",
    environment: ProceduresEnvironment,
    may: [...table("GetItem", "PutItem", "Query"), "s3:PutObject catalogue/*"],
  },
  {
    operation: "payments/send-refunds",
    environment: PaymentsEnvironment,
    may: [...table("DeleteItem", "PutItem", "Query", "UpdateItem"), ...PROVIDERS].sort(),
  },
  {
    operation: "deadlines/apply-calendar",
    environment: CalendarEnvironment,
    may: [...table("PutItem", "Query"), ...CALENDAR, ...PROCEDURES, "dynamodb:Query table/index/byUnit"].sort(),
  },
  {
    operation: "deadlines/sweep-deadlines",
    environment: DeadlinesEnvironment,
    may: [...table("PutItem", "Query"), "dynamodb:Query table/index/byUnit"].sort(),
  },
  {
    operation: "deadlines/plan-reminders",
    environment: consuming(PlanEnvironment),
    may: [...table("GetItem", "PutItem", "Query"), ...CALENDAR, ...consume("sample-reminders")].sort(),
  },
  {
    operation: "deadlines/send-reminders",
    environment: RemindersEnvironment,
    may: [
      ...table("DeleteItem", "GetItem", "PutItem", "PutItem", "Query", "Query"),
      ...CALENDAR,
      "sqs:SendMessage sample-email",
      "sqs:SendMessage sample-officer-email",
      "sqs:SendMessage sample-sms",
    ].sort(),
  },
  {
    operation: "documents/inspect-document",
    environment: consuming(DocumentsEnvironment),
    may: [
      ...table("BatchGetItem", "PutItem"),
      ...ARRIVAL,
      "s3:PutObject documents/*",
      ...consume("sample-inspections"),
    ].sort(),
  },
  {
    operation: "notifications/relay-outbox",
    environment: RelayEnvironment,
    may: [
      "dynamodb:DescribeStream table/stream",
      "dynamodb:GetRecords table/stream",
      "dynamodb:GetShardIterator table/stream",
      "dynamodb:ListStreams table/stream",
      "dynamodb:UpdateItem table",
      "sqs:SendMessage sample-email",
      "sqs:SendMessage sample-relay-failures",
      "sqs:SendMessage sample-reminders",
      "sqs:SendMessage sample-sms",
      "sqs:SendMessage sample-statistics",
    ],
  },
  {
    operation: "notifications/sweep-outbox",
    environment: RelayEnvironment,
    may: [
      ...table("BatchGetItem", "UpdateItem"),
      "dynamodb:Query table/index/byOutbox",
      "sqs:SendMessage sample-email",
      "sqs:SendMessage sample-reminders",
      "sqs:SendMessage sample-statistics",
      "sqs:SendMessage sample-sms",
    ].sort(),
  },
  {
    operation: "notifications/deliver-sms",
    environment: consuming(SmsEnvironment),
    may: [
      ...RECORD,
      ...PROCEDURES,
      ...KEYS,
      "sms-voice:SendTextMessage arn:aws:sms-voice:ap-southeast-1:111122223333:sender-id/MotCua/VN",
      ...ESMS,
      ...consume("sample-sms"),
      "sqs:SendMessage sample-email",
      "sqs:SendMessage sample-sms",
    ].sort(),
  },
  {
    operation: "notifications/receive-receipt",
    environment: consuming(ReceiptsEnvironment),
    may: [...FOLLOWING, ...consume("sample-receipts")].sort(),
  },
  {
    operation: "notifications/watch-receipts",
    environment: ReceiptsEnvironment,
    may: [...FOLLOWING, "dynamodb:Query table/index/byOutbox"].sort(),
  },
  {
    operation: "notifications/deliver-email",
    environment: consuming(EmailEnvironment),
    may: [
      ...RECORD,
      ...PROCEDURES,
      ...KEYS,
      "ses:SendEmail arn:aws:ses:ap-southeast-1:111122223333:configuration-set/sample-notices",
      "ses:SendEmail arn:aws:ses:ap-southeast-1:111122223333:identity/khong-tra-loi@motcua.example.vn",
      "ses:SendEmail arn:aws:ses:ap-southeast-1:111122223333:identity/motcua.example.vn",
      ...consume("sample-email"),
      "sqs:SendMessage sample-email",
      "sqs:SendMessage sample-sms",
    ].sort(),
  },
  {
    operation: "notifications/deliver-officer-email",
    environment: consuming(OfficerEmailEnvironment),
    may: [
      ...table("GetItem", "GetItem", "UpdateItem"),
      ...HEALTH,
      ...PROCEDURES,
      "ses:SendEmail arn:aws:ses:ap-southeast-1:111122223333:configuration-set/sample-notices",
      "ses:SendEmail arn:aws:ses:ap-southeast-1:111122223333:identity/khong-tra-loi@motcua.example.vn",
      "ses:SendEmail arn:aws:ses:ap-southeast-1:111122223333:identity/motcua.example.vn",
      ...consume("sample-officer-email"),
      "sqs:SendMessage sample-officer-email",
    ].sort(),
  },
];
