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
