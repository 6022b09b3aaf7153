import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DemoFailed } from "./client.ts";

/** `folder` holds its state and logs where the stack is one of our own. */
export type OpenedStack = { origin: string; folder?: string; close(): Promise<void> };

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** A stack of its own, from nothing, in a folder that goes away with it. */
const ownStack = async (environment: Record<string, string>): Promise<OpenedStack> => {
  const folder = mkdtempSync(join(tmpdir(), "mot-cua-"));
  const port = await freePort();
  const child = spawn(process.execPath, [join(import.meta.dirname, "../start.ts"), "--fresh"], {
    env: { ...process.env, PORT: String(port), LOCAL_STATE_DIR: folder, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const close = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith("Ready: ")) return line.slice("Ready: ".length).trim();
    }
    return undefined;
  })();
  const origin = await Promise.race([ready, ended.then(() => undefined)]);
  if (origin !== undefined) return { origin, folder, close };
  await close();
  throw new DemoFailed("the local stack did not start");
};

/** The stack at an address, or one of its own in an environment. */
export const openedStack = async (
  address: string | undefined,
  environment: Record<string, string> = {},
): Promise<OpenedStack> =>
  address === undefined ? ownStack(environment) : { origin: address, close: async () => undefined };
