import { breakLines, drawLine, type Line, type Run } from "./lines.ts";
import { AREA } from "./paper.ts";
import type { Row } from "./rows.ts";
import { NOTE, PLAIN, type Setting } from "./setting.ts";

export const INDENT = 18;

/** Empty room. */
export const gap = (height: number, glued = false): Row => ({ height, draw: () => undefined, glued });

/** Lines of like length: as narrow as they can be without becoming more. */
const balanced = ({ paper }: Setting, runs: readonly Run[], width: number): Line[] => {
  let lines = breakLines(paper, runs, width);
  if (lines.length === 1) return lines;
  let [low, high] = [width / lines.length, width];
  while (high - low > 4) {
    const middle = (low + high) / 2;
    const tried = breakLines(paper, runs, middle);
    if (tried.length > lines.length) low = middle;
    else [high, lines] = [middle, tried];
  }
  return lines;
};

type Manner = { indent?: number; centred?: boolean; height?: number; glued?: boolean };

/** Lines under each other: the first two and the last two stay together. */
export const paragraph = (setting: Setting, runs: readonly Run[], manner: Manner = {}): Row[] => {
  const { indent = 0, centred = false, height = setting.line, glued = false } = manner;
  const { paper } = setting;
  const width = AREA.width - indent;
  const lines = centred ? balanced(setting, runs, width) : breakLines(paper, runs, width);
  return lines.map((line, at) => ({
    height,
    draw: (top) => drawLine(paper, line, AREA.left + indent + (centred ? (width - line.width) / 2 : 0), top),
    glued: at === lines.length - 1 ? glued : at === 0 || at === lines.length - 2,
  }));
};

export const labelRuns = (label: string, note: string | null): Run[] => [
  { text: label, style: PLAIN },
  ...(note === null ? [] : [{ text: ` (${note})`, style: NOTE }]),
  { text: ":", style: PLAIN },
];
