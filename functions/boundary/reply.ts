import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod";

/** What an operation answers. `version` becomes the ETag of a dossier; `replayed` marks a repeated command. */
export type Reply = {
  status: number;
  body?: unknown;
  /** A page as it stands, in place of a body. */
  text?: string;
  headers?: Record<string, string>;
  version?: number;
  replayed?: boolean;
  /** The body never changes: written once, it stays written. */
  lasting?: boolean;
};

export const redirectTo = (url: string): Reply => ({
  status: 302,
  headers: { location: url, "cache-control": "no-store" },
});

const written = new WeakMap<object, string>();

const write = ({ body, lasting }: Reply, schema: z.ZodType): string => {
  const known = lasting ? written.get(body as object) : undefined;
  if (known !== undefined) return known;
  const text = JSON.stringify(schema.parse(body));
  if (lasting) written.set(body as object, text);
  return text;
};

/** The reply on the wire. It is parsed by its schema too: what is not declared cannot leak. */
export const toWire = (
  reply: Reply,
  schema: z.ZodType | undefined,
  correlationId: string,
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: reply.status,
  headers: {
    "x-correlation-id": correlationId,
    "x-content-type-options": "nosniff",
    ...(reply.body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
    ...(reply.version === undefined ? {} : { etag: `"${reply.version}"` }),
    ...(reply.replayed ? { "idempotent-replayed": "true" } : {}),
    "cache-control": "no-store",
    ...reply.headers,
  },
  ...(reply.body === undefined || schema === undefined ? {} : { body: write(reply, schema) }),
  ...(reply.text === undefined ? {} : { body: reply.text }),
});
