import { readFace } from "../../infra/build/parts.ts";
import { organisationRegister as register } from "../../shared/adapters/catalogue/organisation-register.ts";
import type { ProcedureVersion } from "../../shared/domain/procedures/procedure-version.ts";
import { blankForm } from "../../shared/domain/slips/blank-form.ts";
import { guideSlip } from "../../shared/domain/slips/guide-slip.ts";
import type { Sheet } from "../../shared/domain/slips/sheet.ts";
import { shipped } from "../fakes/procedure-catalogue.ts";

const AT = "2026-11-23T02:00:00.000Z";
export const ORIGIN = "https://dichvucong.example.vn";

export const fonts = { regular: readFace("regular"), bold: readFace("bold"), italic: readFace("italic") };

const versions: ProcedureVersion[] = shipped.flatMap((one) => ("procedure" in one ? [one.procedure] : []));

/** The forms that are a procedure's own, those with most to say, and every tenth of the rest. */
export const sampled = versions.filter(
  (version, at) => at % 10 === 0 || version.form.title.length > 150 || version.documents.length > 4,
);

export const versionOf = (code: string): ProcedureVersion =>
  versions.find((version) => version.code === code) as ProcedureVersion;

export const formOf = (version: ProcedureVersion, form: Record<string, unknown> = {}): Sheet => {
  const formId = version.documents.find((document) => document.formId)?.formId ?? "";
  return blankForm(version, formId, { register, at: AT }, { case: null, form, attached: new Set() });
};

export const guideOf = (version: ProcedureVersion): Sheet => guideSlip(version, { register, at: AT, origin: ORIGIN });

/** All words of a sheet, as a reader finds them. */
export const wordsOf = ({ blocks, footer }: Sheet): string[] => [
  footer,
  ...blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case "table":
        return [
          ...(block.label ? [block.label] : []),
          ...block.columns.map(({ title }) => title),
          ...block.rows.flat(),
        ];
      case "ticks":
        return [block.label, ...block.options.map(({ text }) => text)];
      case "answer":
        return [block.label, ...("written" in block.answer ? [block.answer.written] : [])];
      case "signature":
        return [block.who, block.how];
      case "qr":
        return block.lines;
      case "national-heading":
        return ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"];
      default:
        return [block.text];
    }
  }),
];

/** Letters alone: where a line breaks is no part of what is said. */
export const squeezed = (text: string): string => text.normalize("NFC").replaceAll(/[\s\u00a0]/gu, "");
