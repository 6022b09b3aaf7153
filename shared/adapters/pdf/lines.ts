import type { Paper, Style } from "./paper.ts";

/** Text in one style, a part of a line. */
export type Run = { text: string; style: Style };

/** One line as it is drawn: its runs and how far they reach. */
export type Line = { runs: Run[]; width: number };

const graphemes = new Intl.Segmenter("vi", { granularity: "grapheme" });

/** A word that no line holds, in pieces that each do. */
const pieces = (paper: Paper, word: string, style: Style, width: number): string[] => {
  if (paper.widthOf(word, style) <= width) return [word];
  const found: string[] = [];
  let piece = "";
  let reach = 0;
  for (const { segment } of graphemes.segment(word)) {
    const own = paper.widthOf(segment, style);
    if (piece !== "" && reach + own > width) {
      found.push(piece);
      piece = "";
      reach = 0;
    }
    piece += segment;
    reach += own;
  }
  return [...found, piece];
};

/**
 * Breaks runs into lines of a width: at spaces, where an author broke the line, and inside a word only where it is
 * longer than a line. Vietnamese is written in syllables between spaces and knows no hyphenation.
 */
export const breakLines = (paper: Paper, runs: readonly Run[], width: number): Line[] => {
  const lines: Line[] = [];
  let line: Line = { runs: [], width: 0 };
  const end = (): void => {
    lines.push(line);
    line = { runs: [], width: 0 };
  };
  const put = (text: string, style: Style): void => {
    const last = line.runs.at(-1);
    if (last && last.style === style) last.text += text;
    else line.runs.push({ text, style });
  };
  for (const { text, style } of runs) {
    const space = paper.widthOf(" ", style);
    text.split(/\r\n|[\n\r\u2028\u2029\v\f]/u).forEach((paragraph, at) => {
      if (at > 0) end();
      // A run that begins in the middle of a line brings its own leading space.
      const leading = /^ /.test(paragraph) && line.runs.length > 0;
      let first = true;
      for (const word of paragraph.split(/[ \t]+/u).filter((part) => part !== "")) {
        const glued = first && !leading;
        first = false;
        for (const [nth, piece] of pieces(paper, word, style, width).entries()) {
          const own = paper.widthOf(piece, style);
          const before = line.runs.length === 0 || glued || nth > 0 ? 0 : space;
          if (line.runs.length > 0 && line.width + before + own > width) {
            end();
            put(piece, style);
            line.width = own;
          } else {
            put(before > 0 ? ` ${piece}` : piece, style);
            line.width += before + own;
          }
        }
      }
    });
  }
  if (line.runs.length > 0 || lines.length === 0) lines.push(line);
  return lines;
};

/** Draws a line with its top at `top`. */
export const drawLine = (paper: Paper, line: Line, x: number, top: number): void => {
  let at = x;
  for (const { text, style } of line.runs) {
    paper.text(text, at, top, style);
    at += paper.widthOf(text, style);
  }
};
