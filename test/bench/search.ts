import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { build } from "esbuild";
import { lazyBuiltIns } from "../../infra/build/plugins.ts";
import { bundle } from "../../infra/build.ts";
import { startWorker } from "../../infra/local/functions/function-worker.ts";
import { bundleThread } from "../../infra/local/functions/thread-bundle.ts";
import { bytesOf } from "../../shared/adapters/catalogue/published-list.ts";
import { nameOf } from "../../shared/adapters/s3/catalogue-objects.ts";
import { httpEvent } from "../builders/http-event.ts";
import { bundleOf } from "./bundles.ts";
import { manyLines } from "./many-procedures.ts";
import { type Question, questionsFor } from "./questions.ts";

/**
 * What a warm search costs over a warm call of an empty handler, each question asked for the first time: nothing that
 * was kept of an earlier answer can help. All run as the local runner runs them: the bundle in a worker thread of its
 * own, the event there and the reply back as JSON text. They take turns, so that a noisy machine weighs on all. Beside
 * it, what our boundary alone costs (an operation that answers nothing) and the same questions asked again. Then what
 * memory a process takes that holds the bundle of the search and nothing else.
 */
const { values } = parseArgs({ options: { rounds: { type: "string", default: "3000" } } });
const rounds = Number(values.rounds);
const WARM_UP = 1_000;
/** How Lambda starts Node in 128 MB: a tenth aside for what is not the heap, a twentieth for the young of it. */
const LAMBDA_128 = ["--max-semi-space-size=6", "--max-old-space-size=115"];
/** An operation that answers nothing, behind the boundary of all. */
const EMPTY_OPERATION = `
  import * as z from "zod";
  import { http } from "../../functions/boundary/http.ts";
  const spec = { identity: "none", query: z.object({}), reply: z.strictObject({}) };
  export const handler = http(spec, () => ({}), () => ({ status: 200, body: {} }));`;
const LIMITS = { ratio: 3, mb: 128 };

/** The pointer of the table and the object of the bucket, all that a search reads. */
const serve = async (bytes: Buffer) => {
  const object = nameOf(bytes);
  const Item = { object: { S: object }, sequence: { N: "1" }, compiledAt: { S: "2026-11-22T02:00:00.000Z" } };
  const server = createServer((request, response) => {
    if (request.method === "GET") {
      response.setHeader("content-length", bytes.length);
      return void response.end(bytes);
    }
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(JSON.stringify({ Item }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = {
    AWS_REGION: "ap-southeast-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL: endpoint,
    STAGE: "bench",
    TABLE_NAME: "bench",
    CATALOGUE_BUCKET: "bench",
    PUBLIC_ORIGIN: "http://localhost:3000",
  };
  return { environment, close: () => void server.close() };
};

const folder = mkdtempSync(join(tmpdir(), "mot-cua-search-"));
mkdirSync(join(folder, "empty"));
writeFileSync(join(folder, "empty/index.mjs"), "export const handler = async () => ({ statusCode: 200 });\n");
await build({
  stdin: { contents: EMPTY_OPERATION, resolveDir: import.meta.dirname, loader: "ts" },
  outfile: join(folder, "boundary/index.mjs"),
  bundle: true,
  minify: true,
  format: "esm",
  platform: "node",
  mainFields: ["module", "main"],
  plugins: [lazyBuiltIns],
});
await bundle({ only: ["procedures/list-procedures"] });
const script = await bundleThread(folder);

const workerOf = async (code: string, environment: Record<string, string>) => {
  const context = { functionName: "bench", functionArn: "bench", memoryMb: 1024 };
  const clock = new SharedArrayBuffer(64);
  const data = { folder: code, handler: "index.handler", log: join(folder, "log"), clock, kill: undefined, context };
  const worker = startWorker(script, data, environment);
  const failed = await worker.ready;
  if (failed) throw new Error(JSON.stringify(failed));
  return worker;
};
type Running = Awaited<ReturnType<typeof workerOf>>;

const eventOf = (query: Question): string =>
  JSON.stringify(httpEvent({ method: "GET", path: "/v1/procedures", query }));

const timed = async (worker: Running, event: string): Promise<number> => {
  const from = process.hrtime.bigint();
  const outcome = await worker.run({ event, requestId: "bench", timeoutMs: 10_000 });
  const ms = Number(process.hrtime.bigint() - from) / 1e6;
  if (!outcome.ok) throw new Error(outcome.errorMessage);
  const { statusCode } = JSON.parse(outcome.payload) as { statusCode: number };
  if (statusCode !== 200) throw new Error(outcome.payload);
  return ms;
};

const at = (numbers: readonly number[], share: number): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? 0;

/** Each question once, to all three in turn; then the search is asked the measured ones again. */
const compared = async (environment: Record<string, string>, events: readonly string[]) => {
  const search = await workerOf(dirname(bundleOf("procedures/list-procedures")), environment);
  const bare = await workerOf(join(folder, "empty"), environment);
  const boundary = await workerOf(join(folder, "boundary"), environment);
  const figures = { first: [] as number[], again: [] as number[], bare: [] as number[], boundary: [] as number[] };
  const cold = await timed(search, eventOf({}));
  for (const [round, event] of events.entries()) {
    const [none, ours, door] = [await timed(bare, event), await timed(search, event), await timed(boundary, event)];
    if (round < WARM_UP) continue;
    figures.bare.push(none);
    figures.first.push(ours);
    figures.boundary.push(door);
  }
  for (const event of events.slice(WARM_UP)) figures.again.push(await timed(search, event));
  await Promise.all([search.end(), bare.end(), boundary.end()]);
  return { cold, figures };
};

/** Every search in a process of its own that imports the bundle alone; what it says of its memory at the end. */
const memoryOf = async (environment: Record<string, string>, events: readonly string[]) => {
  const file = join(folder, "events");
  // One a line and read as they are asked: what waits to be asked is not the function's memory.
  writeFileSync(file, events.join("\n"));
  const program = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(bundleOf("procedures/list-procedures")).href)});
    const { open } = await import("node:fs/promises");
    for await (const event of (await open(${JSON.stringify(file)})).readLines({ highWaterMark: 4096 })) {
      const { statusCode } = await handler(JSON.parse(event), {});
      if (statusCode !== 200) throw new Error(String(statusCode));
    }
    const { rss, heapUsed } = process.memoryUsage();
    process.stderr.write(JSON.stringify({ rss, heap: heapUsed, most: process.resourceUsage().maxRSS * 1024 }));
    process.exit(0);`;
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [...LAMBDA_128, "--input-type=module", "--eval", program],
    {
      env: { ...environment, NODE_ENV: "production" },
    },
  );
  return JSON.parse(stderr) as { rss: number; most: number; heap: number };
};

const MB = 1024 * 1024;
let broken = 0;
console.log(`Node ${process.version}, ${rounds} questions, each asked once, through the runner's worker threads`);
for (const count of [140, 5_000]) {
  const lines = manyLines(count);
  const bytes = bytesOf(lines);
  const events = questionsFor(lines, rounds + WARM_UP).map(eventOf);
  const { environment, close } = await serve(bytes);
  const { cold, figures } = await compared(environment, events);
  const line = (what: string, ms: readonly number[], limit?: number) => {
    const [p95, base] = [at(ms, 0.95), at(figures.bare, 0.95)];
    const over = limit !== undefined && p95 / base > limit;
    if (over) broken += 1;
    const held = limit === undefined ? "" : ` (limit ${limit})${over ? "  OVER" : ""}`;
    console.log(
      `  ${what} p95 ${p95.toFixed(3)} ms, median ${at(ms, 0.5).toFixed(3)}: ${(p95 / base).toFixed(2)}${held}`,
    );
  };
  console.log(
    `${count} procedures, an object of ${(bytes.length / MB).toFixed(1)} MB; its first search ${cold.toFixed(0)} ms`,
  );
  line("empty handler          ", figures.bare);
  line("behind our boundary    ", figures.boundary);
  line("a question never asked ", figures.first, LIMITS.ratio);
  line("the same asked again   ", figures.again);
  const { rss, most, heap } = await memoryOf(environment, events.slice(0, WARM_UP));
  const tooMuch = most / MB > LIMITS.mb;
  if (tooMuch) broken += 1;
  console.log(
    `  memory at its most ${(most / MB).toFixed(0)} MB (limit ${LIMITS.mb}), at the end ${(rss / MB).toFixed(0)}, heap ${(heap / MB).toFixed(0)}${tooMuch ? "  OVER" : ""}`,
  );
  close();
}
rmSync(folder, { recursive: true, force: true });
if (broken > 0) process.exitCode = 1;
