import {
  AlignmentType,
  BorderStyle,
  LeaderType,
  Paragraph,
  type ParagraphChild,
  type Table,
  TabStopType,
  TextRun,
} from "docx";
import type { Block, Sheet } from "../../domain/slips/sheet.ts";
import { WIDTH } from "./page.ts";
import { tableOf } from "./table.ts";
import { boxRun, plain, runsOf } from "./text.ts";

type Of<Kind> = Extract<Block, { kind: Kind }>;
type Part = Paragraph | Table;

const INDENT = 360;
const NOTE = 24;
const DOTS = [{ type: TabStopType.RIGHT, position: WIDTH, leader: LeaderType.DOT }];

const centred = (children: ParagraphChild[], keepNext = true): Paragraph =>
  new Paragraph({ alignment: AlignmentType.CENTER, keepNext, children });

const labelled = (label: string, note: string | null): ParagraphChild[] => [
  ...runsOf(label),
  ...(note === null ? [] : runsOf(` (${note})`, { italics: true, size: NOTE })),
  plain(": "),
];

const answer = ({ label, note, answer: given, indented }: Of<"answer">): Paragraph[] => {
  const indent = indented ? { left: INDENT } : {};
  if (!("lines" in given)) {
    const text = "written" in given ? given.written : given.toComplete;
    return [new Paragraph({ indent, children: [...labelled(label, note), ...runsOf(text)] })];
  }
  const dots = (children: ParagraphChild[], keepNext: boolean): Paragraph =>
    new Paragraph({ indent, tabStops: DOTS, keepNext, children: [...children, new TextRun("\t")] });
  return Array.from({ length: given.lines }, (_, at) =>
    dots(at === 0 ? labelled(label, note) : [], at < given.lines - 1),
  );
};

const ticks = ({ label, note, options, indented }: Of<"ticks">): Paragraph =>
  new Paragraph({
    indent: indented ? { left: INDENT } : {},
    children: [
      ...labelled(label, note),
      ...options.flatMap(({ text, marked }) => [plain("   "), boxRun(marked), ...runsOf(`\u00a0${text}`)]),
    ],
  });

const title = ({ text, note, large }: Of<"title">): Paragraph[] => {
  const words = centred(runsOf(text, { bold: true, size: large ? 44 : 28 }));
  if (note === null) return [words];
  const said = large
    ? centred(runsOf(note, { bold: true }))
    : centred(runsOf(`(${note.replace(/\.$/u, "")})`, { italics: true, size: NOTE }));
  return large ? [said, words] : [words, said];
};

const nationalHeading = (): Paragraph[] => [
  centred([new TextRun({ text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold: true })]),
  new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    // The rule is as long as the words: the paragraph is drawn in from both sides.
    indent: { left: 2700, right: 2700 },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: "000000" } },
    children: [new TextRun({ text: "Độc lập - Tự do - Hạnh phúc", bold: true, size: 28 })],
  }),
];

const signature = ({ who, how }: Of<"signature">): Paragraph[] => {
  const at = (children: ParagraphChild[], before: number): Paragraph =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      indent: { left: Math.round(WIDTH * 0.45) },
      spacing: { before },
      keepNext: true,
      children,
    });
  return [
    at(runsOf(who, { bold: true }), 160),
    at(runsOf(how, { italics: true, size: NOTE }), 0),
    new Paragraph({ spacing: { before: 1300 }, children: [] }),
  ];
};

const partOf = (block: Block, signed: boolean): Part[] => {
  switch (block.kind) {
    case "national-heading":
      return nationalHeading();
    case "place-and-date":
      return [
        new Paragraph({
          alignment: AlignmentType.RIGHT,
          spacing: { before: 120, after: 200 },
          children: runsOf(block.text, { italics: true }),
        }),
      ];
    case "title":
      return title(block);
    case "addressee":
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { before: 160, after: 160 },
          children: runsOf(`Kính gửi: ${block.text}`),
        }),
      ];
    case "heading":
      return [
        new Paragraph({ keepNext: true, spacing: { before: 100 }, children: runsOf(block.text, { bold: true }) }),
      ];
    case "paragraph":
      return [
        new Paragraph({
          keepNext: signed || block.style === "lead" || block.style === "centred",
          ...(block.style === "centred" ? { alignment: AlignmentType.CENTER } : {}),
          children: runsOf(block.text, block.style === "italic" ? { italics: true, size: NOTE } : {}),
        }),
      ];
    case "answer":
      return answer(block);
    case "ticks":
      return [ticks(block)];
    case "tick":
      return [
        new Paragraph({
          keepNext: signed,
          indent: { left: INDENT, hanging: INDENT },
          children: [boxRun(block.marked), ...runsOf(` ${block.text}`)],
        }),
      ];
    case "table": {
      const above =
        block.label === null ? [] : [new Paragraph({ keepNext: true, children: labelled(block.label, block.note) })];
      return [
        ...above,
        tableOf(block),
        new Paragraph({ spacing: { after: 0 }, children: [new TextRun({ text: "", size: 12 })], run: { size: 12 } }),
      ];
    }
    case "signature":
      return signature(block);
    case "qr":
      return [...block.lines.map((line) => new Paragraph({ children: runsOf(line) }))];
  }
};

/** A sheet as paragraphs and tables. A QR code stays an address: in Word it can be followed. */
export const partsOf = ({ blocks }: Sheet): Part[] =>
  blocks.flatMap((block, at) => partOf(block, blocks[at + 1]?.kind === "signature"));
