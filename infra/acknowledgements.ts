import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import type { Stage } from "./stage.ts";

type Acknowledgement = {
  /** Paths of the constructs, each acknowledged by itself. `*` stands for one or more steps of a path. */
  at: readonly string[];
  /** The exact finding; `<stage>`, `<region>` and `<account>` are filled in. */
  id: string;
  reason: string;
  /** Only where the stage has it. */
  where?: (stage: Stage) => boolean;
};

const DATA_EXPORT = "mot-cua-<stage>-data:ExportsOutputFnGetAtt";
const hasEdge = ({ edge }: Stage): boolean => edge !== undefined;
const OBJECT_KEYS =
  "Keys of objects are made of hashes and ids that are not known beforehand; bucket and action are exact (test: policies).";

/** The routes that read the public list of procedures. */
const PUBLIC_LIST = [
  "list-procedures",
  "get-procedure",
  "list-versions",
  "export-procedures",
  "show-procedure",
  "embed-procedures",
];
/** The routes of the catalogue that do not. */
const PUBLIC_FACTS = [
  "get-version",
  "show-export-schema",
  "download-form",
  "download-guide",
  "list-fields",
  "list-units",
  "get-calendar-year",
];

/** Every rule of AwsSolutions that is not followed, where, and why. The test of this list counts what it covers. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    at: ["*/role/tracing"],
    id: "AwsSolutions-IAM5[Resource::*]",
    reason: "X-Ray has no resources that a policy could name; the two actions stand alone in this policy.",
  },
  {
    at: ["health", "get-openapi", "show-docs", ...PUBLIC_LIST, ...PUBLIC_FACTS].flatMap((name) => [
      `citizen/${name}/route`,
      `citizen/${name}/head`,
    ]),
    id: "AwsSolutions-APIG4",
    reason: "The catalogue and the health check are public by law and by contract; they read no personal data.",
  },
  {
    at: ["get-summary", "get-open-figures", "show-open-figures-schema", "show-half-year"].flatMap((name) => [
      `reporting/${name}/route`,
      `reporting/${name}/head`,
    ]),
    id: "AwsSolutions-APIG4",
    reason: "Figures are public by law and by contract; they are read from counters and from no dossier.",
  },
  {
    at: ["citizen/unknown-path/route"],
    id: "AwsSolutions-APIG4",
    reason: "Answers 404 to whatever is asked and has no access to anything.",
  },
  {
    at: ["citizen/look-up-dossier/route", "citizen/track-dossier/route"],
    id: "AwsSolutions-APIG4",
    reason:
      "The secret of the dossier is the credential; wrong guesses are slowed down per code, nothing personal is shown.",
  },
  {
    at: ["payments/receive-vnpay-ipn/route", "payments/receive-payos-webhook/route", "payments/receive-momo-ipn/route"],
    id: "AwsSolutions-APIG4",
    reason: "The provider signs its calls by HMAC under a key that it shares with us, verified on what came.",
  },
  {
    at: ["notices/receipts/esms/route"],
    id: "AwsSolutions-APIG4",
    reason: "eSMS has no token: what it calls holds one of that message alone, made by HMAC under a key of ours.",
    where: ({ providers }) => providers.sms.esms !== undefined,
  },
  {
    at: ["vnpay", "payos", "momo"].map((provider) => `payments/return-from-${provider}/route`),
    id: "AwsSolutions-APIG4",
    reason: "The payer's browser comes back without a token; it changes nothing and shows nothing of a person.",
  },
  {
    at: ["create-dossier", "change-dossier", "submit-dossier", "get-dossier", "withdraw-dossier"].map(
      (name) => `citizen/${name}/role/access`,
    ),
    id: `AwsSolutions-IAM5[Resource::${DATA_EXPORT}quarantinebucket768FFEF2Arn52EFCAB7/*]`,
    reason: OBJECT_KEYS,
  },
  {
    at: [
      "office/create-office-dossier/role/access",
      "office/change-office-dossier/role/access",
      "office/submit-office-dossier/role/access",
      "office/upload-document/role/access",
      "delivery/inspect-document/operation/role/access",
    ],
    id: `AwsSolutions-IAM5[Resource::${DATA_EXPORT}quarantinebucket768FFEF2Arn52EFCAB7/*]`,
    reason: OBJECT_KEYS,
  },
  {
    at: [
      "citizen/download-document/role/access",
      "citizen/download-result/role/access",
      "office/download-office-document/role/access",
      "delivery/inspect-document/operation/role/access",
    ],
    id: `AwsSolutions-IAM5[Resource::${DATA_EXPORT}documentsbucket7C66A806ArnF8FCD597/*]`,
    reason: OBJECT_KEYS,
  },
  {
    at: [
      ...PUBLIC_LIST.map((name) => `citizen/${name}/role/access`),
      "citizen/load-catalogue/operation/role/access",
      "citizen/compile-catalogue/role/access",
      "citizen/download-form/role/access",
      "citizen/download-guide/role/access",
      "admin/publish-version/role/access",
      "reporting/get-summary/role/access",
      "reporting/show-half-year/role/access",
      "reporting/get-office-summary/role/access",
      "reporting/get-settlement/role/access",
      "reporting/get-index-766/role/access",
      "reporting/get-satisfaction/role/access",
    ],
    id: `AwsSolutions-IAM5[Resource::${DATA_EXPORT}cataloguebucket5F4A9E49Arn8B743F65/*]`,
    reason: OBJECT_KEYS,
  },
  {
    at: ["data/malware-protection/policy"],
    id: "AwsSolutions-IAM5[Resource::<quarantinebucket768FFEF2.Arn>/*]",
    reason: "GuardDuty must read whatever is put into the quarantine; the policy is the one of its guide.",
  },
  {
    at: ["data/malware-protection/policy"],
    id: "AwsSolutions-IAM5[Resource::arn:aws:events:<region>:<account>:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*]",
    reason: "GuardDuty names the rule it manages with a random end; only rules managed by GuardDuty are meant.",
  },
  {
    at: ["data/access-logs"],
    id: "AwsSolutions-S1",
    reason: "The bucket of the access logs cannot log into itself without end.",
  },
  {
    at: ["data/dossier-keys"],
    id: "AwsSolutions-SMG4",
    reason:
      "A person adds the next key beside the first; each dossier names the version of its own, so links already sent stay valid.",
  },
  {
    at: ["data/vnpay"],
    id: "AwsSolutions-SMG4",
    reason: "The merchant's key is VNPAY's to change; a person writes the new one here.",
  },
  {
    at: ["data/payos"],
    id: "AwsSolutions-SMG4",
    reason: "The channel's keys are payOS's to change; a person writes the new ones here.",
    where: ({ providers }) => providers.payos !== undefined,
  },
  {
    at: ["data/momo"],
    id: "AwsSolutions-SMG4",
    reason: "The merchant's keys are MoMo's to change; a person writes the new ones here.",
    where: ({ providers }) => providers.momo !== undefined,
  },
  {
    at: ["data/esms"],
    id: "AwsSolutions-SMG4",
    reason: "The account's keys are eSMS's to change; a person writes the new ones here.",
    where: ({ providers }) => providers.sms.esms !== undefined,
  },
  {
    at: [
      "notices/relay-outbox/failures",
      "notices/receipts/watch/dead-letters",
      "delivery/sweep-deadlines/dead-letters",
      "notices/sweep-outbox/dead-letters",
      "notices/reminders/send/dead-letters",
      "delivery/apply-calendar/dead-letters",
      "citizen/compile-catalogue/dead-letters",
      "payments/refunds/send/dead-letters",
      "payments/reconciliation/ask/dead-letters",
      "payments/reconciliation/check/dead-letters",
      "reporting/upkeep/recount/dead-letters",
    ],
    id: "AwsSolutions-SQS3",
    reason: "It is itself the last stop of what could not be delivered, and has an alarm.",
  },
  {
    at: ["data/origin"],
    id: "AwsSolutions-SMG4",
    reason:
      "CloudFront takes a new value at a deployment only; a person adds it beside the old one, deploys, and removes the old.",
    where: hasEdge,
  },
  {
    at: ["edge/front"],
    id: "AwsSolutions-CFR1",
    reason: "Citizens who live or travel abroad file from there: no country is shut out.",
    where: hasEdge,
  },
  {
    at: ["edge/front"],
    id: "AwsSolutions-CFR3",
    reason:
      "Logged by chosen fields to CloudWatch instead (edge/logs): the log that the rule means carries paths and queries, and so links.",
    where: hasEdge,
  },
];

const matches = (pattern: string, path: string): boolean =>
  pattern.startsWith("*") ? path.endsWith(pattern.slice(1)) : path === pattern;

/**
 * Makes a synthesis fail on any finding of AwsSolutions that the list does not name. A path of the list that no
 * construct has is an error: there are no dead entries.
 */
export const holdToAwsSolutions = (app: App, stage: Stage): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const constructs = app.node.findAll();
  for (const { at, id, reason, where } of ACKNOWLEDGEMENTS) {
    if (where && !where(stage)) continue;
    const finding = id
      .replace("<stage>", stage.name)
      .replace("<region>", stage.region)
      .replace("<account>", stage.account ?? "<AWS::AccountId>");
    for (const pattern of at) {
      const found = constructs.filter((construct) => matches(pattern, construct.node.path));
      if (found.length === 0) throw new Error(`infra/acknowledgements.ts: there is no construct ${pattern}`);
      for (const construct of found) Validations.of(construct).acknowledge({ id: finding, reason });
    }
  }
};
