import { randomUUID } from "node:crypto";
import { appendFile } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { ApiModel, RouteModel } from "../assembly/model-api.ts";
import type { Outcome } from "../functions/function-worker.ts";
import { createAuthorizer } from "./authorizer.ts";
import { headersOf, httpEvent } from "./http-event.ts";
import { gatewayReply, type HttpReply, replyOf } from "./http-reply.ts";
import { createRouter } from "./routes.ts";

/** Payload quota of HTTP APIs. */
const LARGEST_BODY = 10 * 1024 * 1024;

/** Quota of HTTP APIs for the request line and the values of all headers together. */
const LARGEST_HEAD = 10_240;

const headSize = ({ method, url, httpVersion, rawHeaders }: IncomingMessage): number =>
  `${method} ${url} HTTP/${httpVersion}`.length +
  rawHeaders.reduce((sum, text, at) => sum + (at % 2 === 1 ? text.length : 0), 0);

/** The body, or undefined where it is over the quota: the rest is read and dropped. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size > LARGEST_BODY ? undefined : Buffer.concat(chunks);
};

const replyTo = (outcome: Outcome): HttpReply => {
  if (outcome.ok) return replyOf(outcome.payload);
  return outcome.reason === "timeout"
    ? gatewayReply(503, "Service Unavailable")
    : gatewayReply(500, "Internal Server Error");
};

export type Gateway = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** The HTTP API of the template. */
export const createGateway = (world: {
  api: ApiModel;
  origin: string;
  account: string;
  logFolder: string;
  invoke(functionName: string, event: unknown, limitMs: number): Promise<Outcome>;
}): Gateway => {
  const choose = createRouter(world.api.routes);
  const authorize = createAuthorizer(world.origin);
  const accessLog = join(world.logFolder, "gateway.log");

  const answer = async (
    request: IncomingMessage,
    url: URL,
    requestId: string,
  ): Promise<{ reply: HttpReply; route: RouteModel | undefined }> => {
    if (headSize(request) > LARGEST_HEAD)
      return { reply: gatewayReply(431, "Request Header Fields Too Large"), route: undefined };
    const chosen = choose(request.method ?? "GET", url.pathname);
    const route = chosen?.route;
    const body = await readBody(request);
    if (chosen === undefined) return { reply: gatewayReply(404, "Not Found"), route };
    const verdict = await authorize(chosen.route, headersOf(request).authorization);
    if (verdict.kind === "unauthorized") return { reply: gatewayReply(401, "Unauthorized"), route };
    if (verdict.kind === "forbidden") return { reply: gatewayReply(403, "Forbidden"), route };
    if (body === undefined) return { reply: gatewayReply(413, "Request Entity Too Large"), route };
    const event = httpEvent({
      request,
      url,
      body,
      chosen,
      jwt: verdict.kind === "accepted" ? verdict.jwt : undefined,
      requestId,
      api: { id: world.api.id, account: world.account },
    });
    const outcome = await world.invoke(chosen.route.functionName, event, chosen.route.timeoutMs);
    return { reply: replyTo(outcome), route };
  };

  return async (request, response, url) => {
    const started = performance.now();
    const requestId = randomUUID();
    const { reply, route } = await answer(request, url, requestId);
    response.writeHead(reply.status, {
      date: new Date().toUTCString(),
      "content-length": reply.body.length,
      "apigw-requestid": requestId,
      ...reply.headers,
    });
    response.end(request.method === "HEAD" ? undefined : reply.body);
    const line = {
      requestId,
      at: Date.now(),
      routeKey: route?.key ?? "",
      status: reply.status,
      responseLength: reply.body.length,
      latencyMs: Math.round(performance.now() - started),
    };
    // The route key only: paths carry tokens.
    appendFile(accessLog, `${JSON.stringify(line)}\n`, () => undefined);
  };
};
