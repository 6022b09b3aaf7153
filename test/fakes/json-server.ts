import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type JsonRequest = { method: string; path: string; headers: Record<string, unknown>; body: unknown };
export type JsonReply =
  | { status?: number; headers?: Record<string, string>; body?: unknown; text?: string }
  | "silence";

/** Somebody else's HTTP service: answers each request by `reply`, and remembers what it was asked. */
export const jsonServer = async (reply: (request: JsonRequest) => JsonReply) => {
  const requests: JsonRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const request = {
        method: incoming.method ?? "",
        path: incoming.url ?? "",
        headers: incoming.headers,
        body: text === "" ? undefined : JSON.parse(text),
      };
      requests.push(request);
      const answer = reply(request);
      if (answer === "silence") return;
      outgoing.writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers });
      outgoing.end(answer.text ?? JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
