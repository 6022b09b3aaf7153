import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { Stage } from "../stage.ts";

/** Where the alarms of a region go, and from there to the stage's address. */
export const alarmTopic = (scope: Construct, id: string, { stage, key }: { stage: Stage; key: IKey }): Topic => {
  const topic = new Topic(scope, id, { displayName: `Mot Cua ${stage.name}`, masterKey: key, enforceSSL: true });
  // A topic with a policy of its own loses the one by which alarms of the account may publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  );
  if (stage.alarms.email) topic.addSubscription(new EmailSubscription(stage.alarms.email));
  return topic;
};
