import { mkdtempSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stub, StubContext } from "../../../infra/local/stubs/stub.ts";

export const newStateDir = (): string => mkdtempSync(join(tmpdir(), "mot-cua-stub-test-"));

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean> | boolean;

/** A server of one origin whose stubs are asked in turn, as the runner asks them; the rest is 404. */
export const startStubWorld = async (
  create: (context: StubContext) => Promise<readonly Stub[]>,
  more: { context?: Partial<StubContext>; other?: Handler } = {},
) => {
  let stubs: readonly Stub[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    for (const stub of stubs) if (await stub.handle(request, response, url)) return;
    if (await more.other?.(request, response, url)) return;
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context: StubContext = {
    origin,
    stateDir: newStateDir(),
    emulatorEndpoint: "http://127.0.0.1:9",
    secrets: [],
    keys: [],
    putEvent: async () => undefined,
    environmentOf: () => ({}),
    log: () => undefined,
    ...more.context,
  };
  stubs = await create(context);
  return {
    origin,
    context,
    get: (path: string) => fetch(origin + path, { redirect: "manual" }),
    send: (method: string, path: string, body: unknown) =>
      fetch(origin + path, { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    stop: async () => {
      for (const stub of stubs) await stub.stop?.();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
