import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs, promisify } from "node:util";
import { bundle } from "../../infra/build.ts";
import { startWorker } from "../../infra/local/functions/function-worker.ts";
import { bundleThread } from "../../infra/local/functions/thread-bundle.ts";
import { bytesOf } from "../../shared/adapters/catalogue/published-list.ts";
import { nameOf } from "../../shared/adapters/s3/catalogue-objects.ts";
import { httpEvent } from "../builders/http-event.ts";
import { bundleOf } from "./bundles.ts";
import { manyLines } from "./many-procedures.ts";

/**
 * What a warm search costs over a warm call of an empty handler. Both run as the local runner runs them: the bundle in
 * a worker thread of its own, the event there and the reply back as JSON text. The two take turns, so that a noisy
 * machine weighs on both. Then what memory a process takes that holds the bundle of the search and nothing else.
 */
const { values } = parseArgs({ options: { rounds: { type: "string", default: "2000" } } });
const rounds = Number(values.rounds);
const WARM_UP = 300;
/** Searches that are compared; each is measured `rounds / QUERIES.length` times. */
const QUERIES: Record<string, string>[] = [
  {},
  { q: "t" },
  { q: "c" },
  { q: "n", level: "4" },
  { q: "karaoke" },
  { q: "quảng cáo" },
  { q: "du lịch" },
  { q: "hướng dẫn viên" },
  { q: "cap the huong dan vien du lich", audience: "individual" },
  { q: "giấy phép kinh doanh", field: "du-lich" },
  { q: "thể thao", unit: "sport" },
  { q: "1.004650" },
  { q: "9.1012" },
  { q: "36/2019/NĐ-CP" },
  { q: "Luật Du lịch", level: "3" },
  { q: "so yeu ly lich" },
  { q: "không có chữ nào như thế xyz" },
  { q: "zzz" },
  { field: "thu-vien", level: "4" },
  { q: "gia hạn loại 96" },
];
/** How Lambda starts Node in 128 MB: a tenth aside for what is not the heap, a twentieth for the young of it. */
const LAMBDA_128 = ["--max-semi-space-size=6", "--max-old-space-size=115"];
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

const eventOf = (query: Record<string, string>): string =>
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

const compared = async (environment: Record<string, string>) => {
  const search = await workerOf(dirname(bundleOf("procedures/list-procedures")), environment);
  const empty = await workerOf(join(folder, "empty"), environment);
  const [ours, theirs]: [number[], number[]] = [[], []];
  const events = QUERIES.map(eventOf);
  const cold = await timed(search, events[0] as string);
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    const event = events[round % events.length] as string;
    const [one, other] = [await timed(empty, event), await timed(search, event)];
    if (round < WARM_UP) continue;
    theirs.push(one);
    ours.push(other);
  }
  await Promise.all([search.end(), empty.end()]);
  return { cold, ours, theirs };
};

/** Every search in a process of its own that imports the bundle alone; what it says of its memory at the end. */
const memoryOf = async (environment: Record<string, string>) => {
  const events = JSON.stringify(QUERIES.map(eventOf));
  const program = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(bundleOf("procedures/list-procedures")).href)});
    for (const event of ${events}) {
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
console.log(
  `Node ${process.version}, ${rounds} rounds of ${QUERIES.length} searches, through the runner's worker threads`,
);
for (const count of [140, 5_000]) {
  const bytes = bytesOf(manyLines(count));
  const { environment, close } = await serve(bytes);
  const { cold, ours, theirs } = await compared(environment);
  const ratio = at(ours, 0.95) / at(theirs, 0.95);
  const over = ratio > LIMITS.ratio;
  if (over) broken += 1;
  console.log(
    `${count} procedures, an object of ${(bytes.length / MB).toFixed(1)} MB; its first search ${cold.toFixed(0)} ms`,
  );
  console.log(
    `  p95 ${at(ours, 0.95).toFixed(3)} ms over ${at(theirs, 0.95).toFixed(3)} ms empty: ${ratio.toFixed(2)} (limit ${LIMITS.ratio})${over ? "  OVER" : ""}`,
  );
  console.log(`  median ${at(ours, 0.5).toFixed(3)} ms over ${at(theirs, 0.5).toFixed(3)} ms empty`);
  const { rss, most, heap } = await memoryOf(environment);
  const tooMuch = most / MB > LIMITS.mb;
  if (tooMuch) broken += 1;
  console.log(
    `  memory at its most ${(most / MB).toFixed(0)} MB (limit ${LIMITS.mb}), at the end ${(rss / MB).toFixed(0)}, heap ${(heap / MB).toFixed(0)}${tooMuch ? "  OVER" : ""}`,
  );
  close();
}
rmSync(folder, { recursive: true, force: true });
if (broken > 0) process.exitCode = 1;
