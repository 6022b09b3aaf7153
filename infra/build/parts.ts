import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import type { Face } from "../../shared/adapters/pdf/fonts.ts";
import { plainFont } from "./plain-font.ts";

/** Where the faces come from (OFL-1.1). */
const SOURCES: Record<Face, string> = {
  regular: import.meta.resolve("@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf"),
  bold: import.meta.resolve("@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf"),
  italic: import.meta.resolve("@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf"),
};

const FACES = Object.keys(SOURCES) as Face[];

/** A face as it lies beside what draws with it. */
export const readFace = (face: Face): Uint8Array => plainFont(readFileSync(fileURLToPath(SOURCES[face])));

/** What a part reads from beside itself, by the part's name. */
const READS: Record<string, (folder: string) => void> = {
  "draw-pdf": (folder) => {
    for (const face of FACES) writeFileSync(join(folder, `${face}.ttf`), readFace(face));
    const licence = import.meta.resolve("@expo-google-fonts/tinos/LICENSE_FONT");
    copyFileSync(fileURLToPath(licence), join(folder, "ttf-licence.txt"));
  },
};

type Part = { name: string; file: string; text: string };

/**
 * Makes a file of its own of whatever a source imports by `import()`, to lie beside the bundles that do: the calls that
 * do not need it do not load it. The name carries a hash of its bytes, so that a bundle changes with its parts.
 */
export const partsBeside = (
  settings: BuildOptions,
): { plugin: Plugin; lay: (meta: Metafile, root: string) => Promise<void> } => {
  const parts = new Map<string, Promise<Part>>();
  const make = async (source: string): Promise<Part> => {
    const { outputFiles } = await build({ ...settings, entryPoints: [source], outdir: dirname(source), write: false });
    const text = outputFiles?.[0]?.text ?? "";
    const name = basename(source, ".ts");
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
    return { name, file: `${name}-${hash}.mjs`, text };
  };
  const plugin: Plugin = {
    name: "parts-beside",
    setup(bundling) {
      bundling.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, async ({ kind, path, resolveDir }) => {
        if (kind !== "dynamic-import") return undefined;
        const source = join(resolveDir, path);
        const making = parts.get(source) ?? make(source);
        parts.set(source, making);
        return { path: `./${(await making).file}`, external: true };
      });
    },
  };
  const lay = async (meta: Metafile, root: string): Promise<void> => {
    const made = new Map((await Promise.all(parts.values())).map((part) => [`./${part.file}`, part]));
    for (const [output, { imports }] of Object.entries(meta.outputs)) {
      const folder = join(root, dirname(output));
      const wanted = imports.flatMap(({ path, kind }) => (kind === "dynamic-import" ? (made.get(path) ?? []) : []));
      for (const file of readdirSync(folder))
        if (file.endsWith(".mjs") && file !== "index.mjs" && !wanted.some((part) => part.file === file))
          rmSync(join(folder, file));
      for (const { name, file, text } of wanted) {
        writeFileSync(join(folder, file), text);
        READS[name]?.(folder);
      }
    }
  };
  return { plugin, lay };
};
