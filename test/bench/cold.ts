import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "../../infra/build.ts";
import { bundleOf, gzipKbOf, limitOf, operations } from "./bundles.ts";

/**
 * What a cold start costs of what is ours: the start of Node and the import of the bundle, over the same with an empty
 * handler. Every pair is measured back to back, so that a noisy machine weighs on both.
 */
const { values } = parseArgs({
  options: { only: { type: "string" }, pairs: { type: "string", default: "15" } },
});
const pairs = Number(values.pairs);

const folder = mkdtempSync(join(tmpdir(), "mot-cua-cold-"));
const empty = join(folder, "index.mjs");
writeFileSync(empty, "export const handler = async () => ({ statusCode: 200 });\n");

const bootMs = (module: string): number => {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", `await import(${JSON.stringify(pathToFileURL(module).href)}); process.exit(0);`],
    { encoding: "utf8", env: { AWS_REGION: "ap-southeast-1", NODE_ENV: "production" } },
  );
  if (status !== 0) throw new Error(`${module}: ${stderr}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
};

const sorted = (numbers: number[]): number[] => [...numbers].sort((a, b) => a - b);
const median = (numbers: number[]): number => sorted(numbers)[Math.floor(numbers.length / 2)] ?? 0;

/** Boot and import of a bundle over an empty handler's: the median over the pairs, least and most beside it. */
const ratioOf = (operation: string) => {
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const bare = bootMs(empty);
    ratios.push(bootMs(bundleOf(operation)) / bare);
  }
  const all = sorted(ratios);
  return { median: median(ratios), least: all[0] ?? 0, most: all.at(-1) ?? 0 };
};

await bundle();
const chosen = operations().filter((operation) => values.only === undefined || operation.includes(values.only));
console.log(`Node ${process.version}, ${pairs} pairs a function, gzip in KB of 1,024 bytes`);
console.log(`${"function".padEnd(36)} gzip KB  limit  ratio (least to most)     limit`);
let broken = 0;
for (const operation of chosen) {
  const limit = limitOf(operation);
  const kb = gzipKbOf(operation);
  const ratio = ratioOf(operation);
  const over = limit !== undefined && (kb > limit.gzipKb || ratio.median > limit.ratio);
  if (over) broken += 1;
  const spread = `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)})`;
  const limits = limit ? [String(limit.gzipKb), limit.ratio.toFixed(1)] : ["-", "- worker"];
  console.log(
    `${operation.padEnd(36)} ${kb.toFixed(1).padStart(7)} ${(limits[0] ?? "").padStart(6)}  ${spread.padEnd(24)} ${limits[1]}${over ? "  OVER" : ""}`,
  );
}
rmSync(folder, { recursive: true, force: true });
if (broken > 0) {
  console.log(`${broken} over the limit`);
  process.exitCode = 1;
}
