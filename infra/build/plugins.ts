import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";

/**
 * Serves Node's built-ins through `process.getBuiltinModule`. An ESM `import … from "node:http"` runs every lazy getter
 * of the module and so loads undici, about 40 ms of a cold start. The shim is CommonJS on purpose: esbuild copies its
 * properties as getters, so named, default and namespace imports and `require` all work and none is run before its use.
 */
export const lazyBuiltIns: Plugin = {
  name: "lazy-built-ins",
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z][\w/]*$/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^node:/, ""), namespace: "built-in", sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "built-in" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)});`,
      loader: "js",
    }));
  },
};

const environmentCredentialsFile = fileURLToPath(import.meta.resolve("./environment-credentials.ts"));

/** Replaces the SDK's credential chain by the environment-only provider beside this file. */
export const environmentCredentials: Plugin = {
  name: "environment-credentials",
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({ path: environmentCredentialsFile }));
  },
};

/**
 * Parts of the libraries that no function needs, each with what it would cost a submission in gzip. They are bundled
 * because a class or a table names them, not because anything calls them; a call would fail with what stands here, unless
 * `exports` says what it does instead.
 */
const LEFT_OUT: readonly { at: RegExp; why: string; exports?: string }[] = [
  {
    at: /zod\/v4\/core\/to-json-schema\.js$/,
    why: "JSON schemas are made at build time, for the API's document (5.8 KB with the next)",
    exports: "createToJSONSchemaMethod: () => none, createStandardJSONSchemaMethod: () => none",
  },
  { at: /zod\/v4\/core\/json-schema-processors\.js$/, why: "as above" },
  {
    at: /@aws-sdk\/endpoint-cache\/dist-es\/EndpointCache\.js$/,
    why: "endpoints are discovered only where a client is told to; ours are regional or given (2.2 KB)",
    exports: "EndpointCache: class {}",
  },
  {
    at: /@smithy\/core\/dist-es\/submodules\/checksum\/sha256\/Sha256Js\.js$/,
    why: "Node hashes by itself; this is the fallback for runtimes that cannot (1.6 KB)",
    exports: "Sha256Js: class {}",
  },
  {
    at: /\/(DefaultRateLimiter|AdaptiveRetryStrategy)\.js$/,
    why: "the clients keep to the standard retry mode; this is the adaptive one (0.9 KB)",
    exports: "DefaultRateLimiter: class {}, AdaptiveRetryStrategy: class {}",
  },
  {
    at: /\/schemaLogFilter\.js$/,
    why: "copies what is asked and answered for a log, and no client of ours has one (a tenth of a call's own time)",
    exports: "schemaLogFilter: () => undefined",
  },
  {
    at: /[\\/]brotli[\\/]decompress\.js$/,
    why: "our fonts are TrueType; only WOFF2 is packed so (123 KB of what draws a PDF)",
  },
  {
    at: /\/getInstanceMetadataRegion\.js$/,
    why: "Lambda gives the region in the environment, not by instance metadata (0.4 KB)",
    exports: "getInstanceMetadataRegion: none",
  },
];

/**
 * The protocol's own door to event streams, which no operation that we call has (7.1 KB). The client of S3 has a door of
 * its own, at its construction, and keeps it.
 */
const EVENT_STREAMS = { filter: /^@smithy\/core\/event-streams$/, from: /@smithy[\\/]core[\\/]/ };

export const leftOut: Plugin = {
  name: "left-out",
  setup(build) {
    build.onResolve({ filter: EVENT_STREAMS.filter }, ({ importer }) =>
      EVENT_STREAMS.from.test(importer) ? { path: "event-streams", namespace: "left-out" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};", loader: "js" }));
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.js$/ }, ({ path }) => {
      const found = LEFT_OUT.find(({ at }) => at.test(path.replaceAll("\\", "/")));
      if (!found) return undefined;
      const none = `const none = () => { throw new Error(${JSON.stringify(`left out: ${found.why}`)}); };`;
      return { contents: `${none}\nmodule.exports = { ${found.exports ?? ""} };`, loader: "js" };
    });
  },
};

/** The SDK's clients carry their whole package.json to say their version. */
export const packageVersionsOnly: Plugin = {
  name: "package-versions-only",
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** What only people read in the data files: where a fact comes from and how sure it is. */
const PROVENANCE = new Set([
  "provenance",
  "evidence",
  "source",
  "sources",
  "confidence",
  "agencyCodeConfidence",
  "note",
  "notes",
  "refDate",
]);

/** Data files without their provenance, which no function shows. */
export const dataWithoutProvenance: Plugin = {
  name: "data-without-provenance",
  setup(build) {
    build.onLoad({ filter: /[\\/]shared[\\/]data[\\/].*\.json$/ }, async ({ path }) => {
      const data: unknown = JSON.parse(await readFile(path, "utf8"), (name, value: unknown) =>
        PROVENANCE.has(name) ? undefined : value,
      );
      return { contents: JSON.stringify(data), loader: "json" };
    });
  },
};
