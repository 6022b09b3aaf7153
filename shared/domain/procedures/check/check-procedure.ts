import { type Fault, fault } from "../../foundation/refusal.ts";
import { expandProcedure } from "../expand-procedure.ts";
import { ProcedureSource } from "../procedure-file.ts";
import { DISCOUNT_RULES } from "./discounts.ts";
import { DOCUMENT_RULES } from "./documents.ts";
import { COVERAGE_RULES } from "./fee-coverage.ts";
import { FEE_RULES } from "./fees.ts";
import { FIELD_CONDITION_RULES } from "./field-conditions.ts";
import { FORM_RULES } from "./form.ts";
import { LABEL_RULES } from "./labels.ts";
import { OFFER_RULES } from "./offer.ts";
import { ORGANISATION_RULES } from "./organisation.ts";
import { PUBLICATION_RULES } from "./publication.ts";
import { RESULT_RULES } from "./result.ts";
import { ROUTE_RULES } from "./route.ts";
import type { Rule, Surroundings } from "./rule.ts";
import { heldTo } from "./schema.ts";
import { TEXT_RULES } from "./texts.ts";
import { WHEN_RULES } from "./when.ts";

/** Every mistake in a procedure that its schema lets through, one rule each. */
export const PROCEDURE_RULES: readonly Rule[] = [
  ...TEXT_RULES,
  ...PUBLICATION_RULES,
  ...ORGANISATION_RULES,
  ...OFFER_RULES,
  ...WHEN_RULES,
  ...FIELD_CONDITION_RULES,
  ...FEE_RULES,
  ...COVERAGE_RULES,
  ...DISCOUNT_RULES,
  ...DOCUMENT_RULES,
  ...FORM_RULES,
  ...LABEL_RULES,
  ...ROUTE_RULES,
  ...RESULT_RULES,
];

/** What a rule finds, as faults that end in what to do. */
export const faultsBy = <S>(rules: readonly Rule<S>[], subject: S): Fault[] =>
  rules.flatMap(({ code, remedy, find }) =>
    find(subject).map(({ pointer, what }) =>
      fault(pointer, code, `${what.vi} ${remedy.vi}`, `${what.en} ${remedy.en}`),
    ),
  );

/** What is wrong with a procedure that its schema accepts. */
export const mistakesIn = (source: ProcedureSource, around: Surroundings, rules = PROCEDURE_RULES): Fault[] =>
  faultsBy(rules, { source, procedure: expandProcedure(source), around });

/**
 * Everything that keeps a procedure from being published, each with a JSON pointer into it and what to do, Vietnamese
 * and English; empty where nothing does. Where its shape is wrong, that comes first and the rules wait for it.
 */
export const checkProcedure = (draft: unknown, around: Surroundings): Fault[] => {
  const { faults, value } = heldTo(ProcedureSource, draft);
  return value === undefined ? faults : [...faults, ...mistakesIn(value, around)];
};
