import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { Edge } from "../../stage/edge.ts";

type Statement = CfnWebACL.StatementProperty;

const WINDOW_SECONDS = 300;
const TOO_MANY = "too-many";

/** Said by the web ACL itself, which knows nothing of the caller's language. */
const tooMany = JSON.stringify({
  type: "about:blank",
  title: "Quá nhiều yêu cầu / Too many requests",
  status: 429,
  detail:
    "Địa chỉ mạng này gửi quá nhiều yêu cầu trong 5 phút. Hãy chờ 5 phút rồi thử lại. / This network address sent too many requests within 5 minutes. Wait 5 minutes and try again.",
});

/** Paths as the API will read them, however they were written. */
const startsWith = (path: string): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: "STARTS_WITH",
    searchString: path,
    textTransformations: [
      { priority: 0, type: "URL_DECODE" },
      { priority: 1, type: "NORMALIZE_PATH" },
    ],
  },
});
const CALLBACKS: Statement = {
  orStatement: { statements: [startsWith("/v1/payments/"), startsWith("/v1/notifications/")] },
};
const LOOKUPS: Statement = { orStatement: { statements: [startsWith("/v1/lookups"), startsWith("/v1/tracking/")] } };
/**
 * Providers call with a protocol of their own, without a user agent and with long queries: a rule that takes them for a
 * robot would lose money. Their signature is verified by the function, and they have a limit of their own.
 */
const ELSEWHERE: Statement = { notStatement: { statement: CALLBACKS } };

/** Samples would keep paths and headers for three hours where the redaction of the logs does not reach them. */
const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

type Rule = Omit<CfnWebACL.RuleProperty, "priority">;

const limit = (name: string, limitPerAddress: number, scopeDownStatement: Statement): Rule => ({
  name,
  statement: {
    rateBasedStatement: {
      aggregateKeyType: "IP",
      evaluationWindowSec: WINDOW_SECONDS,
      limit: limitPerAddress,
      scopeDownStatement,
    },
  },
  action: {
    block: {
      customResponse: {
        responseCode: 429,
        customResponseBodyKey: TOO_MANY,
        responseHeaders: [
          { name: "retry-after", value: String(WINDOW_SECONDS) },
          { name: "cache-control", value: "no-store" },
        ],
      },
    },
  },
  visibilityConfig: visible(name),
});

const managed = (
  name: string,
  group: string,
  more: Partial<CfnWebACL.ManagedRuleGroupStatementProperty> = {},
): Rule => ({
  name,
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group, ...more } },
  overrideAction: { none: {} },
  visibilityConfig: visible(name),
});

/** What the web ACL never hands on, to its log or anywhere: bodies and queries, also as the pieces that a rule matched. */
const PROTECTED = ["BODY", "QUERY_STRING"].map((fieldType) => ({ field: { fieldType }, action: "SUBSTITUTION" }));

/** What stops an address before it reaches the API: too many requests, and requests known to be hostile. */
export const webAcl = (scope: Construct, id: string, stageName: string, { requestsPerAddress }: Edge): CfnWebACL => {
  const rules: Rule[] = [
    limit("webhooks-per-address", requestsPerAddress.webhooks, CALLBACKS),
    limit("lookups-per-address", requestsPerAddress.lookups, LOOKUPS),
    limit("requests-per-address", requestsPerAddress.all, ELSEWHERE),
    managed("ip-reputation", "AWSManagedRulesAmazonIpReputationList", { scopeDownStatement: ELSEWHERE }),
    managed("known-bad-inputs", "AWSManagedRulesKnownBadInputsRuleSet"),
    managed("common", "AWSManagedRulesCommonRuleSet", {
      scopeDownStatement: ELSEWHERE,
      // It refuses bodies over 8 KB; the boundary of the functions takes 256 KB and refuses more.
      ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
    }),
  ];
  return new CfnWebACL(scope, id, {
    name: `mot-cua-${stageName}`,
    description: `Mot Cua ${stageName}`,
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    customResponseBodies: { [TOO_MANY]: { contentType: "APPLICATION_JSON", content: tooMany } },
    rules: rules.map((rule, priority) => ({ ...rule, priority })),
    visibilityConfig: visible(`mot-cua-${stageName}`),
    dataProtectionConfig: { dataProtections: PROTECTED },
  });
};
