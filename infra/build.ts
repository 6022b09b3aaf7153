import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";
import { partsBeside } from "./build/parts.ts";
import {
  dataWithoutProvenance,
  environmentCredentials,
  lazyBuiltIns,
  leftOut,
  packageVersionsOnly,
} from "./build/plugins.ts";

const ROOT = resolve(import.meta.dirname, "..");

/** What `bundle` made: the operations as `<area>/<operation>`, in order. */
export type Bundled = { operations: string[] };

export type BundleOptions = {
  /** Folder that holds `functions/`; the project by default. */
  root?: string;
  /** Folder of the bundles, `<root>/dist` by default. */
  outdir?: string;
  /** Bundles these alone, and leaves the rest of the folder as it is. */
  only?: readonly string[];
};

const folders = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/** Every `functions/<area>/<operation>.ts` that exports `handler`, as `<area>/<operation>`. */
export const findOperations = (root: string = ROOT): string[] =>
  folders(join(root, "functions"))
    .filter((area) => area !== "boundary")
    .flatMap((area) =>
      readdirSync(join(root, "functions", area))
        .filter((file) => file.endsWith(".ts"))
        .sort()
        .filter((file) =>
          /^\s*export (const|function|async function) handler\b/m.test(
            readFileSync(join(root, "functions", area, file), "utf8"),
          ),
        )
        .map((file) => `${area}/${file.slice(0, -".ts".length)}`),
    );

const removeGone = (outdir: string, operations: readonly string[]): void => {
  let areas: string[];
  try {
    areas = folders(outdir);
  } catch {
    return;
  }
  for (const area of areas) {
    const kept = operations.filter((operation) => operation.startsWith(`${area}/`));
    if (kept.length === 0) rmSync(join(outdir, area), { recursive: true });
    else
      for (const name of folders(join(outdir, area)))
        if (!kept.includes(`${area}/${name}`)) rmSync(join(outdir, area, name), { recursive: true });
  }
};

/** How a source becomes a bundle, whichever it is. */
const settings = (root: string): BuildOptions => ({
  absWorkingDir: root,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  minify: true,
  legalComments: "none",
  charset: "utf8",
  logLevel: "silent",
  plugins: [lazyBuiltIns, environmentCredentials, leftOut, packageVersionsOnly, dataWithoutProvenance],
});

const bundleThese = async (root: string, outdir: string, operations: readonly string[]): Promise<void> => {
  const common = settings(root);
  const parts = partsBeside(common);
  const { metafile } = await build({
    ...common,
    entryPoints: operations.map((operation) => ({ in: `functions/${operation}.ts`, out: `${operation}/index` })),
    outdir,
    metafile: true,
    plugins: [...(common.plugins ?? []), parts.plugin],
  });
  await parts.lay(metafile, root);
};

const lines = (errors: { text: string; location: { file: string; line: number } | null }[]): string[] =>
  errors.map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text));

/**
 * Bundles every operation in one esbuild call to `<outdir>/<area>/<operation>/index.mjs` and removes the bundles of
 * operations that are no more. Rejects with esbuild's failure, whose `errors` name file and line.
 */
export const bundle = async (options: BundleOptions = {}): Promise<Bundled> => {
  const root = options.root ?? ROOT;
  const outdir = options.outdir ?? join(root, "dist");
  if (options.only) {
    await bundleThese(root, outdir, options.only);
    return { operations: [...options.only] };
  }
  const operations = findOperations(root);
  removeGone(outdir, operations);
  await bundleThese(root, outdir, operations);
  if (operations.includes("portal/get-openapi")) {
    await (await import("./openapi/write.ts")).writeOpenApi(root, outdir, operations);
  }
  if (operations.includes("procedures/get-calendar-year")) {
    (await import("./catalogue/write-calendar.ts")).writeCalendar(root, outdir);
  }
  if (operations.includes("procedures/load-catalogue")) {
    (await import("./catalogue/write.ts")).writeCatalogue(root, outdir);
  }
  return { operations };
};
const main = async (): Promise<void> => {
  const started = performance.now();
  try {
    const { operations } = await bundle();
    const compressed = operations
      .map((operation) => gzipSync(readFileSync(join(ROOT, "dist", operation, "index.mjs"))).length)
      .reduce((sum, size) => sum + size, 0);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`dist: ${operations.length} bundles, ${Math.round(compressed / 1024)} KB gzip in all, ${seconds} s`);
  } catch (error) {
    const found = error instanceof Error && "errors" in error ? lines(error.errors as Parameters<typeof lines>[0]) : [];
    for (const line of found.length > 0 ? found : [String(error)]) console.error(`build: ${line}`);
    process.exitCode = 1;
  }
};

if (import.meta.main) await main();
