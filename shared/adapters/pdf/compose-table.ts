import type { Block } from "../../domain/slips/sheet.ts";
import { breakLines, drawLine, type Line } from "./lines.ts";
import { AREA, type Paper, type Style } from "./paper.ts";
import type { Row } from "./rows.ts";
import type { Setting } from "./setting.ts";

type Table = Extract<Block, { kind: "table" }>;

const BODY: Style = { face: "regular", size: 12 };
const HEAD: Style = { face: "bold", size: 12 };
const PAD = { x: 5, y: 2.5 };
/** Room to write in by hand. */
const TALL = 26;
/** Lines of a cell that may stand in one row of a page; a longer answer goes on in the next. */
const MOST_LINES = 40;

/** Widths by share, but never narrower than the column's longest word of its title. */
const widths = (paper: Paper, columns: Table["columns"]): number[] => {
  const least = columns.map(
    ({ title }) => Math.max(...title.split(" ").map((word) => paper.widthOf(word, HEAD))) + 2 * PAD.x + 1,
  );
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const wanted = columns.map(({ share }) => (share / total) * AREA.width);
  const tight = wanted.map((width, at) => width < (least[at] ?? 0));
  const taken = wanted.reduce((sum, _, at) => sum + (tight[at] ? (least[at] ?? 0) : 0), 0);
  const loose = columns.reduce((sum, { share }, at) => sum + (tight[at] ? 0 : share), 0);
  return columns.map(({ share }, at) => (tight[at] ? (least[at] ?? 0) : (share / loose) * (AREA.width - taken)));
};

/** A table's rows under its head, which every page repeats. */
export const tableRows = ({ paper, line: usual }: Setting, { columns, rows, tall }: Table): Row[] => {
  const line = usual * 0.86;
  const across = widths(paper, columns);
  const left = across.map((_, at) => AREA.left + across.slice(0, at).reduce((sum, width) => sum + width, 0));
  const rowOf = (cells: Line[][], setOf: (at: number) => "left" | "centre" | "right", least: number): Row => {
    const height = Math.max(least, Math.max(...cells.map((lines) => lines.length)) * line + 2 * PAD.y);
    return {
      height,
      draw: (top) => {
        cells.forEach((lines, at) => {
          const [x, width] = [left[at] ?? 0, across[at] ?? 0];
          paper.frame(x, top, width, height);
          lines.forEach((words, nth) => {
            const indent = { left: PAD.x, centre: (width - words.width) / 2, right: width - words.width - PAD.x };
            drawLine(paper, words, x + indent[setOf(at)], top + PAD.y + nth * line);
          });
        });
      },
    };
  };
  const broken = (text: string, at: number, style: Style): Line[] =>
    breakLines(paper, [{ text, style }], (across[at] ?? 0) - 2 * PAD.x);
  const setOf = (at: number) => (columns[at]?.centred ? "centre" : columns[at]?.sums ? "right" : "left");
  const head: Row = {
    ...rowOf(
      columns.map(({ title }, at) => broken(title, at, HEAD)),
      () => "centre",
      0,
    ),
    glued: true,
  };
  const body = rows.flatMap((cells): Row[] => {
    const lines = cells.map((text, at) => broken(text, at, BODY));
    const parts = Math.ceil(Math.max(...lines.map(({ length }) => length)) / MOST_LINES);
    return Array.from({ length: parts }, (_, part) => ({
      ...rowOf(
        lines.map((all) => all.slice(part * MOST_LINES, (part + 1) * MOST_LINES)),
        setOf,
        tall ? TALL : 0,
      ),
      head,
    }));
  });
  return [head, ...body];
};
