import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundle } from "../build.ts";
import { watchSources } from "../reload.ts";
import { StartRefused } from "./refusal.ts";
import { startStack } from "./stack.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");
const DEFAULT_PORT = 3000;

/** Runs the CDK app itself, as the CDK command would, without waiting for that command to load. */
const synthesise = async (stage: string): Promise<string> => {
  const folder = join(ROOT, "cdk.out");
  mkdirSync(folder, { recursive: true });
  const app = spawn(process.execPath, [join(ROOT, "infra", "app.ts")], {
    cwd: ROOT,
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ stage }) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  app.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((done) => {
    app.once("exit", done);
  });
  if (code !== 0) {
    const lines = complaint.split("\n").filter((one) => /\w/.test(one) && !/^\s*(at |file:|node:)/.test(one));
    const line = lines.find((one) => /^\w*Error\b/.test(one)) ?? lines[0] ?? `exit ${code}`;
    throw new StartRefused(
      `Không tổng hợp được mẫu CDK của "${stage}": ${line.trim()}`,
      `cdk synth of "${stage}" failed`,
    );
  }
  return folder;
};

const build = async (): Promise<void> => {
  try {
    await bundle();
  } catch (error) {
    const [first] =
      error instanceof Error && "errors" in error
        ? (error.errors as { text: string; location?: { file: string; line: number } | null }[])
        : [];
    const where = first?.location ? `${first.location.file}:${first.location.line}: ` : "";
    throw new StartRefused(
      `Không đóng gói được: ${where}${first?.text ?? String(error)}`,
      "The bundles could not be built",
    );
  }
};

const assembled = async (): Promise<string> => {
  await build();
  return synthesise("local");
};

const portOf = (text: string | undefined): number => {
  const port = text === undefined || text === "" ? DEFAULT_PORT : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartRefused(`PORT không hợp lệ: ${text}`, `PORT is not a port: ${text}`);
  return port;
};

const workersOf = (text: string | undefined): number | undefined => {
  if (text === undefined || text === "") return undefined;
  const workers = Number(text);
  if (Number.isInteger(workers) && workers > 0) return workers;
  throw new StartRefused(`LOCAL_WORKERS không hợp lệ: ${text}`, `LOCAL_WORKERS is not a number of workers: ${text}`);
};

const main = async (): Promise<void> => {
  // Functions run in UTC, as in Lambda; threads share the zone of the process.
  process.env.TZ = "UTC";
  try {
    const sources = process.env.LOCAL_ASSEMBLY === undefined ? watchSources(ROOT, console.log) : undefined;
    const stack = await startStack({
      port: portOf(process.env.PORT),
      stateDir: process.env.LOCAL_STATE_DIR ?? join(ROOT, ".local"),
      workers: workersOf(process.env.LOCAL_WORKERS),
      fresh: process.argv.includes("--fresh"),
      assembly: process.env.LOCAL_ASSEMBLY ?? assembled,
      ...(sources ? { reload: sources.fresh } : {}),
      say: console.log,
      onLost: (reason) => {
        console.error(`Bộ mô phỏng đã dừng / ${reason}`);
        process.exit(1);
      },
    });
    let stopping = false;
    const end = (): void => {
      if (stopping) process.exit(1);
      stopping = true;
      stack.stop().finally(() => process.exit(0));
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
    console.log(`Ready: ${stack.origin}`);
  } catch (error) {
    console.error(
      error instanceof StartRefused ? error.message : `Không khởi động được / Could not start: ${String(error)}`,
    );
    process.exit(1);
  }
};

if (import.meta.main) await main();
