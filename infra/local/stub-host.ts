import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createEsmsStub } from "./stubs/esms/esms.ts";
import { createIdentityStub } from "./stubs/identity.ts";
import { createKmsStub } from "./stubs/kms.ts";
import { createMessagesStub } from "./stubs/message-desk.ts";
import { createEmailStub, createSmsStub } from "./stubs/messages.ts";
import { createMomoStub } from "./stubs/momo/momo.ts";
import { createPagesStub } from "./stubs/pages.ts";
import { createPayosStub } from "./stubs/payos/payos.ts";
import { createSecretsManagerStub } from "./stubs/secrets-manager.ts";
import type { Stub, StubContext } from "./stubs/stub.ts";
import { createVnpayStub } from "./stubs/vnpay/vnpay.ts";

export type Audiences = { citizen: string; officer: string };

export const createStubs = (context: StubContext, audiences: Audiences): Promise<Stub[]> =>
  Promise.all([
    createIdentityStub(context, audiences),
    createSmsStub(context),
    createEmailStub(context),
    createEsmsStub(context),
    createMessagesStub(context),
    createSecretsManagerStub(context),
    createKmsStub(context),
    createVnpayStub(context),
    createPayosStub(context),
    createMomoStub(context),
    createPagesStub(context),
  ]);

/** The stub that serves a public path: the longest prefix wins. */
export const stubOf = (stubs: readonly Stub[], path: string): Stub | undefined => {
  const serves = stubs.flatMap((stub) =>
    (stub.prefixes ?? [])
      .filter((prefix) => path === prefix || path.startsWith(`${prefix}/`))
      .map((prefix) => ({ stub, length: prefix.length })),
  );
  return serves.sort((a, b) => b.length - a.length)[0]?.stub;
};

/** Closes a server with what is still open on it. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export type ServiceListener = {
  /** The address of a service, or of none: that one answers every call with an error. */
  endpointOf(service: NonNullable<Stub["awsService"]> | "none"): string;
  serve(stubs: readonly Stub[]): void;
  stop(): Promise<void>;
};

const answerJson = (response: ServerResponse, status: number, value: object): void => {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1", date: new Date().toUTCString() });
  response.end(JSON.stringify(value));
};

/** The private address of the AWS services that stubs stand in for: the first segment of the path names the service. */
export const startServiceListener = async (log: (line: string) => void): Promise<ServiceListener> => {
  let serving: readonly Stub[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const [, service = "", rest = "/"] = /^\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
    url.pathname = rest;
    request.url = `${rest}${url.search}`;
    const stub = serving.find(({ awsService }) => awsService === service);
    if (stub !== undefined && (await stub.handle(request, response, url))) return;
    const what = request.headers["x-amz-target"] ?? `${request.method} ${rest}`;
    log(`no local service for ${service} ${what}`);
    if (!response.headersSent)
      answerJson(response, 400, { __type: "UnknownOperationException", message: `${what} does not run locally` });
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      log(`service stub: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else answerJson(response, 500, { __type: "InternalServerError", message: "local stub failed" });
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpointOf: (service) => `http://127.0.0.1:${port}/${service}`,
    serve: (stubs) => {
      serving = stubs;
    },
    stop: () => closeServer(server),
  };
};
