import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Asked = { method: string; path: string; headers: Record<string, unknown>; body: string };

/** How the other side behaves: an answer, or what a bad day of it looks like. */
export type Behaviour =
  | { status?: number; body: string; headers?: Record<string, string> }
  | "silent"
  | "cut"
  | "stuck"
  | "endless";

const flood = (response: ServerResponse): void => {
  const more = (): void => {
    while (!response.destroyed && response.write(" ".repeat(65_536)));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
};

const send = (response: ServerResponse, behaviour: Behaviour): void => {
  if (behaviour === "cut") response.destroy();
  if (behaviour === "stuck") response.writeHead(200).write('{"code":');
  if (behaviour === "endless") flood(response.writeHead(200));
  if (typeof behaviour === "string") return;
  response.writeHead(behaviour.status ?? 200, { "content-type": "application/json", ...behaviour.headers });
  response.end(behaviour.body);
};

/** A provider's host on this machine, that answers as `behave` says and remembers what it was asked. */
export const aServer = async () => {
  const asked: Asked[] = [];
  const host = { behave: (_: Asked): Behaviour => ({ status: 404, body: "{}" }) };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString("utf8") };
      asked.push(one);
      send(response, host.behave(one));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    host,
    close: (): Promise<void> =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};
