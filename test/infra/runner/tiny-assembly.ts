import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The project's own packages, for bundles that lie outside of it. */
const PACKAGES = resolve(import.meta.dirname, "../../../package.json");

const PREAMBLE = `
import { createRequire } from "node:module";
const require = createRequire(${JSON.stringify(PACKAGES)});
const { DynamoDBClient, PutItemCommand, GetItemCommand } = require("@aws-sdk/client-dynamodb");
const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs");
const table = new DynamoDBClient({});
const queue = new SQSClient({});
const { TABLE_NAME, QUEUE_URL } = process.env;
const put = (Item) => table.send(new PutItemCommand({ TableName: TABLE_NAME, Item }));
const get = async (pk) => (await table.send(new GetItemCommand({ TableName: TABLE_NAME, Key: { pk: { S: pk } } }))).Item;
`;

/** What each function of the tiny service does, as the source of its bundle. */
const BUNDLES: Readonly<Record<string, string>> = {
  api: `${PREAMBLE}
export const handler = async (event) => {
  const id = event.pathParameters?.id;
  if (event.routeKey === "GET /private") return event.requestContext.authorizer.jwt;
  if (event.routeKey === "GET /slow") return new Promise((resolve) => setTimeout(resolve, 5_000));
  if (event.routeKey === "GET /broken") throw new Error("broken");
  if (event.requestContext.http.method === "PUT") {
    await put({ pk: { S: id }, outbox: { S: "1" }, at: { S: new Date().toISOString() } });
    console.log("put " + id);
    return { statusCode: 201, headers: { "x-origin": process.env.PUBLIC_ORIGIN } };
  }
  const item = await get("done-" + id);
  return item ? { done: item.times.N, by: item.by.S } : { statusCode: 404 };
};`,
  relay: `${PREAMBLE}
export const handler = async ({ Records }) => {
  for (const { dynamodb } of Records)
    await queue.send(new SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: JSON.stringify({ id: dynamodb.Keys.pk.S, by: "stream" }) }));
};`,
  worker: `${PREAMBLE}
export const handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const { body, messageId, attributes } of Records) {
    const message = JSON.parse(body);
    const { id, by } = message.detail ?? message;
    if (id.startsWith("flaky") && attributes.ApproximateReceiveCount === "1") batchItemFailures.push({ itemIdentifier: messageId });
    else await put({ pk: { S: "done-" + id }, times: { N: attributes.ApproximateReceiveCount }, by: { S: by } });
  }
  return { batchItemFailures };
};`,
  sealer: `${PREAMBLE}
const { KMSClient, GetPublicKeyCommand, SignCommand } = require("@aws-sdk/client-kms");
const keys = new KMSClient({});
const { SEAL_KEY: KeyId } = process.env;
export const handler = async ({ pathParameters: { id } }) => {
  const { Signature } = await keys.send(new SignCommand({ KeyId, Message: Buffer.from(id), SigningAlgorithm: "ECDSA_SHA_256" }));
  const { PublicKey } = await keys.send(new GetPublicKeyCommand({ KeyId }));
  return { signature: Buffer.from(Signature).toString("base64"), publicKey: Buffer.from(PublicKey).toString("base64") };
};`,
};

const att = (id: string, name = "Arn") => ({ "Fn::GetAtt": [id, name] });
const allow = (...Action: string[]) => ({
  PolicyDocument: { Statement: [{ Effect: "Allow", Action, Resource: "*" }] },
});

const lambda = (operation: string) => ({
  Type: "AWS::Lambda::Function",
  Metadata: { operation: `tiny/${operation}` },
  Properties: {
    FunctionName: `tiny-${operation}`,
    Handler: "index.handler",
    Timeout: operation === "api" ? 1 : 5,
    Code: { S3Bucket: "assets", S3Key: `${operation}.zip` },
    Role: att("role"),
    Environment: {
      Variables: {
        TABLE_NAME: { Ref: "table" },
        QUEUE_URL: { Ref: "queue" },
        SEAL_KEY: { Ref: "sealName" },
        PUBLIC_ORIGIN: "https://example.vn",
      },
    },
  },
});

const integration = (operation: string) => ({
  Type: "AWS::ApiGatewayV2::Integration",
  Properties: { IntegrationUri: att(operation), PayloadFormatVersion: "2.0" },
});

const route = (RouteKey: string, more: object = {}, to = "integration") => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: {
    ApiId: { Ref: "door" },
    RouteKey,
    Target: { "Fn::Join": ["/", ["integrations", { Ref: to }]] },
    ...more,
  },
});

const Resources = {
  table: {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    },
  },
  dead: { Type: "AWS::SQS::Queue", Properties: { QueueName: "tiny-dead" } },
  queue: {
    Type: "AWS::SQS::Queue",
    Properties: {
      QueueName: "tiny-work",
      // Longer than a worker takes to load where the machine is busy.
      VisibilityTimeout: 3,
      RedrivePolicy: { deadLetterTargetArn: att("dead"), maxReceiveCount: 3 },
    },
  },
  role: {
    Type: "AWS::IAM::Role",
    Properties: { Policies: [allow("dynamodb:PutItem", "sqs:SendMessage", "kms:Sign")] },
  },
  api: lambda("api"),
  relay: lambda("relay"),
  worker: lambda("worker"),
  sealer: lambda("sealer"),
  seal: { Type: "AWS::KMS::Key", Properties: { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" } },
  sealName: { Type: "AWS::KMS::Alias", Properties: { AliasName: "alias/tiny-seal", TargetKeyId: att("seal") } },
  door: { Type: "AWS::ApiGatewayV2::Api", Properties: { ProtocolType: "HTTP" } },
  integration: integration("api"),
  sealing: integration("sealer"),
  citizen: {
    Type: "AWS::ApiGatewayV2::Authorizer",
    Properties: {
      Name: "citizen",
      AuthorizerType: "JWT",
      JwtConfiguration: { Issuer: "https://issuer.example.vn", Audience: ["tiny"] },
    },
  },
  put: route("PUT /items/{id}"),
  get: route("GET /items/{id}"),
  slow: route("GET /slow"),
  broken: route("GET /broken"),
  sealed: route("GET /seals/{id}", {}, "sealing"),
  private: route("GET /private", { AuthorizationType: "JWT", AuthorizerId: { Ref: "citizen" } }),
  stream: {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: {
      FunctionName: { Ref: "relay" },
      EventSourceArn: att("table", "StreamArn"),
      StartingPosition: "TRIM_HORIZON",
      FilterCriteria: {
        Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"outbox":{"S":[{"exists":true}]}}}}' }],
      },
    },
  },
  source: {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: {
      FunctionName: { Ref: "worker" },
      EventSourceArn: att("queue"),
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    },
  },
  rule: {
    Type: "AWS::Events::Rule",
    Properties: { EventPattern: { source: ["tiny"] }, Targets: [{ Id: "t", Arn: att("queue") }] },
  },
  nightly: {
    Type: "AWS::Events::Rule",
    Properties: {
      ScheduleExpression: "cron(0 1 * * ? *)",
      Targets: [{ Id: "t", Arn: att("queue"), Input: '{"id":"nightly","by":"schedule"}' }],
    },
  },
  daily: {
    Type: "AWS::Scheduler::Schedule",
    Properties: {
      ScheduleExpression: "rate(1 day)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: att("queue"), RoleArn: att("role"), Input: '{"id":"daily","by":"scheduler"}' },
    },
  },
};

/** Writes an assembly of one stack with four functions, a table with a stream, a queue, a rule, two schedules and a signing key. */
export const writeTinyAssembly = (folder: string, change: Record<string, unknown> = {}): string => {
  const files: Record<string, object> = {};
  for (const [operation, source] of Object.entries(BUNDLES)) {
    mkdirSync(join(folder, operation), { recursive: true });
    writeFileSync(join(folder, operation, "index.mjs"), source);
    const id = createHash("sha256").update(operation).digest("hex");
    files[id] = { source: { path: operation }, destinations: { here: { objectKey: `${operation}.zip` } } };
  }
  const artifacts = {
    tiny: {
      type: "aws:cloudformation:stack",
      properties: { templateFile: "tiny.json" },
      dependencies: ["tiny.assets"],
    },
    "tiny.assets": { type: "cdk:asset-manifest", properties: { file: "assets.json" } },
  };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ artifacts }));
  writeFileSync(join(folder, "assets.json"), JSON.stringify({ files }));
  writeFileSync(join(folder, "tiny.json"), JSON.stringify({ Resources: { ...Resources, ...change } }));
  return folder;
};
