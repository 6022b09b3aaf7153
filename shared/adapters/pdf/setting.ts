import type { Paper, Style } from "./paper.ts";

export const PLAIN: Style = { face: "regular", size: 13 };
export const BOLD: Style = { face: "bold", size: 13 };
export const ITALIC: Style = { face: "italic", size: 13 };
export const NOTE: Style = { face: "italic", size: 12 };
export const TITLE: Style = { face: "bold", size: 14 };
/** Read at a step and a half from the wall. */
export const LARGE: Style = { face: "bold", size: 22 };

/** What a sheet is set with: a pen, and the heights of a line of text and of one that is written by hand. */
export type Setting = { paper: Paper; line: number; hand: number };

/** `pitch` is 1, or a little less where that saves a page. */
export const settingOf = (paper: Paper, pitch: number): Setting => ({ paper, line: 18 * pitch, hand: 23 * pitch });
