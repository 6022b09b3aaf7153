import { ArnFormat, RemovalPolicy, Stack } from "aws-cdk-lib";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource, LogGroup, ResourcePolicy } from "aws-cdk-lib/aws-logs";
import { CfnLoggingConfiguration, type CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import type { Stage } from "../../stage.ts";

/**
 * What CloudFront writes of a request. Left out for good: path, query, referer, cookie, user agent, address, host and
 * every header, for paths carry tracking tokens and queries carry payments.
 */
const CHOSEN_FIELDS = [
  "date",
  "time",
  "x-edge-location",
  "x-edge-request-id",
  "cs-method",
  "cs-protocol",
  "cs-protocol-version",
  "ssl-protocol",
  "cs-bytes",
  "sc-status",
  "sc-bytes",
  "sc-content-type",
  "time-taken",
  "time-to-first-byte",
  "x-edge-result-type",
  "x-edge-response-result-type",
  "x-edge-detailed-result-type",
];

/** Headers that say who somebody is or prove it; the rest of a blocked request helps to see why it was blocked. */
const REDACTED_HEADERS = ["authorization", "cookie", "referer", "idempotency-key", "x-origin-secret"];

export type EdgeLogsProps = { stage: Stage; key: IKey; acl: CfnWebACL; distribution: Distribution };

/** The logs of CloudFront and of the web ACL, without what could name a person or open a dossier. */
export class EdgeLogs extends Construct {
  constructor(scope: Construct, id: string, { stage, key, acl, distribution }: EdgeLogsProps) {
    super(scope, id);
    const kept = { retention: stage.retention.accessLogDays, encryptionKey: key, removalPolicy: RemovalPolicy.RETAIN };
    // The web ACL insists on how the group's name begins.
    const blocked = new LogGroup(this, "blocked", { ...kept, logGroupName: `aws-waf-logs-mot-cua-${stage.name}` });
    const served = new LogGroup(this, "served", kept);
    const policy = this.letDeliver([blocked, served]);

    const logging = new CfnLoggingConfiguration(this, "web-acl", {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [this.arnOf(blocked)],
      redactedFields: [
        { uriPath: {} },
        { queryString: {} },
        ...REDACTED_HEADERS.map((name) => ({ singleHeader: { Name: name } })),
      ],
      // What was let through is counted, not written down.
      loggingFilter: {
        DefaultBehavior: "DROP",
        Filters: [
          {
            Behavior: "KEEP",
            Requirement: "MEETS_ANY",
            Conditions: [{ ActionCondition: { Action: "BLOCK" } }, { ActionCondition: { Action: "COUNT" } }],
          },
        ],
      },
    });
    logging.node.addDependency(policy);

    const name = `mot-cua-${stage.name}-edge`;
    const source = new CfnDeliverySource(this, "source", {
      name,
      logType: "ACCESS_LOGS",
      resourceArn: distribution.distributionArn,
    });
    const destination = new CfnDeliveryDestination(this, "destination", {
      name,
      destinationResourceArn: this.arnOf(served),
      outputFormat: "json",
    });
    const delivery = new CfnDelivery(this, "delivery", {
      deliverySourceName: source.ref,
      deliveryDestinationArn: destination.attrArn,
      recordFields: CHOSEN_FIELDS,
    });
    delivery.node.addDependency(policy);
  }

  /** Without the `:*` that the group's own attribute ends with, which these services refuse. */
  private arnOf(group: LogGroup): string {
    return Stack.of(this).formatArn({
      service: "logs",
      resource: "log-group",
      resourceName: group.logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  private letDeliver(groups: readonly LogGroup[]): ResourcePolicy {
    const { account, partition, region } = Stack.of(this);
    return new ResourcePolicy(this, "deliverable", {
      policyStatements: [
        new PolicyStatement({
          principals: [new ServicePrincipal("delivery.logs.amazonaws.com")],
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: groups.map((group) => `${this.arnOf(group)}:log-stream:*`),
          conditions: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: { "aws:SourceArn": `arn:${partition}:logs:${region}:${account}:*` },
          },
        }),
      ],
    });
  }
}
