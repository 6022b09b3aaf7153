import { type Drawing, INKS, type Ink, type Shape, WIDTH } from "./drawing.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const written = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? "");

/** A tenth of a unit is less than a pixel on any screen. */
const at = (value: number): string => String(Math.round(value * 10) / 10);

const inkOf = (ink: Ink | null): string => (ink === null ? "none" : INKS[ink]);

const shapeText = (shape: Shape): string => {
  switch (shape.kind) {
    case "box":
      return `<rect x="${at(shape.x)}" y="${at(shape.y)}" width="${at(shape.width)}" height="${at(shape.height)}" fill="${inkOf(shape.fill)}" stroke="${inkOf(shape.stroke)}"/>`;
    case "lines": {
      const path = shape.segments.map(([x1, y1, x2, y2]) => `M${at(x1)} ${at(y1)}L${at(x2)} ${at(y2)}`).join("");
      return `<path d="${path}" fill="none" stroke="${INKS[shape.ink]}" stroke-width="${shape.width}"/>`;
    }
    case "text":
      return `<text x="${at(shape.x)}" y="${at(shape.y)}" font-size="${shape.size}" fill="${INKS[shape.ink]}" text-anchor="${shape.anchor}"${shape.bold ? ' font-weight="700"' : ""}>${written(shape.text)}</text>`;
  }
};

/** A picture for a page: attributes alone, no style that a content policy would refuse. Its id is the drawing's. */
export const svgOf = ({ id, title, description, height, shapes }: Drawing): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${at(height)}" role="img" aria-labelledby="${id}-title ${id}-desc" font-family="system-ui,sans-serif"><title id="${id}-title">${written(title)}</title><desc id="${id}-desc">${written(description)}</desc>${shapes.map(shapeText).join("")}</svg>`;
