import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Body = Record<string, unknown>;
export type StandIn = { url: string; port: string; close: () => void };

/** A host on this machine; `handle` gets what was asked, by the name of the AWS operation. */
const standIn = async (handle: (operation: string, body: Body, response: ServerResponse) => void): Promise<StandIn> =>
  hosting((request, response) => {
    const bytes: Buffer[] = [];
    request.on("data", (chunk: Buffer) => bytes.push(chunk));
    request.on("end", () => {
      const operation = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
      handle(operation, JSON.parse(Buffer.concat(bytes).toString()) as Body, response);
    });
  });

export const hosting = async (
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<StandIn> => {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = String((server.address() as AddressInfo).port);
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, port, close };
};

const answer = (response: ServerResponse, body: object, status = 200): void => {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify(body));
};

/** Secrets Manager; a secret of which `textOf` knows nothing at a stage is not there. */
export const secretsOf = (textOf: (id: string, stage: string) => string | undefined): Promise<StandIn> =>
  standIn((_, { SecretId, VersionStage }, response) => {
    const SecretString = textOf(String(SecretId), String(VersionStage));
    if (SecretString === undefined) answer(response, { __type: "ResourceNotFoundException" }, 400);
    else answer(response, { SecretString });
  });

/** One message that was put on a queue. `reason` is why a consumer could not read it. */
export type Put = { queue: string; body: string; delaySeconds: number; reason?: string | undefined };

/** SQS, as far as messages are put on its queues. */
export const queuesOf = (put: (message: Put) => void): Promise<StandIn> =>
  standIn((operation, body, response) => {
    if (operation !== "SendMessage") return answer(response, { __type: "UnsupportedOperation" }, 400);
    const { QueueUrl, MessageBody, DelaySeconds = 0, MessageAttributes } = body;
    const attributes = (MessageAttributes ?? {}) as Record<string, { StringValue?: string }>;
    const queue = String(QueueUrl).split("/").at(-1) ?? "";
    const text = String(MessageBody);
    put({ queue, body: text, delaySeconds: Number(DelaySeconds), reason: attributes.reason?.StringValue });
    answer(response, { MessageId: "1", MD5OfMessageBody: createHash("md5").update(text).digest("hex") });
  });

export const PROVIDER_TAKES_MS = 20;

/** AWS End User Messaging, which takes every message at once and says so after a while; unless `taken` loses the answer. */
export const smsOf = (taken: (reference: string) => "lost" | undefined): Promise<StandIn> =>
  standIn((_, { Context }, response) => {
    const lost = taken((Context as { reference: string }).reference) === "lost";
    setTimeout(() => (lost ? response.destroy() : answer(response, { MessageId: "1" })), PROVIDER_TAKES_MS);
  });
