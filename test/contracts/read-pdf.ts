import jsQR from "jsqr";
import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { squeezed } from "./sheet-files.ts";

export const open = async (bytes: Uint8Array) =>
  getDocument({ data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true }).promise;

type Piece = { text: string; x: number; right: number; y: number };

/** Every piece of text with its place, page by page. */
export const readPages = async (bytes: Uint8Array): Promise<Piece[][]> => {
  const file = await open(bytes);
  const pages: Piece[][] = [];
  for (let page = 1; page <= file.numPages; page += 1) {
    const { items } = await (await file.getPage(page)).getTextContent();
    pages.push(
      items.flatMap((item) =>
        "str" in item && item.str.trim() !== ""
          ? [{ text: item.str, x: item.transform[4], right: item.transform[4] + item.width, y: item.transform[5] }]
          : [],
      ),
    );
  }
  return pages;
};

/** All text of a file, its spaces left out. */
export const textOf = async (bytes: Uint8Array): Promise<string> =>
  squeezed(
    (await readPages(bytes))
      .flat()
      .map(({ text }) => text)
      .join(""),
  );

/** The package is the function itself, whatever its types say. */
const readCode = jsQR as unknown as typeof jsQR.default;

/** Paints the squares of a path (four corners and a closing each) four pixels a module and reads the code in it. */
const decoded = (path: Float32Array): string | undefined => {
  const corners: [number, number][] = [];
  let size = 0;
  for (let at = 0; at < path.length; ) {
    const op = path[at] as number;
    if (op === 0) {
      corners.push([path[at + 1] as number, path[at + 2] as number]);
      size ||= Math.abs((path[at + 4] as number) - (path[at + 1] as number));
      at += 3;
    } else at += op === 1 ? 3 : 1;
  }
  const left = Math.min(...corners.map(([x]) => x));
  const top = Math.min(...corners.map(([, y]) => y));
  const cells = corners.map(([x, y]) => [Math.round((x - left) / size) + 4, Math.round((y - top) / size) + 4] as const);
  const width = (Math.max(...cells.map(([x]) => x)) + 5) * 4;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [x, y] of cells)
    for (let dx = 0; dx < 4; dx += 1)
      for (let dy = 0; dy < 4; dy += 1)
        pixels.fill(0, ((y * 4 + dy) * width + x * 4 + dx) * 4, ((y * 4 + dy) * width + x * 4 + dx) * 4 + 3);
  // Dark on light, as every camera reads it; many read no other.
  return readCode(pixels, width, width, { inversionAttempts: "dontInvert" })?.data;
};

/** What a camera reads on each page that has a code: the one path of it that is long. */
export const codesIn = async (bytes: Uint8Array): Promise<(string | undefined)[]> => {
  const file = await open(bytes);
  const found: (string | undefined)[] = [];
  for (let page = 1; page <= file.numPages; page += 1) {
    const { fnArray, argsArray } = await (await file.getPage(page)).getOperatorList();
    fnArray.forEach((operation, at) => {
      if (operation !== OPS.constructPath) return;
      const path = argsArray[at][1]?.[0] as Float32Array | null;
      if (argsArray[at][2] && path && path.length > 1000) found.push(decoded(path));
    });
  }
  return found;
};
