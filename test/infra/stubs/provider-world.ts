import { createHmac } from "node:crypto";
import type { Stub, StubContext } from "../../../infra/local/stubs/stub.ts";
import { startStubWorld } from "./stub-world.ts";

export type Heard = { path: string; method: string; contentType: string; body: string };

/** Written anew here, so that the stand-ins' own signers do not prove themselves. */
export const hmac = (algorithm: "sha256" | "sha512", key: string, text: string): string =>
  createHmac(algorithm, key).update(text, "utf8").digest("hex");

/** A provider, and a merchant that keeps what it was told and answers with the statuses given, then as `otherwise`. */
export const openProvider = async <Merchant>(
  name: "vnpay" | "payos" | "momo",
  create: (context: StubContext) => Promise<Stub>,
  { statuses = [], otherwise = 204, stateDir }: { statuses?: number[]; otherwise?: number; stateDir?: string } = {},
) => {
  const heard: Heard[] = [];
  const log: string[] = [];
  const world = await startStubWorld(
    async (context) => [await create(stateDir === undefined ? context : { ...context, stateDir })],
    {
      context: { log: (line) => log.push(line) },
      other: async (request, response, url) => {
        if (!url.pathname.startsWith("/v1/payments/")) return false;
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        const contentType = request.headers["content-type"] ?? "";
        heard.push({
          path: url.pathname,
          method: request.method ?? "",
          contentType,
          body: Buffer.concat(chunks).toString(),
        });
        response.writeHead(statuses.shift() ?? otherwise).end();
        return true;
      },
    },
  );
  const base = `/local/${name}`;
  const json = async (response: Response) => ({
    status: response.status,
    type: response.headers.get("content-type"),
    body: (await response.json()) as Record<string, unknown>,
  });
  return {
    ...world,
    heard,
    log,
    merchant: (await (await world.get(`${base}/merchant`)).json()) as Merchant,
    show: async (path: string) => json(await world.get(base + path)),
    call: async (method: string, path: string, body: unknown) => json(await world.send(method, base + path, body)),
    settle: async (body: Record<string, unknown>) => json(await world.send("POST", `${base}/settle`, body)),
    press: (path: string, form: Record<string, string>) =>
      fetch(world.origin + path, { method: "POST", body: new URLSearchParams(form), redirect: "manual" }),
    statement: async (day: string) => (await world.get(`${base}/statement?day=${day}`)).text(),
  };
};
