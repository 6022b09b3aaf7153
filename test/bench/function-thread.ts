import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { type ClockBuffer, installClock } from "../../infra/local/clock.ts";

/** Which module's `handler` runs, and a clock that may be moved under it. */
export type ThreadData = { module: string; clock?: ClockBuffer | undefined };
/** What a call came to, and the HTTP requests of the thread since it began, by the port that they went to. */
export type ThreadAnswer = { id: number; answer?: unknown; requests: Record<string, number> };

/** A function as it is deployed, in a thread that may be ended at any instant. */
const { module, clock } = workerData as ThreadData;
if (clock !== undefined) installClock(clock);

const requests: Record<string, number> = {};
subscribe("http.client.request.start", (message) => {
  const { request } = message as { request: ClientRequest };
  const port = String(request.getHeader("host")).split(":").at(-1) ?? "";
  requests[port] = (requests[port] ?? 0) + 1;
});

const { handler } = (await import(pathToFileURL(module).href)) as {
  handler: (event: unknown, context: unknown) => Promise<unknown>;
};
const tell = (answer: ThreadAnswer): void => parentPort?.postMessage(answer);
parentPort?.on("message", async ({ id, event }: { id: number; event: unknown }) => {
  tell({ id, answer: await handler(event, {}), requests });
});
tell({ id: -1, requests });
