import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

type Import = { from: string; to: string; typeOnly: boolean };

const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|mjs)$/.test(file))
    .map((file) => join(folder, file));

/** Every import of a file: relative ones as paths from the root, packages by their name. */
const importsOf = (file: string, text = readFileSync(join(ROOT, file), "utf8")): Import[] =>
  [
    ...text.matchAll(
      /^\s*(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/gm,
    ),
  ].map(([, typeOnly, stated, dynamic]) => {
    const target = stated ?? dynamic ?? "";
    const to = target.startsWith(".") ? relative(ROOT, resolve(ROOT, dirname(file), target)) : target;
    return { from: file, to, typeOnly: typeOnly !== undefined };
  });

type Rule = { of: string; breaks: (edge: Import) => boolean };

const isPackage = (to: string): boolean => !/^(infra|functions|shared|test)\//.test(to);
const areaOf = (path: string): string | undefined => /^functions\/([^/]+)\//.exec(path)?.[1];

const RULES: Rule[] = [
  {
    of: "the domain imports zod and itself",
    breaks: ({ from, to }) => from.startsWith("shared/domain/") && to !== "zod" && !to.startsWith("shared/domain/"),
  },
  {
    of: "adapters import the domain, data, each other and packages",
    breaks: ({ from, to }) => from.startsWith("shared/adapters/") && !isPackage(to) && !to.startsWith("shared/"),
  },
  {
    of: "an area of functions imports no other area",
    breaks: ({ from, to }) =>
      areaOf(from) !== undefined &&
      areaOf(to) !== undefined &&
      areaOf(to) !== areaOf(from) &&
      areaOf(to) !== "boundary",
  },
  {
    of: "the boundary imports no area",
    breaks: ({ from, to }) => areaOf(from) === "boundary" && areaOf(to) !== undefined && areaOf(to) !== "boundary",
  },
  {
    of: "only wiring joins adapters to operations",
    breaks: ({ from, to }) =>
      from.startsWith("functions/") && !from.endsWith("/wiring.ts") && to.startsWith("shared/adapters/"),
  },
  {
    of: "functions never import infra",
    breaks: ({ from, to }) => from.startsWith("functions/") && to.startsWith("infra/"),
  },
  {
    of: "infra takes types alone from functions and shared, but for what is made of them: the API's document, and the commands on the shipped catalogue and calendars",
    breaks: ({ from, to, typeOnly }) =>
      from.startsWith("infra/") &&
      !/^infra\/(openapi|catalogue|command|deadline)\//.test(from) &&
      (to.startsWith("functions/") || to.startsWith("shared/")) &&
      !typeOnly,
  },
  {
    of: "the local stack reads the template and the bundles, never the source; its start alone makes them",
    breaks: ({ from, to }) =>
      from.startsWith("infra/local/") &&
      !isPackage(to) &&
      !to.startsWith("infra/local/") &&
      !(from === "infra/local/start.ts" && ["infra/build.ts", "infra/reload.ts"].includes(to)),
  },
  {
    of: "zod comes whole, so that its locales stay out of the bundles",
    breaks: ({ from, to }) => from.startsWith("shared/") && /^zod\/./.test(to),
  },
  { of: "nothing of the product imports a test", breaks: ({ to }) => to.startsWith("test/") },
];

const edges = ["infra", "functions", "shared"].flatMap(sources).flatMap((file) => importsOf(file));

describe("imports run one way", () => {
  it("and this test sees them", () => {
    expect(edges.length).toBeGreaterThan(200);
    const seen = importsOf(
      "functions/x/y.ts",
      'import type { A } from "../z/a.ts";\nconst b = await import("node:fs");\nexport { c } from "./c.ts";',
    );
    expect(seen.map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
      ["functions/z/a.ts", true],
      ["node:fs", false],
      ["functions/x/c.ts", false],
    ]);
  });

  it.each(RULES)("$of", ({ breaks }) => {
    expect(edges.filter(breaks)).toEqual([]);
  });
});

describe("the house", () => {
  const files = ["infra", "functions", "shared", "test"].flatMap(sources);

  it("has no rooms for odds and ends", () => {
    const banned = /(^|\/)(index|utils?|common|helpers?|service|manager)(\.[a-z.]+)?($|\/)/;
    expect(files.filter((file) => banned.test(file))).toEqual([]);
  });

  it("keeps the clock, chance and the process out of the domain", () => {
    const own = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\brandomUUID\b|\bprocess\./;
    const domain = files.filter((file) => file.startsWith("shared/domain/"));
    expect(domain.filter((file) => own.test(readFileSync(join(ROOT, file), "utf8")))).toEqual([]);
  });

  it("keeps its top level", () => {
    const allowed = [
      "infra",
      "functions",
      "shared",
      "test",
      "cdk.json",
      "package.json",
      "tsconfig.json",
      "README.md",
      "package-lock.json",
      "LICENSE",
      "biome.json",
      "knip.json",
      "vitest.config.ts",
      "tsconfig.infra.json",
    ];
    const made = ["node_modules", "dist", "cdk.out"];
    const found = readdirSync(ROOT).filter((name) => !name.startsWith(".") && !made.includes(name));
    expect(found.filter((name) => !allowed.includes(name))).toEqual([]);
  });
});
