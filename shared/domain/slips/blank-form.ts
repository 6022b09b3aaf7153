import type { Instant } from "../foundation/instant.ts";
import type { OrganisationRegister } from "../organisation/register.ts";
import type { ProcedureVersion, RequiredDocument } from "../procedures/procedure-version.ts";
import { declarationsOf, formFieldBlocks } from "./form-field-blocks.ts";
import type { Block, Sheet } from "./sheet.ts";
import { addresseeOf, sourceLine, writtenCopies } from "./words.ts";
import { writtenWhen } from "./written-when.ts";

/**
 * What a form is filled with: the case that was chosen, null where none is yet, the answers given so far, and the
 * requirements that a paper is there for.
 */
export type Filled = { case: string | null; form: Record<string, unknown>; attached: ReadonlySet<string> };

const BLANK: Filled = { case: null, form: {}, attached: new Set() };

/** Which of its cases the procedure is asked for; there is nothing to choose where it has but one. */
const caseChoice = ({ cases }: ProcedureVersion, chosen: string | null): Block[] =>
  cases.length < 2
    ? []
    : [
        {
          kind: "ticks",
          label: "Trường hợp",
          note: null,
          options: cases.map(({ id, name }) => ({ text: name, marked: id === chosen })),
          indented: false,
        },
      ];

const enclosure = (document: RequiredDocument, version: ProcedureVersion): string => {
  const copies = writtenCopies(document.copies);
  const notes = [
    copies,
    document.required ? "" : "nếu có",
    document.when ? `chỉ khi ${writtenWhen(version, document.when)}` : "",
  ].filter((note) => note !== "");
  return notes.length === 0 ? document.name : `${document.name} (${notes.join("; ")})`;
};

const enclosures = (version: ProcedureVersion, formId: string, attached: ReadonlySet<string>): Block[] => {
  const others = version.documents.filter((document) => document.formId !== formId);
  if (others.length === 0) return [];
  return [
    { kind: "heading", text: "Hồ sơ gửi kèm theo đơn gồm có:" },
    ...others.map(
      (document): Block => ({ kind: "tick", text: enclosure(document, version), marked: attached.has(document.id) }),
    ),
  ];
};

const signature = ({ audience }: ProcedureVersion): Block => ({
  kind: "signature",
  who: "NGƯỜI LÀM ĐƠN",
  how: audience.includes("organisation") ? "(Ký, ghi rõ họ tên; tổ chức thì đóng dấu)" : "(Ký, ghi rõ họ tên)",
});

/** Whether the procedure has a form of this name. */
export const hasForm = ({ documents }: ProcedureVersion, formId: string): boolean =>
  documents.some((document) => document.formId === formId);

/**
 * A form of a procedure as it is printed: made of the schema that validates it, so that paper and screen ask the same.
 * Blank where nothing fills it; what a filling lacks stays open to be written by hand.
 */
export const blankForm = (
  version: ProcedureVersion,
  formId: string,
  context: { register: OrganisationRegister; at: Instant },
  filled: Filled = BLANK,
): Sheet => {
  const { form } = version;
  const declarations = declarationsOf(form).map((text): Block => ({ kind: "paragraph", text, style: "plain" }));
  const addressee = addresseeOf(version, context.register, context.at);
  return {
    title: form.title,
    asOf: version.validFrom,
    footer: sourceLine(version),
    blocks: [
      { kind: "national-heading" },
      { kind: "place-and-date", text: "……………………, ngày …… tháng …… năm …………" },
      { kind: "title", text: form.title.toLocaleUpperCase("vi"), note: form.description ?? null },
      ...(addressee === "" ? [] : [{ kind: "addressee" as const, text: addressee }]),
      ...caseChoice(version, filled.case),
      ...formFieldBlocks(version, filled.form),
      ...enclosures(version, formId, filled.attached),
      ...declarations,
      signature(version),
    ],
  };
};
