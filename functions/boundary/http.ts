import { createHash, randomUUID } from "node:crypto";
import middy from "@middy/core";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type * as z from "zod";
import { type Instant, instantOf } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { bytesOf, hashOf, readBody } from "./body.ts";
import { callerAddress } from "./edge.ts";
import { faultsOf } from "./faults.ts";
import { type Citizen, type IdentityKind, type IdentityOf, identityOf, type OfficerToken } from "./identity.ts";
import { log } from "./log.ts";
import { NoQuery } from "./query.ts";
import { type Reply, toWire } from "./reply.ts";
import { edgeWiring } from "./wiring.ts";

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

export type HttpSpec<I extends IdentityKind> = {
  /** `<METHOD> <path>`, as the template has it; the API's document is made of it and of the schemas. */
  route?: `${string} /${string}`;
  summary?: { vi: string; en: string };
  /** Of the answer when all is well; 200 where it is absent. */
  status?: number;
  identity: I;
  path?: z.ZodType;
  /** None where it is absent: what is not declared is refused. */
  query?: z.ZodType;
  body?: z.ZodType;
  /** The body is taken as it came, of any type: for callers whose signature is over what they sent. */
  raw?: true;
  reply?: z.ZodType;
  /** Creates or moves something: the Idempotency-Key is required. */
  command?: true;
  /** The caller must name the version it saw, or may. */
  ifMatch?: true | "optional";
  /** For callers with a protocol of their own (payment providers): how our fault is said in it. */
  fault?: Reply;
};

/** What makes a command single, and what tells its replay from a reuse of its key. */
export type Command = { id: string; bodyHash: string };

export type Request<S extends HttpSpec<IdentityKind>> = {
  identity: IdentityOf[S["identity"]];
  path: Output<S["path"]>;
  query: Output<S["query"]>;
  body: S["raw"] extends true ? Uint8Array : Output<S["body"]>;
  command: S["command"] extends true ? Command : undefined;
  ifMatch: S["ifMatch"] extends true ? number : S["ifMatch"] extends "optional" ? number | undefined : undefined;
  headers: Record<string, string | undefined>;
  rawQuery: string;
  sourceIp: string;
  language: "vi" | "en";
  at: Instant;
  correlationId: string;
};

export type Operation<S extends HttpSpec<IdentityKind>, D> = (
  request: Request<S>,
  dependencies: D,
) => Promise<Reply | Refusal> | Reply | Refusal;

/** Whose key it is: one person may sign in for several organisations. */
const principalOf = (identity: Citizen | OfficerToken | undefined): string => {
  if (!identity) return "anyone";
  const organisation = identity.kind === "organisation" ? `:${identity.taxCode}` : "";
  return `${identity.kind}:${identity.sub}${organisation}`;
};

const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/;

const commandOf = (event: Event, principal: string, body: unknown): Command | Refusal => {
  const key = event.headers["idempotency-key"];
  if (key === undefined || key === "") return refuse("idempotency-key-missing");
  if (!IDEMPOTENCY_KEY.test(key)) return refuse("idempotency-key-invalid");
  const { method, path } = event.requestContext.http;
  const id = createHash("sha256").update(`${principal}\n${method} ${path}\n${key}`).digest("base64url");
  // Hashed with its key, which is kept nowhere: a short text could else be guessed from the hash, and outlive its erasure.
  return { id, bodyHash: hashOf([key, body ?? null]) };
};

const versionOf = (event: Event, asked: HttpSpec<IdentityKind>["ifMatch"]): number | undefined | Refusal => {
  const header = event.headers["if-match"];
  if (asked === undefined || (asked === "optional" && header === undefined)) return undefined;
  if (header === undefined || header.trim() === "") return refuse("if-match-missing");
  const match = /^(?:W\/)?"(0|[1-9]\d{0,8})"$/.exec(header.trim());
  return match ? Number(match[1]) : refuse("version-stale");
};

const parsed = (schema: z.ZodType | undefined, value: unknown, refused: Refusal["refused"]): unknown | Refusal => {
  if (!schema) return undefined;
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? result.data : refuse(refused, { faults: faultsOf(result.error) });
};

const languageOf = (event: Event): "vi" | "en" =>
  /^\s*en\b/i.test(event.headers["accept-language"] ?? "") ? "en" : "vi";

/** The request as plain, checked values, or the first refusal. Cheap checks come first. */
const requestOf = <S extends HttpSpec<IdentityKind>>(
  spec: S,
  event: Event,
  { correlationId, behindEdge }: { correlationId: string; behindEdge: boolean },
) => {
  const identity = identityOf(spec.identity, event);
  if (spec.identity !== "none" && !identity) return refuse("token-invalid");

  const ifMatch = versionOf(event, spec.ifMatch);
  const path = parsed(spec.path, event.pathParameters ?? {}, "path-unknown");
  if (isRefusal(path)) return refuse("path-unknown");
  const query = parsed(spec.query ?? NoQuery, event.queryStringParameters ?? {}, "query-invalid");
  if (isRefusal(query)) return query;

  const raw = spec.body ? readBody(event) : { value: undefined };
  if (isRefusal(raw)) return raw;
  const command = spec.command ? commandOf(event, principalOf(identity), raw.value) : undefined;
  if (isRefusal(command)) return command;
  if (isRefusal(ifMatch)) return ifMatch;
  const body = spec.raw ? bytesOf(event) : parsed(spec.body, raw.value, "body-invalid");
  if (isRefusal(body)) return body;

  return {
    identity,
    path,
    query,
    body,
    command,
    ifMatch,
    headers: event.headers,
    rawQuery: event.rawQueryString,
    sourceIp: callerAddress(event, behindEdge),
    language: languageOf(event),
    at: instantOf(Date.now()),
    correlationId,
  } as Request<S>;
};

/** Faults of the cloud that pass: the caller may try again, nothing was stored. */
const PASSING = new Set(["ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"]);

const correlationOf = (event: Event): string => {
  const given = event.headers["x-correlation-id"];
  return given !== undefined && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
};

/**
 * One HTTP operation. The order is the same for all: correlation id, edge, identity, body, schema, Idempotency-Key, the
 * operation with its dependencies, the reply by its schema; a refusal or a fault becomes a problem document.
 */
export const http = <const S extends HttpSpec<IdentityKind>, D>(
  spec: S,
  wiring: () => Promise<D> | D,
  operation: Operation<S, D>,
) => {
  const answer = async (event: Event, _context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    const correlationId = correlationOf(event);
    const { routeKey } = event.requestContext;
    const problem = async (refusal: Refusal) => {
      // The words of all refusals: beside the bundle, for the calls that are refused.
      const { problemOf } = await import("./problem.ts");
      return problemOf(refusal, languageOf(event), correlationId);
    };
    const refused = (refusal: Refusal) => {
      log.info("request-refused", { correlationId, route: routeKey, refused: refusal.refused });
      return problem(refusal);
    };
    try {
      const { passes } = await edgeWiring();
      const verdict = await passes?.(event);
      // Only a wrong value wakes somebody: CloudFront's own may have fallen out of the live ones.
      if (verdict === "wrong") log.error("origin-secret-wrong", { correlationId, route: routeKey });
      if (verdict === "wrong" || verdict === "absent") return await refused(refuse("edge-bypassed"));
      const request = requestOf(spec, event, { correlationId, behindEdge: verdict === "passed" });
      if (isRefusal(request)) return await refused(request);
      const outcome = await operation(request, await wiring());
      return isRefusal(outcome) ? await refused(outcome) : toWire(outcome, spec.reply, correlationId);
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      log.error("request-failed", { correlationId, route: routeKey, error: name });
      if (spec.fault) return toWire(spec.fault, spec.reply, correlationId);
      return await problem(PASSING.has(name) ? refuse("busy", { retryAfterSeconds: 2 }) : refuse("internal-error"));
    }
  };
  return middy<Event, APIGatewayProxyStructuredResultV2, Error, Context>().handler(answer);
};
