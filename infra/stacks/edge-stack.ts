import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import { raiseAlarm } from "../constructs/alarm.ts";
import { alarmTopic } from "../constructs/alarm-topic.ts";
import { EdgeLogs } from "../constructs/edge/edge-logs.ts";
import { front } from "../constructs/edge/front.ts";
import { webAcl } from "../constructs/edge/web-acl.ts";
import { serviceKey } from "../constructs/service-key.ts";
import type { Edge } from "../stage/edge.ts";
import type { Stage as ServiceStage } from "../stage.ts";

export type EdgeStackProps = StackProps & {
  stage: ServiceStage;
  edge: Edge;
  /** Name of the origin secret, whose replica is here; the secret itself is the data stack's. */
  originSecret: string;
};

/**
 * What stands in front of the API, in the region where CloudFront is kept. It refers to no other stack: the API by the
 * domain of the stage, the secret by its name. Alarms publish in their own region only, so it has a topic of its own.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { stage, edge, originSecret, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const key = serviceKey(this, "edge-key", `Một Cửa ${stage.name}: logs and alarms of the edge`, [
      "cloudwatch.amazonaws.com",
    ]);
    const topic = alarmTopic(this, "edge-alarms", { stage, key });
    const acl = webAcl(this, "web-acl", stage.name, edge);
    const distribution = front(this, "front", { stage, edge, acl, originSecret });
    new EdgeLogs(this, "logs", { stage, key, acl, distribution });
    raiseAlarm(this, "failing", {
      topic,
      metric: new Metric({
        namespace: "AWS/CloudFront",
        metricName: "5xxErrorRate",
        // CloudFront has its figures under both names only.
        dimensionsMap: { DistributionId: distribution.distributionId, Region: "Global" },
        period: Duration.minutes(5),
        statistic: "Average",
      }),
      above: 5,
      sentence: {
        vi: "Trên 5% yêu cầu đến tên miền công khai gặp lỗi: người dân không vào được dịch vụ",
        en: "Over 5% of the requests to the public domain fail: citizens cannot reach the service",
      },
    });
    new CfnOutput(this, "PublicTarget", {
      description: `Where the DNS of ${new URL(stage.publicOrigin).hostname} must lead (CNAME or alias)`,
      value: distribution.distributionDomainName,
    });
  }
}
