import type { Pattern } from "../deliveries/event-pattern.ts";
import { StartRefused } from "../refusal.ts";
import type { Assembly } from "./assembly.ts";
import type { Resource, TemplateReader } from "./template.ts";

export type FunctionModel = {
  name: string;
  arn: string;
  /** Name of the operation, such as `deliver-sms`. */
  operation: string;
  /** Folder of the bundle and `<module>.<export>` within it. */
  folder: string;
  handler: string;
  environment: Readonly<Record<string, string>>;
  memoryMb: number;
  timeoutSeconds: number;
  reservedConcurrency: number | undefined;
  /** What its role allows, such as `dynamodb:GetItem`. */
  actions: readonly string[];
};

export type MappingModel = {
  id: string;
  functionName: string;
  /** ARN of the queue or of the table whose stream it reads. */
  sourceArn: string;
  kind: "queue" | "stream";
  batchSize: number;
  windowSeconds: number;
  maximumConcurrency: number | undefined;
  reportsFailures: boolean;
  filters: readonly Pattern[];
  startsAtHorizon: boolean;
  bisects: boolean;
  /** -1: until the record expires from the stream. */
  retries: number;
  /** -1: however old. */
  maximumAgeSeconds: number;
  onFailureArn: string | undefined;
};

/** The name in `name`, `arn:…:function:name` or `arn:…:function:name:alias`. */
export const functionNameOf = (reference: string): string => {
  const [, inArn] = /:function:([^:/]+)/.exec(reference) ?? [];
  return inArn ?? reference.split(":")[0] ?? reference;
};

type Statement = { Effect: string; Action?: string | string[] };
const allowed = (document: unknown): string[] => {
  const { Statement: statements = [] } = (document ?? {}) as { Statement?: Statement[] | Statement };
  return [statements]
    .flat()
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action = [] }) => [Action].flat());
};

const actionsByRole = (reader: TemplateReader): ((roleArn: string) => string[]) => {
  const policies = reader
    .ofType("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
    .map((policy) => ({ roles: (policy.property("Roles") ?? []) as string[], policy }));
  const roles = new Map(reader.ofType("AWS::IAM::Role").map((role) => [role.physical.attributes.Arn, role]));
  return (arn) => {
    const role = roles.get(arn);
    if (role === undefined) return [];
    const inline = (role.property("Policies") ?? []) as { PolicyDocument: unknown }[];
    return [
      ...inline.flatMap(({ PolicyDocument }) => allowed(PolicyDocument)),
      ...policies
        .filter((one) => one.roles.includes(role.physical.ref))
        .flatMap(({ policy }) => allowed(policy.property("PolicyDocument"))),
    ];
  };
};

const operationOf = (lambda: Resource): string => {
  const { operation } = lambda.metadata;
  if (typeof operation === "string") return operation.slice(operation.lastIndexOf("/") + 1);
  return lambda.physical.name;
};

/** Every function that has a bundle among the assets. */
export const readFunctions = (reader: TemplateReader, assembly: Assembly): FunctionModel[] => {
  const actionsOf = actionsByRole(reader);
  return reader.ofType("AWS::Lambda::Function").map((lambda) => {
    const { S3Key } = (lambda.property("Code") ?? {}) as { S3Key?: string };
    const folder = S3Key === undefined ? undefined : assembly.assetFolder(S3Key);
    if (folder === undefined)
      throw new StartRefused(
        `Hàm ${lambda.logicalId} của ${lambda.stack.name} không có gói mã`,
        `Function ${lambda.logicalId} of ${lambda.stack.name} has no bundle among the assets`,
      );
    const { Variables = {} } = (lambda.property("Environment") ?? {}) as { Variables?: Record<string, unknown> };
    return {
      name: lambda.physical.name,
      arn: lambda.physical.attributes.Arn ?? "",
      operation: operationOf(lambda),
      folder,
      handler: String(lambda.property("Handler") ?? "index.handler"),
      environment: Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, String(value)])),
      memoryMb: Number(lambda.property("MemorySize") ?? 128),
      timeoutSeconds: Number(lambda.property("Timeout") ?? 3),
      reservedConcurrency: lambda.property("ReservedConcurrentExecutions") as number | undefined,
      actions: actionsOf(String(lambda.property("Role"))),
    };
  });
};

export const readMappings = (reader: TemplateReader): MappingModel[] =>
  reader
    .ofType("AWS::Lambda::EventSourceMapping")
    .filter((mapping) => mapping.property("Enabled") !== false)
    .map((mapping) => {
      const streamArn = String(mapping.property("EventSourceArn"));
      const kind = streamArn.includes(":dynamodb:") ? "stream" : "queue";
      const { Filters = [] } = (mapping.property("FilterCriteria") ?? {}) as { Filters?: { Pattern: string }[] };
      const { OnFailure } = (mapping.property("DestinationConfig") ?? {}) as { OnFailure?: { Destination: string } };
      const { MaximumConcurrency } = (mapping.property("ScalingConfig") ?? {}) as { MaximumConcurrency?: number };
      const number = (name: string, otherwise: number): number => Number(mapping.property(name) ?? otherwise);
      return {
        id: `${mapping.stack.name}-${mapping.logicalId}`,
        functionName: functionNameOf(String(mapping.property("FunctionName"))),
        sourceArn: streamArn.split("/stream/")[0] ?? streamArn,
        kind,
        batchSize: number("BatchSize", kind === "stream" ? 100 : 10),
        windowSeconds: number("MaximumBatchingWindowInSeconds", 0),
        maximumConcurrency: MaximumConcurrency,
        reportsFailures: ((mapping.property("FunctionResponseTypes") ?? []) as string[]).includes(
          "ReportBatchItemFailures",
        ),
        filters: Filters.map(({ Pattern }) => JSON.parse(Pattern) as Pattern),
        startsAtHorizon: mapping.property("StartingPosition") !== "LATEST",
        bisects: mapping.property("BisectBatchOnFunctionError") === true,
        retries: number("MaximumRetryAttempts", -1),
        maximumAgeSeconds: number("MaximumRecordAgeInSeconds", -1),
        onFailureArn: OnFailure?.Destination,
      };
    });
