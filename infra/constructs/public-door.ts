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
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Stage } from "../stage.ts";
import { raiseAlarm } from "./alarm.ts";

export type Identity = "none" | "citizen" | "officer";

/** The one HTTP API: authorizers of citizens and officers, throttle, access log by route key. */
export class PublicDoor extends Construct {
  readonly api: HttpApi;
  private readonly authorizers: Readonly<Record<"citizen" | "officer", string>>;

  constructor(scope: Construct, id: string, { stage, key, topic }: { stage: Stage; key: IKey; topic: ITopic }) {
    super(scope, id);
    this.api = new HttpApi(this, "api", {
      apiName: `mot-cua-${stage.name}`,
      description: `Một Cửa, ${stage.province.name}`,
      createDefaultStage: false,
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
