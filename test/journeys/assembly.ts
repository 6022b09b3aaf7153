import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

const run = (script: string, env: Record<string, string> = {}): void => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, script)], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
};

/** Bundles and synthesises once for all journeys; every stack of theirs runs this assembly. */
export const setup = (): (() => void) => {
  const folder = mkdtempSync(join(tmpdir(), "mot-cua-assembly-"));
  run("infra/build.ts");
  run("infra/app.ts", { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ stage: "local" }) });
  process.env.LOCAL_ASSEMBLY = folder;
  return () => rmSync(folder, { recursive: true, force: true });
};
