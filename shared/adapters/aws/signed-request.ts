import { Sha256Node } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/transport";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { SignatureV4 } from "@smithy/signature-v4";

/**
 * Requests to services of which a function needs one or two, signed and sent by the parts that the SDK itself is made
 * of. A whole client would cost a bundle 10 (secrets) to 55 KB (S3) of gzip and the cold start of every submission.
 */
type Service = "s3" | "secretsmanager";

export type Wanted = {
  service: Service;
  method: "GET" | "HEAD" | "POST" | "PUT";
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
};

export type Answer = { status: number; bytes: Buffer; readonly text: string };

const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
};

const endpointOf = (service: Service): URL => {
  const own = process.env[service === "s3" ? "AWS_ENDPOINT_URL_S3" : "AWS_ENDPOINT_URL_SECRETS_MANAGER"];
  return new URL(own ?? process.env.AWS_ENDPOINT_URL ?? `https://${service}.${variable("AWS_REGION")}.amazonaws.com`);
};

const requestOf = ({ service, method, path, query = {}, headers = {}, body }: Wanted): HttpRequest => {
  const { protocol, hostname, port, host, pathname } = endpointOf(service);
  return new HttpRequest({
    protocol,
    hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    method,
    path: `${pathname.replace(/\/$/, "")}${path}`,
    query,
    headers: { host, ...headers },
    ...(body === undefined ? {} : { body }),
  });
};

/** Credentials are read for each request: Lambda renews them in the environment. */
const signerOf = (service: Service): SignatureV4 => {
  const sessionToken = process.env.AWS_SESSION_TOKEN;
  return new SignatureV4({
    service,
    region: variable("AWS_REGION"),
    credentials: {
      accessKeyId: variable("AWS_ACCESS_KEY_ID"),
      secretAccessKey: variable("AWS_SECRET_ACCESS_KEY"),
      ...(sessionToken ? { sessionToken } : {}),
    },
    sha256: Sha256Node,
    uriEscapePath: service !== "s3",
    applyChecksum: false,
  });
};

const UNSIGNED = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };

/** An address that does what was wanted, for so long; the named headers are signed and must be sent along. */
export const presignedUrl = async (wanted: Wanted, seconds: number, sentHeaders: string[] = []): Promise<string> => {
  const request = requestOf({ ...wanted, headers: { ...wanted.headers, ...UNSIGNED } });
  const signed = await signerOf(wanted.service).presign(request, {
    expiresIn: seconds,
    unhoistableHeaders: new Set(sentHeaders),
    signableHeaders: new Set(["host", ...sentHeaders]),
  });
  const { protocol, hostname, port, path, query } = signed;
  const encoded = Object.entries(query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}?${encoded.join("&")}`;
};

const ATTEMPTS = 3;
const handler = new NodeHttpHandler({ connectionTimeout: 2_000, requestTimeout: 5_000 });

/** The bytes of a body, into one place where its length is told: an object of megabytes is not held twice. */
const bytesIn = async (body: AsyncIterable<Uint8Array>, length: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  const whole = Number.isSafeInteger(length) ? Buffer.alloc(length) : undefined;
  let size = 0;
  for await (const chunk of body) {
    if (whole) whole.set(chunk, size);
    else chunks.push(chunk);
    size += chunk.length;
  }
  // Of a HEAD the length is told and no body comes.
  return whole ? whole.subarray(0, size) : Buffer.concat(chunks);
};

const once = async (wanted: Wanted): Promise<Answer> => {
  const request = requestOf(
    wanted.service === "s3" ? { ...wanted, headers: { ...wanted.headers, ...UNSIGNED } } : wanted,
  );
  const signed = (await signerOf(wanted.service).sign(request)) as HttpRequest;
  const { response } = await handler.handle(signed);
  const bytes = await bytesIn(response.body as AsyncIterable<Uint8Array>, Number(response.headers["content-length"]));
  return {
    status: response.statusCode,
    bytes,
    get text() {
      return bytes.toString();
    },
  };
};

/** Sends it and answers with whatever came, after a few tries where nothing came or the service had a fault. */
export const send = async (wanted: Wanted): Promise<Answer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await once(wanted);
      if (answer.status < 500 || attempt === ATTEMPTS) return answer;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100 * 2 ** attempt));
  }
};
