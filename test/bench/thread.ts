import { Worker } from "node:worker_threads";
import type { ThreadAnswer, ThreadData } from "./function-thread.ts";

export type Thread = {
  /** What the handler answers; undefined where the thread was ended before. */
  call: (event: unknown) => Promise<unknown>;
  /** Calls that have no answer yet. */
  open: () => number;
  /** HTTP requests until its last answer, by the port that they went to. */
  requests: () => Readonly<Record<string, number>>;
  /** Ends it with whatever it has in hand. Its callers hear nothing more, as of a machine that went away. */
  end: () => Promise<void>;
};

/** A thread that runs a function, once it takes calls. */
export const opened = async (data: ThreadData): Promise<Thread> => {
  const worker = new Worker(new URL("./function-thread.ts", import.meta.url), {
    workerData: data,
    // The lines that Lambda would log.
    stdout: true,
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  let calls = 0;
  let requests: Record<string, number> = {};
  await new Promise<void>((resolve, reject) => {
    // After it was opened as well: a thread that dies by itself fails who opened it, and nobody waits for it.
    worker.on("error", (error) => {
      reject(error);
      throw error;
    });
    worker.on("message", (told: ThreadAnswer) => {
      requests = told.requests;
      if (told.id < 0) return resolve();
      waiting.get(told.id)?.(told.answer);
      waiting.delete(told.id);
    });
  });
  // Nobody reads them, and a pipe that is full would hold the thread.
  worker.stdout.resume();
  return {
    call: (event) => {
      calls += 1;
      const id = calls;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage({ id, event });
      });
    },
    open: () => waiting.size,
    requests: () => requests,
    end: async () => {
      await worker.terminate();
      for (const answer of waiting.values()) answer(undefined);
      waiting.clear();
    },
  };
};
