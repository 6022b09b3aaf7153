import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Duration, RemovalPolicy } from "aws-cdk-lib";
import { Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Stage } from "../stage.ts";

/** What every function of a deployment shares. */
export type Deployment = {
  stage: Stage;
  /** Version of package.json, shown by `GET /v1/health`. */
  release: string;
  /** Folder of the bundles, `<bundles>/<area>/<operation>/index.mjs`. */
  bundles: string;
};

/** The environment a function's zod schema asks for, as the strings that Lambda carries. */
export type EnvironmentOf<Schema> = { [Name in keyof Schema]: string };

export type OperationProps<Schema> = Deployment & {
  key: IKey;
  /** `<area>/<operation>`: the source file under functions/, the bundle, the end of the function's name. */
  operation: `${string}/${string}`;
  /** One sentence for people: the function's description. */
  does: string;
  environment: EnvironmentOf<Schema>;
  memoryMb: number;
  timeout: Duration;
  /** Everything the function may do beside logging and tracing. */
  may?: readonly PolicyStatement[];
};

/** A bundle that is not there. */
export class BundleMissing extends Error {
  constructor(path: string) {
    super(`${path} is missing: run "npm run build" first`);
    this.name = "BundleMissing";
  }
}

/** One operation as one Lambda: its bundle, its own role with its own policy, its own log group. */
export class Operation<Schema> extends Construct {
  readonly lambda: LambdaFunction;
  readonly timeout: Duration;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: OperationProps<Schema>) {
    super(scope, id);
    const { stage, key, operation } = props;
    const folder = join(props.bundles, operation);
    if (!existsSync(join(folder, "index.mjs"))) throw new BundleMissing(`dist/${operation}/index.mjs`);

    this.logs = new LogGroup(this, "logs", {
      retention: stage.retention.appLogDays,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, "role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `${stage.name}: ${operation}`,
    });
    new Policy(role, "access", {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [this.logs.logGroupArn],
        }),
        ...(props.may ?? []),
      ],
    });
    // X-Ray has no resources to name, so it stands alone and its acknowledged wildcard covers nothing else.
    new Policy(role, "tracing", {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] }),
      ],
    });
    this.timeout = props.timeout;
    this.lambda = new LambdaFunction(this, "function", {
      functionName: `${stage.name}-${operation.slice(operation.indexOf("/") + 1)}`,
      description: props.does,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(folder),
      role: role.withoutPolicyUpdates(),
      environment: { ...(props.environment as Record<string, string>) },
      memorySize: props.memoryMb,
      timeout: props.timeout,
      tracing: Tracing.ACTIVE,
      logGroup: this.logs,
      loggingFormat: LoggingFormat.JSON,
    });
    // For those who read the template: which source and bundle stand behind the function.
    (this.lambda.node.defaultChild as CfnFunction).addMetadata("operation", operation);
  }
}
