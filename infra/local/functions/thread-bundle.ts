import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, stop } from "esbuild";

let program: Promise<string> | undefined;

const bundleOnce = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "function-thread.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node24",
    logLevel: "silent",
  });
  // The bundler's helper process would hold hundreds of megabytes for as long as the stack runs.
  await stop();
  return outputFiles[0]?.text ?? "";
};

/**
 * Writes the program of the workers as one plain file and answers its path: a thread that had to strip types itself
 * would start 40 ms later and hold the stripper in its memory.
 */
export const bundleThread = async (folder: string): Promise<string> => {
  program ??= bundleOnce();
  const file = join(folder, "function-thread.mjs");
  writeFileSync(file, await program);
  return file;
};
