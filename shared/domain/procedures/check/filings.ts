import { requiredOf } from "../check-form.ts";
import type { FormSchema } from "../form-schema.ts";
import type { ProcedureVersion } from "../procedure-version.ts";
import { type ApplicantKind, type Filing, holds, type Test, type Way, type When } from "../when.ts";
import { demandsOf } from "./conditions.ts";
import { boundsOf, partsOf, scopeOf } from "./numbers.ts";
import type { Words } from "./rule.ts";

/** More ways to answer than this are not gone through: nobody could read such conditions either. */
export const MOST_FILINGS = 20_000;

/** An answer that conditions may depend on, and how it is called: a choice, or numbers that none of them tells apart. */
type Answer = { value: unknown; words: Words };

/** A field that conditions ask about, with every answer that makes a difference. */
type Asked = { name: string; answers: Answer[] };

const answersTo = (form: FormSchema, name: string, tests: readonly Test[]): Answer[] => {
  const field = form.properties[name];
  if (field?.type === "string") {
    return (field.enum ?? []).map((value) => ({ value, words: { vi: value, en: value } }));
  }
  const scope = scopeOf(field);
  if (!field || !scope) return [];
  const ranges = tests.flatMap((test) =>
    "formField" in test && test.formField === name ? (boundsOf(test) ?? []) : [],
  );
  return partsOf(scope, ranges).map(({ value, words }) => ({
    value: field.type === "array" ? new Array(value).fill(null) : value,
    words,
  }));
};

export type Question = { asked: Asked[]; ofApplicants: boolean };

/** What conditions ask about, and what decides whether these fields are asked at all. */
export const questionOf = (form: FormSchema, tests: When): Question => {
  const demands = demandsOf(form);
  const names = new Set(tests.flatMap((test) => ("formField" in test ? [test.formField] : [])));
  const all = [...tests];
  for (const name of names) {
    for (const demand of demands.filter(({ wants }) => wants.includes(name))) {
      all.push(...demand.tests);
      for (const test of demand.tests) if ("formField" in test) names.add(test.formField);
    }
  }
  const asked = [...names]
    .map((name) => ({ name, answers: answersTo(form, name, all) }))
    .filter(({ answers }) => answers.length > 0);
  return { asked, ofApplicants: all.some((test) => "applicants" in test) };
};

/** Every way to give these answers, each left out too. */
const waysTo = (asked: readonly Asked[]): Record<string, unknown>[] =>
  asked.reduce<Record<string, unknown>[]>(
    (ways, { name, answers }) =>
      ways.flatMap((way) => [way, ...answers.map(({ value }) => ({ ...way, [name]: value }))]),
    [{}],
  );

/** In how many ways a question can be answered, each answer left out too. */
export const waysOf = ({ asked }: Question): number =>
  asked.reduce((product, { answers }) => product * (answers.length + 1), 1);

/** A lone case need not be chosen, so a dossier may be filed with it or without. */
const casesOf = ({ cases }: ProcedureVersion): (string | null)[] => {
  const ids = cases.map(({ id }) => id);
  return ids.length < 2 ? [null, ...ids] : ids;
};

/** Every filing on a channel that differs in what is asked, left out where the form allows that. */
export const filingsOf = (procedure: ProcedureVersion, channel: Way, { asked, ofApplicants }: Question): Filing[] => {
  const { form, audience } = procedure;
  const applicants: (ApplicantKind | null)[] = ofApplicants ? audience : [audience[0] ?? null];
  const ways = waysTo(asked);
  return casesOf(procedure)
    .flatMap((chosen) => applicants.map((applicant) => ({ channel, case: chosen, applicant })))
    .flatMap((circumstances) => ways.map((way) => ({ ...circumstances, form: way })))
    .filter((filing) => {
      const required = requiredOf(form, filing.form, filing);
      return asked.every(({ name }) => Object.hasOwn(filing.form, name) || !required.has(name));
    });
};

/** Whether no filing on these channels meets a condition; false where there are too many filings to tell. */
export const isNeverMet = (procedure: ProcedureVersion, channels: readonly Way[], when: When): boolean => {
  const question = questionOf(procedure.form, when);
  return (
    waysOf(question) <= MOST_FILINGS &&
    !channels.some((channel) => filingsOf(procedure, channel, question).some((filing) => holds(when, filing)))
  );
};
