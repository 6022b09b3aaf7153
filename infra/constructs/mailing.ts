import { Stack } from "aws-cdk-lib";
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import type { Stage } from "../stage.ts";

/** How SES treats our mail. */
export class Mailing extends Construct {
  /** What a mail must name to be reported on, and for its address to be spared once it bounced or complained. */
  readonly configurationSet: string;

  constructor(scope: Construct, id: string, { stage }: { stage: Stage }) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    this.configurationSet = `${stage.name}-notices`;
    const set = new CfnConfigurationSet(this, "configuration-set", {
      name: this.configurationSet,
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
  }
}
