import { describe, expect, it } from "vitest";
import { loadStage } from "../../../infra/stage.ts";
import { OPERATIONS } from "./operations.ts";
import { functionOf, ofType, type Resource, resources, type Statement, synthesise } from "./synthesised.ts";

const only = (type: string): Resource["properties"] => {
  const found = ofType(type);
  expect(found.map(({ id }) => id)).toHaveLength(1);
  return found[0]?.properties;
};
const config = only("AWS::CloudFront::Distribution").DistributionConfig;
const acl = only("AWS::WAFv2::WebACL");
const policy = (type: string) => only(`AWS::CloudFront::${type}Policy`)[`${type}PolicyConfig`];
const ofApi = OPERATIONS.filter(({ route }) => route !== undefined);

describe("CloudFront", () => {
  it("is in us-east-1 with everything of the edge, and refers to no other stack", () => {
    const edge = resources.filter(({ region }) => region === "us-east-1");
    expect(new Set(edge.map(({ type }) => type))).toEqual(
      new Set([
        "AWS::CloudFront::Distribution",
        "AWS::CloudFront::CachePolicy",
        "AWS::CloudFront::OriginRequestPolicy",
        "AWS::CloudFront::ResponseHeadersPolicy",
        "AWS::CloudWatch::Alarm",
        "AWS::KMS::Key",
        "AWS::Logs::Delivery",
        "AWS::Logs::DeliveryDestination",
        "AWS::Logs::DeliverySource",
        "AWS::Logs::LogGroup",
        "AWS::Logs::ResourcePolicy",
        "AWS::SNS::Subscription",
        "AWS::SNS::Topic",
        "AWS::SNS::TopicPolicy",
        "AWS::WAFv2::LoggingConfiguration",
        "AWS::WAFv2::WebACL",
      ]),
    );
    expect(new Set(resources.map(({ region }) => region))).toEqual(new Set(["ap-southeast-1", "us-east-1"]));
  });

  it("answers on the public domain by TLS 1.2 at least, behind the web ACL", () => {
    expect(config).toMatchObject({
      Aliases: ["motcua.example.vn"],
      Enabled: true,
      WebACLId: "webacl",
      ViewerCertificate: {
        AcmCertificateArn: loadStage("sample").edge?.certificates.public,
        MinimumProtocolVersion: "TLSv1.2_2021",
        SslSupportMethod: "sni-only",
      },
    });
    for (const behaviour of [config.DefaultCacheBehavior, ...config.CacheBehaviors]) {
      expect(behaviour.ViewerProtocolPolicy).toBe("redirect-to-https");
    }
  });

  it("finds the API at its own domain, by TLS 1.2 only, and shows it the origin's secret by reference", () => {
    expect(config.Origins).toMatchObject([
      {
        DomainName: "api-origin.motcua.example.vn",
        CustomOriginConfig: { OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] },
        OriginCustomHeaders: [
          {
            HeaderName: "x-origin-secret",
            HeaderValue: "{{resolve:secretsmanager:sample/origin:SecretString:v1}}",
          },
        ],
      },
    ]);
  });

  it("keeps nothing of what it passes on, and hands on all but the host", () => {
    // CloudFront's own policies: CachingDisabled and AllViewerExceptHostHeader.
    expect(config.DefaultCacheBehavior).toMatchObject({
      CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
    });
  });

  it("keeps the catalogue and the document alone, as long as they say, and without who asks", () => {
    const kept = config.CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern);
    expect(kept).toEqual([
      ...[
        "/v1/procedures*",
        "/v1/fields",
        "/v1/units",
        "/v1/calendar/*",
        "/v1/openapi.json",
        "/docs",
        "/procedures/*",
        "/embed/*",
      ],
    ]);
    for (const { CachePolicyId, OriginRequestPolicyId } of config.CacheBehaviors) {
      expect([CachePolicyId, OriginRequestPolicyId]).toEqual(["catalogue", "readers"]);
    }
    expect(policy("Cache")).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        HeadersConfig: { HeaderBehavior: "none" },
        CookiesConfig: { CookieBehavior: "none" },
        QueryStringsConfig: { QueryStringBehavior: "all" },
      },
    });
    expect(policy("OriginRequest")).toMatchObject({
      HeadersConfig: { HeaderBehavior: "whitelist", Headers: ["accept-language", "x-correlation-id"] },
      CookiesConfig: { CookieBehavior: "none" },
    });
  });

  it("keeps no answer of a route that asks for a token, or for a dossier's secret", () => {
    const paths: string[] = config.CacheBehaviors.map(({ PathPattern }: { PathPattern: string }) => PathPattern);
    const keeps = (path: string) =>
      paths.some((pattern) => (pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern));
    const kept = ofApi.filter(({ route = "" }) => keeps(route.split(" ")[1] ?? "")).map(({ operation }) => operation);
    expect(kept.sort()).toEqual([
      "portal/get-openapi",
      "portal/show-docs",
      // These two answer with `no-store`: their addresses expire.
      "procedures/download-form",
      "procedures/download-guide",
      "procedures/embed-procedures",
      "procedures/export-procedures",
      "procedures/get-calendar-year",
      "procedures/get-procedure",
      "procedures/get-version",
      "procedures/list-fields",
      "procedures/list-procedures",
      "procedures/list-units",
      "procedures/list-versions",
      "procedures/show-export-schema",
      "procedures/show-procedure",
    ]);
  });

  it("keeps no error, which it would for ten seconds whatever the answer says", () => {
    expect(config.CustomErrorResponses).toEqual(
      [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((ErrorCode) => ({
        ErrorCode,
        ErrorCachingMinTTL: 0,
      })),
    );
  });

  it("adds what a browser needs to hear to every answer, and leaves a page its own policy", () => {
    const [unframed, framed] = ["no frames", "frames as the page says"].map((frames) =>
      ofType("AWS::CloudFront::ResponseHeadersPolicy")
        .map(({ properties }) => properties.ResponseHeadersPolicyConfig)
        .find(({ Comment }) => Comment.includes(frames)),
    );
    const { FrameOptions: _, ...others } = unframed.SecurityHeadersConfig;
    expect(framed.SecurityHeadersConfig).toEqual(others);
    expect(unframed.SecurityHeadersConfig).toEqual({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: false, Override: true },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: "DENY", Override: true },
      ReferrerPolicy: { ReferrerPolicy: "no-referrer", Override: true },
      ContentSecurityPolicy: {
        ContentSecurityPolicy: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        Override: false,
      },
    });
    for (const behaviour of [config.DefaultCacheBehavior, ...config.CacheBehaviors]) {
      expect(behaviour.ResponseHeadersPolicyId).toBe(
        behaviour.PathPattern === "/embed/*" ? "framedheaders" : "headers",
      );
    }
  });
});

describe("the web ACL", () => {
  type Rule = { Name: string; Priority: number } & Record<string, unknown>;
  const rules: Rule[] = acl.Rules;
  const limits = rules.filter(({ Action }) => Action !== undefined);
  const startsWith = (path: string) => ({
    ByteMatchStatement: {
      FieldToMatch: { UriPath: {} },
      PositionalConstraint: "STARTS_WITH",
      SearchString: path,
      TextTransformations: [
        { Priority: 0, Type: "URL_DECODE" },
        { Priority: 1, Type: "NORMALIZE_PATH" },
      ],
    },
  });
  const callbacks = { OrStatement: { Statements: ["/v1/payments/", "/v1/notifications/"].map(startsWith) } };
  const elsewhere = { NotStatement: { Statement: callbacks } };

  it("lets through what no rule stops", () => {
    expect(acl).toMatchObject({ Scope: "CLOUDFRONT", DefaultAction: { Allow: {} } });
    expect(rules.map(({ Name, Priority }) => [Priority, Name])).toEqual([
      [0, "webhooks-per-address"],
      [1, "lookups-per-address"],
      [2, "requests-per-address"],
      [3, "ip-reputation"],
      [4, "known-bad-inputs"],
      [5, "common"],
    ]);
  });

  it("limits an address as the stage says, by what it asks for, in 5 minutes", () => {
    const scopes = limits.map(({ Name, Statement }) => {
      const { RateBasedStatement } = Statement as { RateBasedStatement: Record<string, unknown> };
      expect(RateBasedStatement).toMatchObject({ AggregateKeyType: "IP", EvaluationWindowSec: 300 });
      return [Name, RateBasedStatement.Limit, RateBasedStatement.ScopeDownStatement];
    });
    expect(scopes).toEqual([
      ["webhooks-per-address", 1000, callbacks],
      [
        "lookups-per-address",
        100,
        { OrStatement: { Statements: [startsWith("/v1/lookups"), startsWith("/v1/tracking/")] } },
      ],
      ["requests-per-address", 3000, elsewhere],
    ]);
  });

  it("says 429 in both languages, and when to come again", () => {
    for (const { Action } of limits) {
      expect(Action).toEqual({
        Block: {
          CustomResponse: {
            ResponseCode: 429,
            CustomResponseBodyKey: "too-many",
            ResponseHeaders: [
              { Name: "retry-after", Value: "300" },
              { Name: "cache-control", Value: "no-store" },
            ],
          },
        },
      });
    }
    const { ContentType, Content } = acl.CustomResponseBodies["too-many"];
    expect(ContentType).toBe("APPLICATION_JSON");
    expect(JSON.parse(Content)).toMatchObject({
      status: 429,
      detail: expect.stringMatching(/thử lại\. \/ .* try again\.$/),
    });
  });

  it("stops what AWS knows to be hostile, but no provider's call for its looks and no body for its size", () => {
    const managed = rules.flatMap(({ Name, Statement, OverrideAction }) => {
      const { ManagedRuleGroupStatement: group } = Statement as {
        ManagedRuleGroupStatement?: Record<string, unknown>;
      };
      return group ? [{ Name, OverrideAction, ...group }] : [];
    });
    const none = { OverrideAction: { None: {} }, VendorName: "AWS" };
    expect(managed).toEqual([
      { ...none, Name: "AWSManagedRulesAmazonIpReputationList", ScopeDownStatement: elsewhere },
      { ...none, Name: "AWSManagedRulesKnownBadInputsRuleSet" },
      {
        ...none,
        Name: "AWSManagedRulesCommonRuleSet",
        ScopeDownStatement: elsewhere,
        RuleActionOverrides: [{ Name: "SizeRestrictions_BODY", ActionToUse: { Count: {} } }],
      },
    ]);
  });

  it("samples no request and hides bodies and queries wherever it speaks of one", () => {
    const visibility = [acl, ...rules].map(({ VisibilityConfig }) => VisibilityConfig.SampledRequestsEnabled);
    expect(new Set(visibility)).toEqual(new Set([false]));
    expect(acl.DataProtectionConfig.DataProtections).toEqual([
      { Action: "SUBSTITUTION", Field: { FieldType: "BODY" } },
      { Action: "SUBSTITUTION", Field: { FieldType: "QUERY_STRING" } },
    ]);
  });
});

describe("the logs of the edge", () => {
  const group = (id: string) => ofType("AWS::Logs::LogGroup").find((one) => one.id === id);
  const arnOf = (name: string) => `arn:aws:logs:us-east-1:111122223333:log-group:${name}`;

  it("are encrypted by the edge's key, kept as the stage says and retained", () => {
    for (const id of ["logsblocked", "logsserved"]) {
      expect(group(id)).toMatchObject({
        properties: { RetentionInDays: 400, KmsKeyId: "edgekey" },
        deletion: "Retain",
        replacement: "Retain",
      });
    }
    expect(group("logsblocked")?.properties.LogGroupName).toBe("aws-waf-logs-mot-cua-sample");
  });

  it("of the web ACL hold what was stopped or counted, without path, query and what proves who somebody is", () => {
    expect(only("AWS::WAFv2::LoggingConfiguration")).toEqual({
      ResourceArn: "webacl",
      LogDestinationConfigs: [arnOf("logsblocked")],
      RedactedFields: [
        { UriPath: {} },
        { QueryString: {} },
        ...["authorization", "cookie", "referer", "idempotency-key", "x-origin-secret"].map((Name) => ({
          SingleHeader: { Name },
        })),
      ],
      LoggingFilter: {
        DefaultBehavior: "DROP",
        Filters: [
          {
            Behavior: "KEEP",
            Requirement: "MEETS_ANY",
            Conditions: [{ ActionCondition: { Action: "BLOCK" } }, { ActionCondition: { Action: "COUNT" } }],
          },
        ],
      },
    });
  });

  it("of CloudFront hold chosen fields, none of which tells what was asked for, or by whom", () => {
    expect(only("AWS::Logs::DeliverySource")).toMatchObject({
      LogType: "ACCESS_LOGS",
      ResourceArn: "arn:aws:cloudfront::111122223333:distribution/front",
    });
    expect(only("AWS::Logs::DeliveryDestination")).toMatchObject({
      DestinationResourceArn: arnOf("logsserved"),
      OutputFormat: "json",
    });
    const { RecordFields, DeliverySourceName, DeliveryDestinationArn } = only("AWS::Logs::Delivery");
    expect([DeliverySourceName, DeliveryDestinationArn]).toEqual(["logssource", "logsdestination"]);
    expect(RecordFields).toEqual(expect.arrayContaining(["sc-status", "x-edge-request-id", "time-taken"]));
    for (const field of RecordFields) expect(field).not.toMatch(/uri|query|\(|cookie|referer|agent|ip|forwarded|host/i);
    expect(config).not.toHaveProperty("Logging");
  });

  it("may be written by AWS's delivery for this account only", () => {
    const { PolicyDocument } = only("AWS::Logs::ResourcePolicy");
    const statements: Statement[] = JSON.parse(PolicyDocument).Statement;
    expect(statements).toEqual([
      {
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Resource: ["logsblocked", "logsserved"].map((name) => `${arnOf(name)}:log-stream:*`),
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:111122223333:*" },
        },
      },
    ]);
  });
});

describe("the API behind the edge", () => {
  it("answers at its own domain by TLS 1.2 and nowhere else", () => {
    expect(only("AWS::ApiGatewayV2::Api").DisableExecuteApiEndpoint).toBe(true);
    expect(only("AWS::ApiGatewayV2::DomainName")).toMatchObject({
      DomainName: "api-origin.motcua.example.vn",
      DomainNameConfigurations: [
        {
          CertificateArn: loadStage("sample").edge?.certificates.origin,
          EndpointType: "REGIONAL",
          SecurityPolicy: "TLS_1_2",
        },
      ],
    });
    expect(only("AWS::ApiGatewayV2::ApiMapping")).toMatchObject({ ApiId: "doorapi", Stage: "$default" });
  });

  it("counts wrong origin secrets in the log of each of its functions, and of no other, under one alarm", () => {
    const filters = ofType("AWS::Logs::MetricFilter")
      .map(({ properties }) => properties)
      .filter(({ MetricTransformations }) => MetricTransformations[0].MetricName === "OriginSecretWrong");
    const groups = ofApi.map(({ operation }) => functionOf(operation).properties.LoggingConfig.LogGroup);
    expect(filters.map(({ LogGroupName }) => LogGroupName).sort()).toEqual(groups.sort());
    for (const { FilterPattern, MetricTransformations } of filters) {
      expect(FilterPattern).toBe('{ $.code = "origin-secret-wrong" }');
      expect(MetricTransformations).toEqual([
        { MetricNamespace: "MotCua/sample", MetricName: "OriginSecretWrong", MetricValue: "1" },
      ]);
    }
    const alarms = ofType("AWS::CloudWatch::Alarm").filter(
      ({ properties }) => properties.MetricName === "OriginSecretWrong",
    );
    expect(alarms.map(({ properties, region }) => [properties.Namespace, properties.Threshold, region])).toEqual([
      ["MotCua/sample", 5, "ap-southeast-1"],
    ]);
  });

  it("has an alarm that citizens do not get through, where CloudFront's figures are", () => {
    const alarms = ofType("AWS::CloudWatch::Alarm").filter(
      ({ properties }) => properties.MetricName === "5xxErrorRate",
    );
    expect(alarms).toMatchObject([
      {
        region: "us-east-1",
        properties: {
          Namespace: "AWS/CloudFront",
          Threshold: 5,
          Dimensions: [
            { Name: "DistributionId", Value: "front" },
            { Name: "Region", Value: "Global" },
          ],
        },
      },
    ]);
  });
});

describe("a stage without an edge", () => {
  const { edge: _, ...trial } = loadStage("sample");
  const found = synthesise(trial);

  it("has nothing of it, and its API answers at AWS's own address", () => {
    expect(found.filter(({ region }) => region !== "ap-southeast-1")).toEqual([]);
    const types = new Set(found.map(({ type }) => type));
    for (const type of ["AWS::ApiGatewayV2::DomainName", "AWS::WAFv2::WebACL"]) {
      expect(types).not.toContain(type);
    }
    const api = found.find(({ type }) => type === "AWS::ApiGatewayV2::Api");
    expect(api?.properties.DisableExecuteApiEndpoint ?? false).toBe(false);
  });

  it("has no origin secret, and no function that knows of one", () => {
    const secrets = found.filter(({ type }) => type === "AWS::SecretsManager::Secret");
    expect(secrets.map(({ properties }) => properties.Name)).toEqual([
      "sample/dossier-keys",
      "sample/vnpay",
      "sample/payos",
      "sample/momo",
      "sample/esms",
    ]);
    expect(JSON.stringify(found)).not.toMatch(/ORIGIN_SECRET|OriginSecretWrong/);
  });
});
