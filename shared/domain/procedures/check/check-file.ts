import type { Fault } from "../../foundation/refusal.ts";
import { ProcedureFile } from "../procedure-file.ts";
import { faultsBy, mistakesIn, PROCEDURE_RULES } from "./check-procedure.ts";
import { found, listed, type Rule, type Surroundings } from "./rule.ts";
import { heldTo } from "./schema.ts";

type Named = { name: string; content: ProcedureFile };

/** The facts that evidence can be given for. */
const FACTS = [
  "timeLimit",
  "fee",
  "documents",
  "conditions",
  "legalBases",
  "level",
  "form",
  "steps",
  "result",
] as const;
type Fact = (typeof FACTS)[number];

/** Those of them that a file states. What no source names and nobody asks for needs no evidence. */
const stated = ({ procedure }: ProcedureFile): Fact[] => {
  const { channels, conditions, documents, legalBases, result } = procedure;
  const states: { [Name in Fact]: boolean } = {
    timeLimit: channels.some(({ timeLimit, caseLimits }) => timeLimit !== null || caseLimits),
    fee: channels.some(({ fees }) => fees.length > 0),
    documents: documents.some(({ required, formId }) => required && formId === undefined),
    conditions: conditions.length > 0,
    legalBases: legalBases.length > 0,
    level: true,
    form: true,
    steps: true,
    result: result.validity.kind !== "unknown" || result.template !== undefined,
  };
  return FACTS.filter((fact) => states[fact]);
};

export const FILE_RULES: readonly Rule<Named>[] = [
  {
    code: "file-named-otherwise",
    remedy: { vi: "Đổi tên tệp, hoặc sửa code và version.", en: "Rename the file, or correct code and version." },
    find: ({ name, content: { procedure } }) => {
      const right = `${procedure.code}-v${procedure.version}.json`;
      return name === right
        ? []
        : [found("/procedure/code", `Tệp phải có tên ${right}.`, `The file has to be named ${right}.`)];
    },
  },
  {
    code: "evidence-missing",
    remedy: {
      vi: "Ghi sourced, secondary, own-knowledge hoặc assumed cho dữ kiện này.",
      en: "Say sourced, secondary, own-knowledge or assumed of this fact.",
    },
    find: ({ content }) =>
      stated(content)
        .filter((fact) => content.provenance.evidence[fact] === undefined)
        .map((fact) =>
          found(
            `/provenance/evidence/${fact}`,
            `Không nói “${fact}” dựa vào đâu.`,
            `Nothing says where "${fact}" is from.`,
          ),
        ),
  },
  {
    code: "evidence-unknown",
    remedy: { vi: `Dùng: ${FACTS.join(", ")}.`, en: `Use: ${FACTS.join(", ")}.` },
    find: ({ content: { provenance } }) =>
      Object.keys(provenance.evidence)
        .filter((fact) => !FACTS.includes(fact as Fact))
        .map((fact) => {
          const name = listed([fact]);
          return found(
            `/provenance/evidence/${fact}`,
            `“${name.vi}” không phải một dữ kiện.`,
            `"${name.en}" is not one of the facts.`,
          );
        }),
  },
  {
    code: "verified-on-assumption",
    remedy: {
      vi: "Dẫn nguồn cho dữ kiện này, hoặc ghi verified là false.",
      en: "Find a source for this fact, or say verified: false.",
    },
    find: ({ content: { procedure, provenance } }) =>
      !procedure.verified
        ? []
        : Object.entries(provenance.evidence)
            .filter(([, confidence]) => confidence !== "sourced")
            .map(([fact, confidence]) =>
              found(
                `/provenance/evidence/${fact}`,
                `Thủ tục ghi đã đối chiếu mà “${fact}” là ${confidence}.`,
                `It says verified, and "${fact}" is ${confidence}.`,
              ),
            ),
  },
];

/** A procedure file, checked: its faults, and what it says where its shape allows reading it. */
export type CheckedFile = { name: string; faults: Fault[]; content: ProcedureFile | undefined };

export const checkFile = (
  name: string,
  json: unknown,
  around: Surroundings,
  rules: { procedure: readonly Rule[]; file: readonly Rule<Named>[] } = {
    procedure: PROCEDURE_RULES,
    file: FILE_RULES,
  },
): CheckedFile => {
  const { faults, value: content } = heldTo(ProcedureFile, json);
  if (content === undefined) return { name, faults, content };
  const inProcedure = mistakesIn(content.procedure, around, rules.procedure).map((one) => ({
    ...one,
    pointer: `/procedure${one.pointer}`,
  }));
  return { name, faults: [...faults, ...faultsBy(rules.file, { name, content }), ...inProcedure], content };
};
