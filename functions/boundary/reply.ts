import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod";
import type { Written } from "./written.ts";

/** What an operation answers. `version` becomes the ETag of a dossier; `replayed` marks a repeated command. */
export type Reply = {
  status: number;
  body?: unknown;
  /** A body that the schema of the reply wrote before, in place of a body. */
  written?: Written;
  /** A page as it stands, in place of a body. */
  text?: string;
  /** A file as it stands, in place of a body; its headers say what it is. */
  bytes?: Uint8Array;
  headers?: Record<string, string>;
  version?: number;
  replayed?: boolean;
  /** The body never changes: written once, it stays written. */
  lasting?: boolean;
};

/** A file made for this caller alone: nobody keeps it on the way. `name` must say nothing of a person. */
export const attachment = (bytes: Uint8Array, name: string, contentType: string): Reply => ({
  status: 200,
  bytes,
  headers: {
    "content-type": contentType,
    // RFC 6266; the name is of our own making and needs no coding.
    "content-disposition": `attachment; filename="${name.replaceAll(/[^A-Za-z0-9._-]/g, "_")}"`,
    "cache-control": "no-store",
  },
});

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

const jsonOf = (reply: Reply, schema: z.ZodType | undefined): string | undefined => {
  if (!reply.written) return reply.body === undefined || schema === undefined ? undefined : write(reply, schema);
  if (reply.written.by !== schema) throw new TypeError("written by another schema than the reply's");
  return reply.written.json;
};

/** The reply on the wire. It is parsed by its schema too, now or before: what is not declared cannot leak. */
export const toWire = (
  reply: Reply,
  schema: z.ZodType | undefined,
  correlationId: string,
): APIGatewayProxyStructuredResultV2 => {
  const { status, body, written: before, version, replayed, headers, text, bytes } = reply;
  const json = jsonOf(reply, schema);
  return {
    statusCode: status,
    headers: {
      "x-correlation-id": correlationId,
      "x-content-type-options": "nosniff",
      ...(body === undefined && before === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
      ...(version === undefined ? {} : { etag: `"${version}"` }),
      ...(replayed ? { "idempotent-replayed": "true" } : {}),
      "cache-control": "no-store",
      ...headers,
    },
    ...(json === undefined ? {} : { body: json }),
    ...(text === undefined ? {} : { body: text }),
    ...(bytes === undefined ? {} : { body: Buffer.from(bytes).toString("base64"), isBase64Encoded: true }),
  };
};
