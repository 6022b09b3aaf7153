import { Worker } from "node:worker_threads";
import type { ThreadData, ThreadMessage, Work } from "./function-thread.ts";

export type Outcome =
  | { ok: true; payload: string }
  | { ok: false; reason: "error" | "timeout" | "killed"; errorType: string; errorMessage: string };

export type FunctionWorker = {
  /** Runs one event; resolves whatever happens. After a timeout or a crash the worker is dead. */
  run(work: Work): Promise<Outcome>;
  /** Resolves once it can run, or with the failure of its start. */
  ready: Promise<Outcome | undefined>;
  alive(): boolean;
  end(): Promise<void>;
};

/** Lambda's own limit for the start of a function. */
const START_MS = 10_000;
/** V8's heap is a part of what Lambda counts; below this the SDK does not fit. */
const SMALLEST_HEAP_MB = 64;

const failed = (reason: "error" | "timeout" | "killed", errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  reason,
  errorType,
  errorMessage,
});

/** One execution environment in a thread of its own; `script` is what `bundleThread` made. */
export const startWorker = (script: string, data: ThreadData, environment: Record<string, string>): FunctionWorker => {
  const worker = new Worker(script, {
    workerData: data,
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.max(SMALLEST_HEAP_MB, data.context.memoryMb) },
  });
  let living = true;
  let settle: ((outcome: Outcome | undefined) => void) | undefined;
  const finish = (outcome: Outcome | undefined): void => {
    const pending = settle;
    settle = undefined;
    pending?.(outcome);
  };
  worker.on("message", (message: ThreadMessage) => {
    if (message.kind === "ready") finish(undefined);
    else if (message.kind === "result") finish({ ok: true, payload: message.payload });
    else finish(failed("error", message.errorType, message.errorMessage));
  });
  worker.on("error", (error: Error) => {
    living = false;
    finish(failed("error", error.name, error.message));
  });
  worker.on("exit", (code) => {
    living = false;
    finish(failed("killed", "Runtime.ExitError", `the function's thread ended with ${code}`));
  });
  const within = (limitMs: number, begin: () => void): Promise<Outcome | undefined> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        living = false;
        finish(failed("timeout", "Sandbox.Timedout", `Task timed out after ${(limitMs / 1000).toFixed(2)} seconds`));
        void worker.terminate();
      }, limitMs);
      settle = (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      };
      begin();
    });
  const ready = within(START_MS, () => undefined).then((outcome) => {
    if (outcome !== undefined) {
      living = false;
      void worker.terminate();
    }
    return outcome;
  });
  return {
    ready,
    alive: () => living,
    run: async (work) =>
      (await within(work.timeoutMs, () => worker.postMessage(work))) ?? failed("error", "Runtime", "no answer"),
    end: async () => {
      living = false;
      await worker.terminate();
    },
  };
};
