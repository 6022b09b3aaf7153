import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from "aws-lambda";

type Given = {
  method?: string;
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
  pathParameters?: Record<string, string>;
  claims?: Record<string, string>;
};

/** An event as the HTTP API sends it, payload format 2.0. */
export const httpEvent = (given: Given = {}): APIGatewayProxyEventV2WithJWTAuthorizer => {
  const { method = "POST", path = "/v1/things", query = {}, headers = {}, body, pathParameters, claims } = given;
  return {
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { "content-type": "application/json", ...headers },
    queryStringParameters: query,
    ...(pathParameters ? { pathParameters } : {}),
    requestContext: {
      accountId: "000000000000",
      apiId: "api",
      domainName: "localhost",
      domainPrefix: "localhost",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
      requestId: "request",
      routeKey: `${method} ${path}`,
      stage: "$default",
      time: "23/Nov/2026:01:30:00 +0000",
      timeEpoch: 1,
      authorizer: { principalId: "", integrationLatency: 0, jwt: { claims: claims ?? {}, scopes: [] } },
    },
    isBase64Encoded: false,
    ...(body === undefined ? {} : { body }),
  };
};

export const NO_CONTEXT = {} as Context;
