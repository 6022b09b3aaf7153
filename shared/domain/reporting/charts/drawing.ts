/**
 * What a picture is made of, in units of which `WIDTH` go across: a page and a paper draw the same shapes, so that their
 * pictures cannot differ. Nothing here knows how wide a letter is: words have room to spare.
 */
export const WIDTH = 320;

/** Each at least 4.5:1 on white (WCAG 2.2, 1.4.3), so that it also does for thin strokes. */
export const INKS = { black: "#1a1a1a", grey: "#5f5f5f", blue: "#0b5394", brown: "#8a4b00", green: "#1e6b34" } as const;
export type Ink = keyof typeof INKS;

export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

export type Shape =
  | { kind: "box"; x: number; y: number; width: number; height: number; fill: Ink | null; stroke: Ink | null }
  | { kind: "lines"; segments: readonly Segment[]; ink: Ink; width: number }
  | {
      kind: "text";
      text: string;
      x: number;
      /** Of the line that letters stand on. */
      y: number;
      anchor: "start" | "end" | "middle";
      size: number;
      bold: boolean;
      ink: Ink;
    };

export type Drawing = { id: string; title: string; description: string; height: number; shapes: Shape[] };

const SIZE = 13;
const SMALL = 12;

export type Manner = Partial<{ anchor: "start" | "end" | "middle"; bold: boolean; ink: Ink; small: boolean }>;

export const text = (words: string, x: number, y: number, manner: Manner = {}): Shape => {
  const { anchor = "start", bold = false, ink = "black", small = false } = manner;
  return { kind: "text", text: words, x, y, anchor, size: small ? SMALL : SIZE, bold, ink };
};

export const line = (segment: Segment, ink: Ink = "grey"): Shape => ({
  kind: "lines",
  segments: [segment],
  ink,
  width: 1,
});

export type Box = { x: number; y: number; width: number; height: number };

/** How a bar is told from another without its colour. */
export type Texture = "solid" | "hatched" | "striped";

const INK_OF: Record<Texture, Ink> = { solid: "blue", hatched: "brown", striped: "green" };

const SPACING = { hatched: 6, striped: 4 } as const;

/** Lines that rise to the right, cut at the edges of the box. */
const hatches = ({ x, y, width, height }: Box): Segment[] => {
  const segments: Segment[] = [];
  for (let from = SPACING.hatched / 2; from < width + height; from += SPACING.hatched) {
    const start = Math.max(0, from - height);
    const end = Math.min(width, from);
    segments.push([x + start, y + from - start, x + end, y + from - end]);
  }
  return segments;
};

const stripes = ({ x, y, width, height }: Box): Segment[] =>
  Array.from({ length: Math.floor(width / SPACING.striped) }, (_, at) => {
    const across = x + (at + 0.5) * SPACING.striped;
    return [across, y, across, y + height];
  });

/** A bar; nothing where it has no length. */
export const bar = (box: Box, texture: Texture): Shape[] => {
  if (box.width <= 0) return [];
  const ink = INK_OF[texture];
  const outline = { kind: "box", ...box, fill: texture === "solid" ? ink : null, stroke: ink } as const;
  if (texture === "solid") return [outline];
  const width = texture === "striped" ? 1.6 : 1.2;
  return [{ kind: "lines", segments: texture === "hatched" ? hatches(box) : stripes(box), ink, width }, outline];
};

const SWATCH = 12;

/** What a texture stands for. */
export const legend = (words: string, texture: Texture, x: number, y: number, bold = false): Shape[] => [
  ...bar({ x: x + 0.5, y: y - SWATCH + 2, width: SWATCH * 1.5, height: SWATCH - 2 }, texture),
  text(words, x + SWATCH * 1.5 + 6, y, { bold }),
];
