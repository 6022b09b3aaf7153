import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";

/** A key that is turned every year and retained; the logs and the named services may use it, for this account only. */
export const serviceKey = (scope: Construct, id: string, description: string, services: readonly string[]): Key => {
  const { account, partition, region } = Stack.of(scope);
  const key = new Key(scope, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  const useBy = (service: string, conditions: Record<string, Record<string, string>>) =>
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        resources: ["*"],
        conditions,
      }),
    );
  for (const service of services) useBy(service, { StringEquals: { "aws:SourceAccount": account } });
  useBy(`logs.${region}.amazonaws.com`, {
    ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:${account}:log-group:*` },
  });
  return key;
};
