import type { Drawing } from "../reporting/charts/drawing.ts";

/** One of several things to tick. */
export type Tick = { text: string; marked: boolean };

export type Answer = { written: string } | { toComplete: string } | { lines: number };

export type Column = {
  title: string;
  /** Of the table's width, beside the shares of the others. */
  share: number;
  centred?: true;
  /** Sums of money, one under the other by their last digit. */
  sums?: true;
};

/** One thing on a sheet, in the order it is read. */
export type Block =
  /** The country and its motto, ruled beneath. */
  | { kind: "national-heading" }
  | { kind: "place-and-date"; text: string }
  /** `large` is read from a step away, on a notice board. */
  | { kind: "title"; text: string; note: string | null; large?: true }
  | { kind: "addressee"; text: string }
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string; style: "plain" | "italic" | "item" | "lead" | "centred" }
  /** A label with what was answered, or with what is completed by hand, or with dotted lines to write on. */
  | { kind: "answer"; label: string; note: string | null; answer: Answer; indented: boolean }
  | { kind: "ticks"; label: string; note: string | null; options: Tick[]; indented: boolean }
  | { kind: "tick"; text: string; marked: boolean }
  /** `together`: short enough never to go on over a page. */
  | {
      kind: "table";
      label: string | null;
      note: string | null;
      columns: Column[];
      rows: string[][];
      tall: boolean;
      together?: true;
    }
  | { kind: "signature"; who: string; how: string }
  /** An address as a QR code, with words beside it. */
  | { kind: "qr"; url: string; lines: string[] };

/** Something to print: what stands on it, not where. */
export type Sheet = {
  title: string;
  /** Date that the file carries, of what it was made from: never today's. */
  asOf: string;
  blocks: Block[];
  /** At the foot of every page, before its number. */
  footer: string;
};

/** Pictures beside each other, which only a PDF has. `DrawnSheet` is a sheet that may have some. */
type DrawingsBlock = { kind: "drawings"; drawings: Drawing[] };
export type DrawnBlock = Block | DrawingsBlock;
export type DrawnSheet = Omit<Sheet, "blocks"> & { blocks: DrawnBlock[] };
