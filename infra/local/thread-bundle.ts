import { join } from "node:path";
import { buildSync } from "esbuild";

/**
 * Writes the program of the workers as one plain file and answers its path: a thread that had to strip types itself
 * would start 40 ms later and hold the stripper in its memory.
 */
export const bundleThread = (folder: string): string => {
  const outfile = join(folder, "function-thread.mjs");
  // Not `build`: it leaves a helper process behind that holds hundreds of megabytes.
  buildSync({
    entryPoints: [join(import.meta.dirname, "function-thread.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    logLevel: "silent",
  });
  return outfile;
};
