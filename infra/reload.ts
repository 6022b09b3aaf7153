import { type FSWatcher, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { stop } from "esbuild";
import { bundle, findOperations } from "./build.ts";

export type Reload = {
  /** Bundles an operation anew if a source changed since it was last bundled; answers the folder where its code is new. */
  fresh(operation: string): Promise<string | undefined>;
  stop(): void;
};

const SOURCES = ["functions", "shared"];
const TEMPLATE = ["infra/stacks", "infra/constructs", "infra/stages"];

/**
 * Watches the sources while the stack runs. A change costs nothing until a function is called: then that function alone
 * is bundled again, and its workers are replaced if its bytes differ. What does not build is said, and the old code runs on.
 */
export const watchSources = (root: string, say: (line: string) => void): Reload => {
  let generation = 0;
  const bundledAt = new Map<string, number>();
  const running = new Map<string, Promise<string | undefined>>();
  const places = new Map(findOperations(root).map((place) => [place.slice(place.indexOf("/") + 1), place]));
  const watchers: FSWatcher[] = [
    ...SOURCES.map((folder) =>
      watch(join(root, folder), { recursive: true }, () => {
        generation += 1;
      }),
    ),
    ...TEMPLATE.map((folder) => watch(join(root, folder), { recursive: true }, () => sayRestart())),
  ];
  let told = false;
  const sayRestart = (): void => {
    if (told) return;
    told = true;
    say("Mẫu hạ tầng đã đổi: khởi động lại để áp dụng. / The template has changed: restart to run it.");
  };

  const again = async (operation: string, place: string): Promise<string | undefined> => {
    const wanted = generation;
    const folder = join(root, "dist", place);
    const file = join(folder, "index.mjs");
    const before = readFileSync(file);
    try {
      await bundle({ root, only: [place] });
      bundledAt.set(operation, wanted);
      if (readFileSync(file).equals(before)) return undefined;
      say(`Đã nạp lại ${operation}. / Reloaded ${operation}.`);
      return folder;
    } catch (error) {
      bundledAt.set(operation, wanted);
      const [first] =
        (error as { errors?: { text: string; location?: { file: string; line: number } }[] }).errors ?? [];
      const where = first?.location ? `${first.location.file}:${first.location.line}: ` : "";
      say(
        `Không đóng gói được ${operation}, mã cũ vẫn chạy. / Not built, the old code runs on: ${where}${first?.text ?? error}`,
      );
      return undefined;
    }
  };

  // One after another: they share one helper process of the bundler, which ends with the last of them.
  let line: Promise<unknown> = Promise.resolve();
  const inLine = (operation: string, place: string): Promise<string | undefined> => {
    const turn = line.then(() => again(operation, place));
    const done = turn.then(async () => {
      running.delete(operation);
      if (running.size === 0) await stop();
    });
    line = done;
    return turn;
  };

  return {
    fresh: async (operation) => {
      const place = places.get(operation);
      if (place === undefined || (bundledAt.get(operation) ?? 0) === generation) return undefined;
      const under = running.get(operation);
      if (under !== undefined) return under;
      const building = inLine(operation, place);
      running.set(operation, building);
      return building;
    },
    stop: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
};
