import type { FormSchema } from "../form-schema.ts";
import { testsOf } from "../form-schema.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import type { Test, When } from "../when.ts";
import { fieldsOf } from "./form-places.ts";

/** A condition where it stands, and of what: a form field under its name where it is one at the top. */
export type Condition = { pointer: string; when: When } & (
  | { of: "fee" | "paper" }
  | { of: "field"; name: string | undefined; required: boolean }
);

const onFees = ({ channels }: ProcedureVersion): Condition[] =>
  channels.flatMap(({ fees }, channel) =>
    fees.flatMap(({ when }, at) =>
      when ? [{ pointer: `/channels/${channel}/fees/${at}/when`, when, of: "fee" as const }] : [],
    ),
  );

const onPapers = ({ documents }: ProcedureVersion): Condition[] =>
  documents.flatMap(({ when }, at) => (when ? [{ pointer: `/documents/${at}/when`, when, of: "paper" as const }] : []));

const onFields = ({ form }: ProcedureVersion): Condition[] =>
  fieldsOf(form).flatMap(({ pointer, field, top }) => {
    const when = field["x-when"];
    const [name] = top ? Object.entries(form.properties).flatMap(([key, one]) => (one === field ? [key] : [])) : [];
    const required = name !== undefined && form.required.includes(name);
    return when ? [{ pointer: `${pointer}/x-when`, when, of: "field" as const, name, required }] : [];
  });

/** Every condition of a procedure. */
export const conditionsOf = (procedure: ProcedureVersion): Condition[] => [
  ...onFees(procedure),
  ...onPapers(procedure),
  ...onFields(procedure),
];

/** What makes a form want which of the fields at its top, beside those that it always wants. */
export const demandsOf = ({ properties, allOf = [] }: FormSchema): { tests: Test[]; wants: string[] }[] => [
  ...allOf.map((condition) => ({ tests: testsOf(condition), wants: condition.then.required })),
  ...Object.entries(properties).flatMap(([name, { "x-when": tests }]) => (tests ? [{ tests, wants: [name] }] : [])),
];
