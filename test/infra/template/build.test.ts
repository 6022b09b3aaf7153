import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { bundle } from "../../../infra/build.ts";
import { limitOf, operations } from "../../bench/bundles.ts";

const MODULES = resolve(import.meta.dirname, "../../../node_modules");
let root = "";
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const bundled = (operation: string): string => join(root, "dist", operation, "index.mjs");
/** Runs a bundle's handler in a process of its own, as Lambda does. */
const run = (operation: string, environment: Record<string, string> = {}): unknown =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [
        "--input-type=module",
        "--eval",
        `const { handler } = await import(${JSON.stringify(bundled(operation))}); console.log(JSON.stringify(await handler()));`,
      ],
      { encoding: "utf8", env: environment },
    ),
  );

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "build-"));
  symlinkSync(MODULES, join(root, "node_modules"));
  write("functions/portal/health.ts", "export const handler = async () => ({ ok: true });\n");
});

describe("the bundles", () => {
  it("are made of the files that export a handler, not of what they are built from", async () => {
    write("functions/portal/environment.ts", "export const name = 1;\n");
    write("functions/portal/wiring.ts", "const handler = 1;\nexport const wiring = { handler };\n");
    write("functions/boundary/http.ts", "export const handler = 1;\n");
    expect(await bundle({ root })).toEqual({ operations: ["portal/health"] });
    expect(existsSync(bundled("portal/health"))).toBe(true);
  });

  it("forget operations that are no more", async () => {
    write("functions/portal/old.ts", "export const handler = 1;\n");
    write("functions/ratings/rate.ts", "export const handler = 1;\n");
    await bundle({ root });
    rmSync(join(root, "functions/portal/old.ts"));
    rmSync(join(root, "functions/ratings"), { recursive: true });
    await bundle({ root });
    expect(existsSync(join(root, "dist/portal/old"))).toBe(false);
    expect(existsSync(join(root, "dist/ratings"))).toBe(false);
    expect(existsSync(bundled("portal/health"))).toBe(true);
  });

  it("take built-ins at their first use, however they are imported", async () => {
    write(
      "functions/portal/built-ins.ts",
      `import { createHash } from "node:crypto";
       import path, { join } from "path";
       import * as fs from "node:fs/promises";
       import http from "node:http";
       export const handler = async () => [
         createHash("sha256").update("x").digest("hex").length, join("a", "b"), path.sep, typeof fs.readFile,
         typeof http.request, (await import("node:os")).EOL,
       ];\n`,
    );
    await bundle({ root });
    expect(run("portal/built-ins")).toEqual([64, "a/b", "/", "function", "function", "\n"]);
    expect(/\bfrom\s*"|import\s*["(]/.test(readFileSync(bundled("portal/built-ins"), "utf8"))).toBe(false);
  });

  it("carry data imported as JSON", async () => {
    write("functions/portal/data.json", '{ "tỉnh": "Nam Định" }');
    write(
      "functions/portal/data.ts",
      'import data from "./data.json" with { type: "json" };\nexport const handler = async () => data;\n',
    );
    await bundle({ root });
    expect(run("portal/data")).toEqual({ tỉnh: "Nam Định" });
  });

  it("take AWS credentials from the environment and nowhere else", async () => {
    write(
      "functions/portal/credentials.ts",
      `import { SQSClient } from "@aws-sdk/client-sqs";
       export const handler = async () => {
         try { return await new SQSClient({ region: "ap-southeast-1" }).config.credentials(); }
         catch (error) { return String(error); }
       };\n`,
    );
    await bundle({ root });
    const given = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token" };
    expect(run("portal/credentials", given)).toMatchObject({
      accessKeyId: "id",
      secretAccessKey: "secret",
      sessionToken: "token",
    });
    expect(run("portal/credentials", { AWS_PROFILE: "mine" })).toMatch(/AWS_ACCESS_KEY_ID .* not set/);
    expect(readFileSync(bundled("portal/credentials"), "utf8").includes("sso_start_url")).toBe(false);
  });

  it("stay under what a cold start allows, each as it stands", { timeout: 60_000 }, async () => {
    const outdir = join(root, "bundles");
    await bundle({ outdir, only: operations() });
    for (const operation of operations()) {
      const bytes = gzipSync(readFileSync(join(outdir, operation, "index.mjs")), { level: 9 }).length;
      expect([operation, bytes <= (limitOf(operation)?.gzipKb ?? Number.POSITIVE_INFINITY) * 1024]).toEqual([
        operation,
        true,
      ]);
    }
  });

  it("have what draws a PDF beside them and not in them", { timeout: 60_000 }, async () => {
    const outdir = join(root, "bundles");
    const printing = ["dossiers/print-fee-receipt", "office/print-office-fee-receipt", "reporting/show-half-year"];
    await bundle({ outdir, only: printing });
    for (const operation of printing) {
      const beside = readdirSync(join(outdir, operation)).map((file) => file.replace(/-[0-9a-f]{8}\.mjs$/, ""));
      expect(beside.sort()).toEqual([
        "bold.ttf",
        "draw-pdf",
        "index.mjs",
        "italic.ttf",
        "problem",
        "regular.ttf",
        "ttf-licence.txt",
      ]);
      expect(readFileSync(join(outdir, operation, "index.mjs"), "utf8")).not.toContain("%PDF-");
    }
  });

  it("fail with file and line", async () => {
    write("functions/portal/broken.ts", '\nimport { gone } from "./gone.ts";\nexport const handler = gone;\n');
    await expect(bundle({ root })).rejects.toMatchObject({
      errors: [{ location: { file: "functions/portal/broken.ts", line: 2 } }],
    });
  });
});
