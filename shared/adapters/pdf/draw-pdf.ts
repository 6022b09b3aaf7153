import type { DrawnSheet } from "../../domain/slips/sheet.ts";
import { compose } from "./compose.ts";
import type { Fonts } from "./fonts.ts";
import { breakLines, drawLine } from "./lines.ts";
import { AREA, openPaper, type Paper, type Style } from "./paper.ts";
import { type Placed, paginate } from "./rows.ts";
import { settingOf } from "./setting.ts";

const FOOT: Style = { face: "regular", size: 10 };
/** Line heights to try, as parts of the usual: the first that saves a page is taken. */
const TIGHTER = [0.95, 0.9, 0.85];

const pagesOf = (placed: readonly Placed[]): number => (placed.at(-1)?.page ?? 0) + 1;

/** The sheet on its pages, set a little tighter where its last page would hold but the rest of one. */
const laidOut = (paper: Paper, sheet: DrawnSheet): Placed[] => {
  const set = (pitch: number): Placed[] => paginate(compose(settingOf(paper, pitch), sheet), AREA.top, AREA.bottom);
  const usual = set(1);
  const pages = pagesOf(usual);
  if (pages === 1 || pages > 3) return usual;
  for (const pitch of TIGHTER) {
    const tried = set(pitch);
    if (pagesOf(tried) < pages) return tried;
  }
  return usual;
};

/** A sheet as a PDF file of A4 pages: text, lines and boxes, its fonts inside; nothing that acts. */
export const drawPdf = (sheet: DrawnSheet, fonts: Fonts): Promise<Uint8Array> => {
  const paper = openPaper(fonts, sheet);
  const placed = laidOut(paper, sheet);
  const pages = pagesOf(placed);
  for (let page = 0; page < pages; page += 1) {
    paper.addPage();
    for (const { top, row } of placed.filter((one) => one.page === page)) row.draw(top);
    const number = `Trang ${page + 1}/${pages}`;
    const reach = paper.widthOf(number, FOOT);
    const [footer] = breakLines(paper, [{ text: sheet.footer, style: FOOT }], AREA.width - reach - 12);
    paper.rule(AREA.left, AREA.right, AREA.foot - 4);
    if (footer) drawLine(paper, footer, AREA.left, AREA.foot);
    paper.text(number, AREA.right - reach, AREA.foot, FOOT);
  }
  return paper.bytes();
};
