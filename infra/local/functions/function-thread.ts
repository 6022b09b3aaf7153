import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { installClock } from "../clock.ts";
import { armKill, type KillOrder } from "./kill-order.ts";

/** One worker thread is one execution environment of one function: it runs one event at a time. */
export type ThreadData = {
  folder: string;
  handler: string;
  log: string;
  clock: SharedArrayBuffer;
  kill: KillOrder | undefined;
  context: { functionName: string; functionArn: string; memoryMb: number };
};
export type Work = { event: string; requestId: string; timeoutMs: number };
export type ThreadMessage =
  | { kind: "ready" }
  | { kind: "result"; payload: string }
  | { kind: "error"; errorType: string; errorMessage: string; stack: string };

type Handler = (event: unknown, context: object) => unknown;

const data = workerData as ThreadData;
const port = parentPort;
if (port === null) throw new Error("runs as a worker thread only");

installClock(data.clock);
// Written at once and not through the runner, so that the last lines before a kill are there.
const log = openSync(data.log, "a");
for (const stream of [process.stdout, process.stderr])
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    if (typeof chunk === "string") writeSync(log, chunk);
    else writeSync(log, chunk);
    const done = rest.find((one) => typeof one === "function") as (() => void) | undefined;
    done?.();
    return true;
  }) as typeof stream.write;
if (data.kill !== undefined) armKill(data.kill);

const loadHandler = async (): Promise<Handler> => {
  const [module = "index", name = "handler"] = data.handler.split(".");
  const failures: unknown[] = [];
  for (const extension of ["mjs", "js", "cjs"]) {
    try {
      const bundle = (await import(pathToFileURL(join(data.folder, `${module}.${extension}`)).href)) as Record<
        string,
        unknown
      >;
      if (typeof bundle[name] !== "function") throw new TypeError(`${data.handler} is not exported`);
      return bundle[name] as Handler;
    } catch (error) {
      if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
      failures.push(error);
    }
  }
  throw failures[0];
};

const tell = (message: ThreadMessage): void => port.postMessage(message);
const failure = (error: unknown): ThreadMessage => {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: "error", errorType: name, errorMessage: message, stack: stack ?? "" };
};

const contextOf = ({ requestId, timeoutMs }: Work): object => {
  const { functionName, functionArn, memoryMb } = data.context;
  const started = performance.now();
  return {
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(timeoutMs - (performance.now() - started))),
  };
};

let handler: Handler | undefined;
port.on("message", async (work: Work) => {
  try {
    const result = await handler?.(JSON.parse(work.event), contextOf(work));
    tell({ kind: "result", payload: JSON.stringify(result) ?? "null" });
  } catch (error) {
    writeSync(log, `${JSON.stringify({ level: "ERROR", requestId: work.requestId, ...failure(error) })}\n`);
    tell(failure(error));
  }
});

try {
  handler = await loadHandler();
  tell({ kind: "ready" });
} catch (error) {
  writeSync(log, `${JSON.stringify({ level: "FATAL", ...failure(error) })}\n`);
  tell(failure(error));
}
