import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { AccessLogField, AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { DoorEnvironment } from "../../functions/boundary/environment.ts";
import type { Stage } from "../stage.ts";
import { raiseAlarm } from "./alarm.ts";
import { ApiDomain } from "./edge/api-domain.ts";
import { WrongOriginSecrets } from "./edge/wrong-origin-secrets.ts";
import { readSecret } from "./grants.ts";
import type { EnvironmentOf, Operation } from "./operation.ts";

export type Identity = "none" | "citizen" | "officer";

export type PublicDoorProps = {
  stage: Stage;
  key: IKey;
  topic: ITopic;
  /** By what requests of the edge are known; given exactly where the stage has one. */
  origin: Secret | undefined;
};

/** The one HTTP API: authorizers of citizens and officers, throttle, access log by route key; behind the edge, if any. */
export class PublicDoor extends Construct {
  readonly api: HttpApi;
  /** What every function behind this door is told and may do, so that it can tell who came by the edge. */
  readonly environment: EnvironmentOf<DoorEnvironment>;
  readonly may: readonly PolicyStatement[];
  private readonly wrong: WrongOriginSecrets | undefined;
  private readonly authorizers: Readonly<Record<"citizen" | "officer", string>>;

  constructor(scope: Construct, id: string, { stage, key, topic, origin }: PublicDoorProps) {
    super(scope, id);
    this.environment = origin ? { ORIGIN_SECRET: origin.secretArn } : {};
    this.may = origin ? readSecret({ resource: origin, key }) : [];
    this.wrong = origin && new WrongOriginSecrets(this, "origin", { stage, topic });
    this.api = new HttpApi(this, "api", {
      apiName: `mot-cua-${stage.name}`,
      description: `Một Cửa, ${stage.province.name}`,
      createDefaultStage: false,
      // Who knows the API's other address would go round the edge.
      disableExecuteApiEndpoint: stage.edge !== undefined,
    });
    this.authorizers = { citizen: this.authorizer("citizen", stage), officer: this.authorizer("officer", stage) };

    const accessLog = new LogGroup(this, "access-log", {
      retention: stage.retention.accessLogDays,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const served = new HttpStage(this, "served", {
      httpApi: this.api,
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: stage.limits.requestsPerSecond, burstLimit: stage.limits.requestBurst },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
    if (stage.edge) new ApiDomain(this, "domain", { edge: stage.edge, api: this.api, served });
    raiseAlarm(this, "server-errors", {
      topic,
      metric: served.metricServerError({ period: Duration.minutes(5), statistic: "Average" }),
      above: 0.01,
      sentence: {
        vi: "Trên 1% yêu cầu của người dân và cán bộ bị lỗi máy chủ trong 5 phút qua",
        en: "More than 1% of the requests of citizens and officers failed on our side in the last 5 minutes",
      },
    });
  }

  /** The authorizer of an identity as a route needs it; none for a public route. */
  authorizerOf(identity: Identity): { authorizer?: IHttpRouteAuthorizer } {
    if (identity === "none") return {};
    const authorizerId = this.authorizers[identity];
    return { authorizer: { bind: () => ({ authorizerId, authorizationType: "JWT" }) } };
  }

  /** Watches the log of a function behind this door for what only the boundary can tell. */
  watch(operation: Operation<never>): void {
    this.wrong?.countIn(operation);
  }

  private authorizer(kind: "citizen" | "officer", stage: Stage): string {
    const { issuer, audience } = stage.issuers[kind];
    return new HttpAuthorizer(this, kind, {
      httpApi: this.api,
      authorizerName: kind,
      type: HttpAuthorizerType.JWT,
      identitySource: ["$request.header.Authorization"],
      jwtIssuer: issuer,
      jwtAudience: audience,
    }).authorizerId;
  }
}

// The route key only: paths carry tracking tokens and the query carries payments. No address, no claim.
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    at: "$context.requestTimeEpoch",
    routeKey: "$context.routeKey",
    status: AccessLogField.contextStatus(),
    responseLength: AccessLogField.contextResponseLength(),
    latencyMs: "$context.responseLatency",
    integrationLatencyMs: "$context.integrationLatency",
    integrationStatus: "$context.integrationStatus",
    integrationError: "$context.integrationErrorMessage",
    authorizerError: "$context.authorizer.error",
  }),
);
