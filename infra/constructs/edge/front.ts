import { Duration } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { Edge } from "../../stage/edge.ts";
import type { Stage } from "../../stage.ts";

/** What anyone may read and keep for as long as the answer says; no answer under these paths depends on who asks. */
const PUBLIC_PATHS = [
  "/v1/procedures*",
  "/v1/fields",
  "/v1/units",
  "/v1/calendar/*",
  "/v1/openapi.json",
  "/docs",
  "/procedures/*",
];
/** What other sites may frame: the page itself says so, and nothing before it may say otherwise. */
const FRAMED_PATHS = ["/embed/*"];

/** CloudFront keeps errors for ten seconds, also against `no-store`: one caller's 404 would be another's answer. */
const ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

const headersPolicy = (scope: Construct, id: string, frames: "no frames" | "frames as the page says") =>
  new ResponseHeadersPolicy(scope, id, {
    comment: `TLS only, no sniffing, ${frames}, nothing to run`,
    securityHeadersBehavior: {
      // Without its subdomains: the public domain may be the province's own, with neighbours that we do not know.
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true },
      contentTypeOptions: { override: true },
      ...(frames === "no frames" ? { frameOptions: { frameOption: HeadersFrameOption.DENY, override: true } } : {}),
      // Addresses of tracking links are credentials.
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      // For answers that are no page. A page brings a stricter or wider one of its own, which stays.
      contentSecurityPolicy: {
        contentSecurityPolicy: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        override: false,
      },
    },
  });

export type FrontProps = { stage: Stage; edge: Edge; acl: CfnWebACL; originSecret: string };

/** CloudFront on the public domain: passes everything on to the API and keeps only what the catalogue says it may. */
export const front = (scope: Construct, id: string, { stage, edge, acl, originSecret }: FrontProps): Distribution => {
  const origin = new HttpOrigin(edge.originDomain, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    readTimeout: Duration.seconds(30),
    // Resolved when the stack is deployed, from the secret's replica beside CloudFront.
    customHeaders: { "x-origin-secret": `{{resolve:secretsmanager:${originSecret}:SecretString:${edge.originKey}}}` },
  });
  const shared = {
    origin,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    responseHeadersPolicy: headersPolicy(scope, "headers", "no frames"),
  };
  // Neither of these two hands Authorization on, so what is kept was made for nobody in particular.
  const cachePolicy = new CachePolicy(scope, "catalogue", {
    comment: "As long as the answer says, by path and query",
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(1),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    enableAcceptEncodingGzip: true,
    enableAcceptEncodingBrotli: true,
  });
  const originRequestPolicy = new OriginRequestPolicy(scope, "readers", {
    comment: "What an answer of the catalogue may take into account",
    headerBehavior: OriginRequestHeaderBehavior.allowList("accept-language", "x-correlation-id"),
    queryStringBehavior: OriginRequestQueryStringBehavior.all(),
  });
  const readers: BehaviorOptions = { ...shared, cachePolicy, originRequestPolicy };
  const responseHeadersPolicy = headersPolicy(scope, "framed-headers", "frames as the page says");
  const framed: BehaviorOptions = { ...readers, responseHeadersPolicy };
  return new Distribution(scope, id, {
    comment: `Mot Cua ${stage.name}`,
    domainNames: [new URL(stage.publicOrigin).hostname],
    certificate: Certificate.fromCertificateArn(scope, "certificate", edge.certificates.public),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: HttpVersion.HTTP2_AND_3,
    // The least that has edges in Viet Nam.
    priceClass: PriceClass.PRICE_CLASS_200,
    webAclId: acl.attrArn,
    defaultBehavior: {
      ...shared,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    },
    additionalBehaviors: Object.fromEntries([
      ...PUBLIC_PATHS.map((path) => [path, readers]),
      ...FRAMED_PATHS.map((path) => [path, framed]),
    ]),
    errorResponses: ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
  });
};
