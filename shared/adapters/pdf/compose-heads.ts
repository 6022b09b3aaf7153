import encodeQR from "qr";
import type { Block } from "../../domain/slips/sheet.ts";
import { gap, paragraph } from "./compose-text.ts";
import { breakLines, drawLine } from "./lines.ts";
import { AREA, type Style } from "./paper.ts";
import type { Row } from "./rows.ts";
import { BOLD, ITALIC, LARGE, NOTE, PLAIN, type Setting, TITLE } from "./setting.ts";

type Of<Kind> = Extract<Block, { kind: Kind }>;

const QR_SIZE = 100;
/** Light modules that a reader needs around a code (ISO/IEC 18004). */
const QUIET = 4;
/** Room to sign in. */
const SIGNATURE = 70;

export const nationalHeadingRows = (setting: Setting): Row[] => {
  const { paper, line } = setting;
  const country = [{ text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", style: BOLD }];
  const [motto] = breakLines(paper, [{ text: "Độc lập - Tự do - Hạnh phúc", style: TITLE }], AREA.width);
  const width = motto?.width ?? 0;
  const x = AREA.left + (AREA.width - width) / 2;
  const ruled: Row = {
    height: line + 8,
    draw: (top) => {
      if (motto) drawLine(paper, motto, x, top);
      // As long as the words above it: Decree 30/2020/NĐ-CP, annex I.
      paper.rule(x, x + width, top + 19);
    },
    glued: true,
  };
  return [...paragraph(setting, country, { centred: true, glued: true }), ruled];
};

export const placeAndDateRows = ({ paper, line }: Setting, { text }: Of<"place-and-date">): Row[] => [
  {
    height: line + 6,
    draw: (top) => paper.text(text, AREA.right - paper.widthOf(text, ITALIC), top + 4, ITALIC),
    glued: true,
  },
];

export const titleRows = (setting: Setting, { text, note, large }: Of<"title">): Row[] => {
  const head = { centred: true, glued: true };
  if (large) {
    const above = note === null ? [] : paragraph(setting, [{ text: note, style: BOLD }], head);
    const words = paragraph(setting, [{ text, style: LARGE }], { ...head, height: 27 });
    return [...above, gap(4, true), ...words, gap(8, true)];
  }
  const words = paragraph(setting, [{ text, style: TITLE }], { ...head, height: setting.line + 1 });
  const said = note === null ? [] : [{ text: `(${note.replace(/\.$/u, "")})`, style: NOTE }];
  return [gap(10, true), ...words, ...(said.length === 0 ? [] : paragraph(setting, said, head)), gap(10, true)];
};

export const signatureRows = ({ paper, line }: Setting, { who, how }: Of<"signature">): Row[] => {
  const centre = AREA.left + AREA.width * 0.72;
  const centred = (text: string, style: Style): Row => ({
    height: line,
    draw: (top) => paper.text(text, centre - paper.widthOf(text, style) / 2, top, style),
    glued: true,
  });
  return [gap(8, true), centred(who, BOLD), centred(how, NOTE), gap(SIGNATURE)];
};

export const qrRows = ({ paper, line }: Setting, { url, lines }: Of<"qr">): Row[] => {
  // Level M stands a seventh of the code torn or stained.
  const modules = encodeQR(url, "raw", { ecc: "medium", border: QUIET });
  const size = QR_SIZE / modules.length;
  const width = AREA.width - QR_SIZE - 10;
  const words = lines.flatMap((text) => breakLines(paper, [{ text, style: PLAIN }], width));
  const draw = (top: number): void => {
    words.forEach((one, at) => {
      drawLine(paper, one, AREA.left, top + 6 + at * line);
    });
    const corners = modules.flatMap((cells, row) =>
      cells.flatMap((dark, column) =>
        dark ? [[AREA.right - QR_SIZE + column * size, top + row * size] as const] : [],
      ),
    );
    paper.squares(corners, size);
  };
  return [{ height: Math.max(QR_SIZE, words.length * line) + 6, draw }];
};
