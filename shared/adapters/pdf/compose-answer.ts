import type { Block, Tick } from "../../domain/slips/sheet.ts";
import { gap, INDENT, labelRuns, paragraph } from "./compose-text.ts";
import { breakLines, drawLine, type Line } from "./lines.ts";
import { AREA } from "./paper.ts";
import type { Row } from "./rows.ts";
import { PLAIN, type Setting } from "./setting.ts";

type Of<Kind> = Extract<Block, { kind: Kind }>;

/** A dotted line shorter than this is not worth writing on: it begins anew below. */
const SHORTEST_DOTS = 120;
const BASELINE = 13.5;
const BOX = 10;

/** A label and its dotted lines, the first behind the label where there is room. */
const dotted = ({ paper, line, hand }: Setting, block: Of<"answer">, count: number): Row[] => {
  const left = AREA.left + (block.indented ? INDENT : 0);
  const broken = breakLines(paper, labelRuns(block.label, block.note), AREA.right - left);
  const from = left + (broken.at(-1)?.width ?? 0) + 4;
  const fits = AREA.right - from >= SHORTEST_DOTS;
  const labelled = broken.map((words, at): Row => {
    const isLast = at === broken.length - 1;
    return {
      height: isLast ? hand : line,
      draw: (top) => {
        drawLine(paper, words, left, top);
        if (isLast && fits) paper.dots(from, AREA.right, top + BASELINE);
      },
    };
  });
  const more = Array.from(
    { length: fits ? count - 1 : count },
    (): Row => ({
      height: hand,
      draw: (top) => paper.dots(left, AREA.right, top + BASELINE),
    }),
  );
  const rows = [...labelled, ...more];
  const first = labelled.length;
  return rows.map((row, at) => ({ ...row, glued: at < rows.length - 1 && (at < first || at === rows.length - 2) }));
};

/** A label with its answer, or with a place for one. */
export const answerRows = (setting: Setting, block: Of<"answer">): Row[] => {
  const { answer } = block;
  if ("lines" in answer) return dotted(setting, block, answer.lines);
  const byHand = "toComplete" in answer;
  const text = byHand ? answer.toComplete : answer.written;
  return paragraph(setting, [...labelRuns(block.label, block.note), { text: ` ${text}`, style: PLAIN }], {
    indent: block.indented ? INDENT : 0,
    height: byHand ? setting.hand : setting.line + 1,
  });
};

/** Boxes with their words after a label, as many to a line as there is room for; longer words go on below. */
export const ticksRows = ({ paper, line }: Setting, block: Of<"ticks">): Row[] => {
  const left = AREA.left + (block.indented ? INDENT : 0);
  const labelLines = breakLines(paper, labelRuns(block.label, block.note), AREA.right - left);
  type Placed = { x: number; words: Line; marked: boolean | null };
  const rows: { words: Line | null; options: Placed[] }[] = labelLines.map((words) => ({ words, options: [] }));
  let x = left + (labelLines.at(-1)?.width ?? 0) + 14;
  for (const tick of block.options) {
    const width = BOX + 5 + paper.widthOf(tick.text, PLAIN);
    if (x + width > AREA.right) {
      rows.push({ words: null, options: [] });
      x = left + INDENT;
    }
    const [first, ...rest] = breakLines(paper, [{ text: tick.text, style: PLAIN }], AREA.right - x - BOX - 5);
    if (first) rows.at(-1)?.options.push({ x, words: first, marked: tick.marked });
    for (const words of rest) rows.push({ words: null, options: [{ x, words, marked: null }] });
    x = rest.length > 0 ? AREA.right : x + width + 16;
  }
  return rows.map(({ words, options }, at) => ({
    height: line + 3,
    draw: (top) => {
      if (words) drawLine(paper, words, left, top);
      for (const option of options) {
        if (option.marked !== null) paper.box(option.x, top + 3.5, BOX, option.marked);
        drawLine(paper, option.words, option.x + BOX + 5, top);
      }
    },
    glued: at < rows.length - 1,
  }));
};

/** One thing to tick, its box before its words. */
export const tickRows = (setting: Setting, { text, marked }: Tick): Row[] => {
  const [first = gap(0), ...rest] = paragraph(setting, [{ text, style: PLAIN }], { indent: BOX + 8 });
  const boxed = (top: number): void => {
    setting.paper.box(AREA.left + 1, top + 3.5, BOX, marked);
    first.draw(top);
  };
  return [{ ...first, draw: boxed }, ...rest];
};
