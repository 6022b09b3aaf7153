import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bundle } from "../../../infra/build.ts";
import { type Reload, watchSources } from "../../../infra/reload.ts";

let root = "";
let reload: Reload;
const said: string[] = [];
const source = (name: string, text: string): void => writeFileSync(join(root, "functions/portal", name), text);
const HEALTH = 'import { word } from "./word.ts";\nexport const handler = async () => word;\n';

/** Asks until the watcher has seen the change. */
const fresh = async (operation: string): Promise<string | undefined> => {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const folder = await reload.fresh(operation);
    if (folder !== undefined || said.length > 0) return folder;
    await new Promise((done) => setTimeout(done, 20));
  }
  return undefined;
};

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "reload-"));
  said.length = 0;
  symlinkSync(resolve(import.meta.dirname, "../../../node_modules"), join(root, "node_modules"));
  for (const folder of ["functions/portal", "shared", "infra/stacks", "infra/constructs", "infra/stages"])
    mkdirSync(join(root, folder), { recursive: true });
  source("health.ts", HEALTH);
  source("word.ts", 'export const word = "old";\n');
  source("other.ts", "export const handler = async () => 1;\n");
  await bundle({ root });
  reload = watchSources(root, (line) => said.push(line));
});
afterEach(() => {
  reload.stop();
  rmSync(root, { recursive: true, force: true });
});

it("nothing is bundled again while nothing changes", async () => {
  expect(await reload.fresh("health")).toBeUndefined();
});

it("a function whose source changed is bundled at its next call, once, and others keep their code", async () => {
  source("word.ts", 'export const word = "new";\n');
  expect(await fresh("health")).toBe(join(root, "dist/portal/health"));
  expect(readFileSync(join(root, "dist/portal/health/index.mjs"), "utf8")).toContain("new");
  expect(await reload.fresh("health")).toBeUndefined();
  expect(await reload.fresh("other")).toBeUndefined();
  expect(said).toEqual(["Đã nạp lại health. / Reloaded health."]);
});

it("several functions that are called at once are all bundled again", async () => {
  source("other.ts", 'import { word } from "./word.ts";\nexport const handler = async () => word;\n');
  await fresh("other");
  source("word.ts", 'export const word = "newest";\n');
  await new Promise((done) => setTimeout(done, 100));
  const folders = await Promise.all([reload.fresh("health"), reload.fresh("other"), reload.fresh("health")]);
  expect(folders).toEqual(["health", "other", "health"].map((name) => join(root, "dist/portal", name)));
});

it("what does not build is said with file and line, and the old code runs on", async () => {
  source("health.ts", 'import { gone } from "./gone.ts";\nexport const handler = gone;\n');
  expect(await fresh("health")).toBeUndefined();
  expect(said[0]).toContain("functions/portal/health.ts:1: Could not resolve");
  source("health.ts", HEALTH.replace("=> word", "=> [word]"));
  said.length = 0;
  expect(await fresh("health")).toBe(join(root, "dist/portal/health"));
});

it("a change of the template asks for a restart, once", async () => {
  for (const name of ["a.ts", "b.ts"]) writeFileSync(join(root, "infra/stacks", name), "");
  for (let attempt = 0; attempt < 50 && said.length === 0; attempt += 1)
    await new Promise((done) => setTimeout(done, 20));
  expect(said).toEqual([
    "Mẫu hạ tầng đã đổi: khởi động lại để áp dụng. / The template has changed: restart to run it.",
  ]);
});
