import { createHash } from "node:crypto";

/** What a resource is called here: the values that `Ref` and `Fn::GetAtt` have in the local stack. */
export type Physical = { name: string; ref: string; attributes: Readonly<Record<string, string>> };

export type Place = {
  region: string;
  account: string;
  /** Address of a queue at the emulator. */
  queueUrl(name: string): string;
};

/** Property that names a resource, where CloudFormation lets one choose the name. */
export const NAME_PROPERTY: Readonly<Record<string, string>> = {
  "AWS::DynamoDB::Table": "TableName",
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::Events::EventBus": "Name",
  "AWS::Events::Rule": "Name",
  "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
  "AWS::IAM::Role": "RoleName",
  "AWS::KMS::Alias": "AliasName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SNS::Topic": "TopicName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::Scheduler::Schedule": "Name",
  "AWS::SecretsManager::Secret": "Name",
};

const letters = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("base64url").replaceAll(/[-_]/g, "x").slice(0, length);

/** The name CloudFormation would make up, without its random tail; buckets in the letters S3 allows. */
export const madeUpName = (type: string, stack: string, logicalId: string): string => {
  const name = `${stack}-${logicalId}`;
  if (type === "AWS::S3::Bucket")
    return name
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]/g, "-")
      .slice(-63)
      .replace(/^-+/, "");
  return name.slice(-(type === "AWS::Lambda::Function" ? 64 : 80));
};

/** Names of a resource of the template; types not listed have their name and an ordinary ARN. */
export const physicalOf = (type: string, name: string, place: Place): Physical => {
  const { region, account } = place;
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;
  const named = (attributes: Record<string, string>, ref = name): Physical => ({ name, ref, attributes });
  switch (type) {
    case "AWS::DynamoDB::Table":
    case "AWS::DynamoDB::GlobalTable":
      return named({ Arn: arn("dynamodb", `table/${name}`), StreamArn: arn("dynamodb", `table/${name}/stream/local`) });
    case "AWS::SQS::Queue":
      return named({ Arn: arn("sqs", name), QueueName: name, QueueUrl: place.queueUrl(name) }, place.queueUrl(name));
    case "AWS::S3::Bucket":
      return named({ Arn: `arn:aws:s3:::${name}`, RegionalDomainName: `${name}.s3.${region}.amazonaws.com` });
    case "AWS::Lambda::Function":
      return named({ Arn: arn("lambda", `function:${name}`) });
    case "AWS::Lambda::Alias":
    case "AWS::Lambda::Version":
      return named({}, name);
    case "AWS::IAM::Role":
      return named({ Arn: `arn:aws:iam::${account}:role/${name}`, RoleId: letters(name, 20) });
    case "AWS::SecretsManager::Secret": {
      const secret = arn("secretsmanager", `secret:${name}-${letters(name, 6)}`);
      return named({ Id: secret }, secret);
    }
    case "AWS::SNS::Topic":
      return named({ TopicArn: arn("sns", name), TopicName: name }, arn("sns", name));
    case "AWS::Logs::LogGroup":
      return named({ Arn: `${arn("logs", `log-group:${name}`)}:*` });
    case "AWS::KMS::Key":
      return named({ Arn: arn("kms", `key/${name}`), KeyId: name });
    case "AWS::Events::EventBus":
      return named({ Arn: arn("events", `event-bus/${name}`), Name: name });
    case "AWS::Events::Rule":
      return named({ Arn: arn("events", `rule/${name}`) });
    case "AWS::Scheduler::Schedule":
      return named({ Arn: arn("scheduler", `schedule/default/${name}`) });
    case "AWS::ApiGatewayV2::Api":
      return named({ ApiId: name, ApiEndpoint: `https://${name}.execute-api.${region}.amazonaws.com` });
    case "AWS::ApiGatewayV2::Authorizer":
      return named({ AuthorizerId: name });
    default: {
      const service = type.split("::")[1]?.toLowerCase() ?? "local";
      return named({ Arn: arn(service, name) });
    }
  }
};
