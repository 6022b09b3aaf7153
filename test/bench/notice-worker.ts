import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

/** The receiving function as it is deployed, in a thread that may be ended at any instant. */
const { handler } = (await import(pathToFileURL(String(workerData)).href)) as {
  handler: (event: unknown, context: unknown) => Promise<{ body?: string }>;
};
parentPort?.on("message", async ({ id, event }: { id: number; event: unknown }) => {
  const { body = "{}" } = await handler(event, {});
  parentPort?.postMessage({ id, answer: (JSON.parse(body) as { RspCode: string }).RspCode });
});
parentPort?.postMessage({ id: -1 });
