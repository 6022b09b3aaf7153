import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect, createServer, Server } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startFauxqs } from "fauxqs";
import { EMULATORS_END_MS, EMULATORS_LOCK, lockState } from "../state-folder.ts";

/**
 * The process beside the runner that holds the emulators, on the machine's own clock. It ends when the channel to the
 * runner closes, so a killed runner leaves nobody behind with the database open.
 */
export type HostRequest = { stateDir: string; dynamodb: boolean; aws: boolean; region: string };
export type HostAnswer =
  | { ready: { dynamodb?: string; aws?: string } }
  | { failed: "no-dynamodb-binary" | "state-held" | "error"; detail: string };

const HOST = "127.0.0.1";
const PATIENCE_MS = 8_000;

// fauxqs listens on every interface and has no option for it; the emulators are for this machine only.
const listen = Server.prototype.listen;
Server.prototype.listen = function (this: Server, ...given: Parameters<typeof listen>) {
  const [options] = given as unknown[];
  if (typeof options === "object" && options !== null) Object.assign(options, { host: HOST });
  return listen.apply(this, given);
} as typeof listen;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: HOST }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, HOST, () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.unref();
    socket.once("connect", () => socket.destroy());
  });

const binary = (): string | undefined => {
  try {
    const name = `@dynoxide/${process.platform}-${process.arch}`;
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), process.platform === "win32" ? "dynoxide.exe" : "dynoxide");
  } catch {
    return undefined;
  }
};

/** Ends a database process that an earlier host left behind; only one that has this very file open. */
const endLeftBehind = async (pidFile: string, database: string): Promise<void> => {
  try {
    const pid = Number(readFileSync(pidFile, "utf8"));
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    if (!command.includes("dynoxide") || !command.includes(database)) return;
    process.kill(pid, "SIGKILL");
    await sleep(100);
  } catch {
    // No such file or process: nothing was left behind.
  }
};

let child: ChildProcess | undefined;
let stopFauxqs: (() => Promise<void>) | undefined;

const startDynamodb = async (stateDir: string, command: string): Promise<string> => {
  const database = join(stateDir, "dynamodb.db");
  const pidFile = join(stateDir, "dynamodb.pid");
  await endLeftBehind(pidFile, database);
  const port = await freePort();
  // In a group of its own: Ctrl-C in the terminal must not end it before those who use it.
  child = spawn(command, ["--host", HOST, "--port", String(port), "--db-path", database], {
    stdio: "ignore",
    detached: true,
  });
  child.once("exit", (code) => {
    if (!stopping) {
      process.send?.({ failed: "error", detail: `dynoxide ended with ${code}` } satisfies HostAnswer);
      void stop();
    }
  });
  writeFileSync(pidFile, String(child.pid));
  const started = performance.now();
  while (!(await answers(port))) {
    if (performance.now() - started > PATIENCE_MS) throw new Error("dynoxide does not answer");
    await sleep(10);
  }
  return `http://${HOST}:${port}`;
};

const startAws = async (stateDir: string, region: string): Promise<string> => {
  const dataDir = join(stateDir, "sqs");
  const s3StorageDir = join(stateDir, "s3");
  for (const folder of [dataDir, s3StorageDir]) mkdirSync(folder, { recursive: true });
  const server = await startFauxqs({ port: 0, logger: false, dataDir, s3StorageDir, defaultRegion: region });
  stopFauxqs = () => server.stop();
  return `http://${HOST}:${server.port}`;
};

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  child?.kill("SIGKILL");
  setTimeout(() => process.exit(0), 1_500).unref();
  await stopFauxqs?.().catch(() => undefined);
  process.exit(0);
};

const start = async (request: HostRequest): Promise<HostAnswer> => {
  const { stateDir, region } = request;
  if ((await lockState(stateDir, EMULATORS_LOCK, EMULATORS_END_MS)) === undefined)
    return { failed: "state-held", detail: stateDir };
  const command = binary();
  if (request.dynamodb && command === undefined) return { failed: "no-dynamodb-binary", detail: process.platform };
  const [dynamodb, aws] = await Promise.all([
    request.dynamodb && command !== undefined ? startDynamodb(stateDir, command) : undefined,
    request.aws ? startAws(stateDir, region) : undefined,
  ]);
  return { ready: { ...(dynamodb ? { dynamodb } : {}), ...(aws ? { aws } : {}) } };
};

process.on("disconnect", () => void stop());
// The runner decides when its emulators go; a signal to the whole terminal group is not for them.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
process.once("message", (request: HostRequest) => {
  start(request)
    .catch((error: unknown): HostAnswer => ({ failed: "error", detail: String(error) }))
    .then((answer) => {
      process.send?.(answer);
      if ("failed" in answer) void stop();
    });
});
