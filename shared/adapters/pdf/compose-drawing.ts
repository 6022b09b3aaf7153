import { type Drawing, INKS, type Shape, WIDTH } from "../../domain/reporting/charts/drawing.ts";
import { breakLines, drawLine } from "./lines.ts";
import { AREA, type Paper } from "./paper.ts";
import type { Row } from "./rows.ts";
import { BOLD, type Setting } from "./setting.ts";

const BETWEEN = 24;
const CAPTION = { ...BOLD, size: 11 };
const CAPTION_LINE = 15;
/** As wide as a picture is at most: its letters then are as large as those of the text. */
const WIDEST = WIDTH;

const draw = (paper: Paper, shape: Shape, left: number, top: number, scale: number): void => {
  const x = (at: number): number => left + at * scale;
  const y = (at: number): number => top + at * scale;
  switch (shape.kind) {
    case "box": {
      const pen = shape.stroke === null ? null : { colour: INKS[shape.stroke], width: scale };
      const fill = shape.fill === null ? null : INKS[shape.fill];
      paper.area(x(shape.x), y(shape.y), shape.width * scale, shape.height * scale, fill, pen);
      break;
    }
    case "lines": {
      const segments = shape.segments.map(([x1, y1, x2, y2]) => [x(x1), y(y1), x(x2), y(y2)] as const);
      paper.lines(segments, { colour: INKS[shape.ink], width: shape.width * scale });
      break;
    }
    case "text": {
      const style = { face: shape.bold ? "bold" : "regular", size: shape.size * scale } as const;
      const reach = paper.widthOf(shape.text, style);
      const before = { start: 0, middle: reach / 2, end: reach }[shape.anchor];
      paper.label(shape.text, x(shape.x) - before, y(shape.y), { ...style, colour: INKS[shape.ink] });
    }
  }
};

/** Pictures side by side, each under its title; they never part. */
export const drawingsRows = ({ paper }: Setting, drawings: readonly Drawing[]): Row[] => {
  const width = Math.min(WIDEST, (AREA.width - (drawings.length - 1) * BETWEEN) / drawings.length);
  const scale = width / WIDTH;
  const titles = drawings.map(({ title }) => breakLines(paper, [{ text: title, style: CAPTION }], width));
  const above = Math.max(...titles.map(({ length }) => length)) * CAPTION_LINE + 4;
  const tallest = Math.max(...drawings.map(({ height }) => height));
  return [
    {
      height: above + tallest * scale + 10,
      draw: (top) => {
        for (const [at, { shapes }] of drawings.entries()) {
          const left = AREA.left + at * (width + BETWEEN);
          for (const [nth, title] of (titles[at] ?? []).entries())
            drawLine(paper, title, left, top + nth * CAPTION_LINE);
          for (const shape of shapes) draw(paper, shape, left, top + above, scale);
        }
      },
    },
  ];
};
