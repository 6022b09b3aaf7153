import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { movesDiagram } from "../../shared/domain/dossiers/moves/moves.ts";

const readme = readFileSync(resolve(import.meta.dirname, "../../README.md"), "utf8");

it("the README draws the table of moves as it stands", () => {
  const drawn = /```mermaid\n(?<diagram>stateDiagram-v2[\s\S]*?)\n```/.exec(readme)?.groups?.diagram;
  expect(drawn).toBe(movesDiagram());
});
