import type { IncomingMessage, ServerResponse } from "node:http";

/** 1 MB: the largest message SES takes here with room to spare; nothing else a stub reads is larger. */
const LARGEST_BODY = 1_048_576;

export const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new RangeError("body over 1 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

/** The body as a JSON object, or undefined where it is anything else. An empty body is `{}`. */
export const readObject = async (request: IncomingMessage): Promise<Record<string, unknown> | undefined> => {
  const text = await readText(request);
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Node stamps answers with the machine's clock; the SDK corrects its own clock by that stamp,
 * so a moved clock must be told in it or the next signature carries the wrong time.
 */
const stamp = (response: ServerResponse): void => {
  response.setHeader("date", new Date().toUTCString());
};

const send = (
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
): true => {
  stamp(response);
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    ...headers,
  });
  response.end(body);
  return true;
};

export const sendJson = (response: ServerResponse, status: number, value: unknown): true =>
  send(response, status, "application/json; charset=utf-8", JSON.stringify(value));

export const sendPage = (response: ServerResponse, status: number, html: string): true =>
  send(response, status, "text/html; charset=utf-8", html);

/** A file to save, in UTF-8. */
export const sendCsv = (response: ServerResponse, fileName: string, text: string): true =>
  send(response, 200, "text/csv; charset=utf-8", text, {
    "content-disposition": `attachment; filename="${fileName}"`,
  });

/** RFC 9457, the form of every refusal under `/local`. */
export const sendProblem = (response: ServerResponse, status: number, code: string, detail: string): true =>
  send(
    response,
    status,
    "application/problem+json; charset=utf-8",
    JSON.stringify({ type: `urn:mot-cua:local:problems:${code}`, title: code, status, detail }),
  );

export const sendNothing = (response: ServerResponse): true => {
  stamp(response);
  response.writeHead(204);
  response.end();
  return true;
};

/** AWS's JSON protocols; `rest` is that of services with paths of their own. */
export type AwsProtocol = "1.0" | "1.1" | "rest";

const awsContentType = (protocol: AwsProtocol): string =>
  protocol === "rest" ? "application/json" : `application/x-amz-json-${protocol}`;

export const sendAws = (response: ServerResponse, protocol: AwsProtocol, value: unknown): true =>
  send(response, 200, awsContentType(protocol), JSON.stringify(value));

/** An error in the words of AWS's JSON protocols, as the SDK parses it, with what more its service says of it. */
export const sendAwsError = (
  response: ServerResponse,
  status: number,
  protocol: AwsProtocol,
  code: string,
  message: string,
  more: object = {},
): true =>
  send(
    response,
    status,
    awsContentType(protocol),
    JSON.stringify({ __type: code, message, Message: message, ...more }),
    { "x-amzn-errortype": code },
  );
