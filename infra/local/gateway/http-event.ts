import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Chosen } from "./routes.ts";

export type Received = {
  request: IncomingMessage;
  url: URL;
  body: Buffer;
  chosen: Chosen;
  jwt: { claims: Record<string, string>; scopes: string[] | null } | undefined;
  requestId: string;
  api: { id: string; account: string };
};

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number): string => String(value).padStart(2, "0");

/** `12/Mar/2020:19:03:58 +0000`, as request logs write it. */
const logTime = (at: Date): string =>
  `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:` +
  `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;

/** Headers in lower case, values of the same name joined by a comma; cookies have a member of their own. */
export const headersOf = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = (request.rawHeaders[at] ?? "").toLowerCase();
    const value = request.rawHeaders[at + 1] ?? "";
    if (name === "cookie") continue;
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  headers["x-forwarded-for"] = addressOf(request);
  headers["x-forwarded-proto"] = "http";
  return headers;
};

const addressOf = (request: IncomingMessage): string =>
  (request.socket.remoteAddress ?? "127.0.0.1").replace(/^::ffff:/, "");

const queryOf = (url: URL): Record<string, string> | undefined => {
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  return Object.keys(query).length === 0 ? undefined : query;
};

const TEXT = /^(text\/|application\/(json|javascript|xml)\b|application\/[^;]+\+(json|xml)\b)/i;

const decodedPath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/**
 * The event of payload format 2.0
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 */
export const httpEvent = ({ request, url, body, chosen, jwt, requestId, api }: Received): object => {
  const headers = headersOf(request);
  const query = queryOf(url);
  const rawPath = decodedPath(url.pathname);
  const declaredText = headers["content-type"] === undefined || TEXT.test(headers["content-type"]);
  // Bytes that are no UTF-8 must reach the function as they came, not as replacement characters.
  const isText = body.length === 0 || (declaredText && isUtf8(body));
  const now = new Date();
  const cookies = request.headers.cookie?.split("; ");
  return {
    version: "2.0",
    routeKey: chosen.route.key,
    rawPath,
    rawQueryString: url.search.slice(1),
    ...(cookies ? { cookies } : {}),
    headers,
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: api.account,
      apiId: api.id,
      ...(jwt ? { authorizer: { jwt } } : {}),
      domainName: headers.host ?? "",
      domainPrefix: (headers.host ?? "").split(/[.:]/)[0],
      http: {
        method: request.method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: addressOf(request),
        userAgent: headers["user-agent"] ?? "",
      },
      requestId,
      routeKey: chosen.route.key,
      stage: "$default",
      time: logTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(chosen.pathParameters).length > 0 ? { pathParameters: chosen.pathParameters } : {}),
    ...(body.length > 0 ? { body: body.toString(isText ? "utf8" : "base64") } : {}),
    isBase64Encoded: !isText,
  };
};
