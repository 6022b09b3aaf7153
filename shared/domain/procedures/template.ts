import type { FormField, FormSchema } from "./form-schema.ts";
import type { ProcedureVersion, Validity } from "./procedure-version.ts";

/**
 * The text of a result with places to fill in: `{{decision.number}}`, `{{form.fullName}}`, a member of a group as
 * `{{form.group.member}}`. What stands between `{{#place}}` and `{{/place}}` is left out where the place has no value;
 * a place that may have none is used only there.
 */

type Given = "always" | "perhaps";

/** The places beside the form, a closed list: what every dossier knows once it is decided. */
const PLACES: Readonly<Record<string, Given>> = {
  "applicant.fullName": "always",
  "applicant.address": "always",
  "applicant.identityNumber": "perhaps",
  "applicant.taxCode": "perhaps",
  "applicant.dateOfBirth": "perhaps",
  "dossier.code": "always",
  "dossier.receivedAt": "always",
  "decision.number": "always",
  "decision.date": "always",
  "procedure.name": "always",
  "result.name": "always",
  "unit.name": "always",
};

/** The case that it was filed as; where there is one alone it need not have been chosen. None where there are none. */
const CASE = "case.name";

type Form = Pick<FormSchema, "properties" | "required">;

const fieldPlaces = ({ properties, required }: Form, path: string, given: Given): [string, Given][] =>
  Object.entries(properties).flatMap(([name, field]: [string, FormField]): [string, Given][] => {
    const place = `${path}.${name}`;
    const own: Given = given === "always" && required.includes(name) ? "always" : "perhaps";
    if (field.type === "array") return [];
    return field.type === "object" ? fieldPlaces(field, place, own) : [[place, own]];
  });

/** The last day of what holds for a term; what holds for good has none. */
const VALID_UNTIL: Record<Validity["kind"], Given[]> = { term: ["always"], unknown: ["perhaps"], "for-good": [] };

type Offered = Pick<ProcedureVersion, "cases" | "form" | "result">;

/** Every place a result's template may name, and whether it always has a value. Lists have no place. */
export const placesOf = ({ cases, form, result }: Offered): ReadonlyMap<string, Given> =>
  new Map([
    ...Object.entries(PLACES),
    ...(cases.length === 0 ? [] : [[CASE, "always"] as const]),
    ...VALID_UNTIL[result.validity.kind].map((given) => ["result.validUntil", given] as const),
    ...fieldPlaces(form, "form", "always"),
  ]);

/** A place named in a template; `guards` are the places whose value it needs to be printed at all. */
export type NamedPlace = { name: string; guards: readonly string[] };

/** A template taken apart: the places it names, and the marks that open or close nothing. */
export type TemplateParts = { places: NamedPlace[]; stray: string[] };

const MARK = /\{\{([#/]?)([A-Za-z][A-Za-z0-9.]*)\}\}/g;

export const partsOf = (template: string): TemplateParts => {
  const open: string[] = [];
  const places: NamedPlace[] = [];
  const stray: string[] = template.replaceAll(MARK, "").match(/\{\{.{0,40}|.{0,40}\}\}/g) ?? [];
  for (const [mark, kind, name = ""] of template.matchAll(MARK)) {
    if (kind === "") places.push({ name, guards: [...open] });
    else if (kind === "#") {
      places.push({ name, guards: [...open, name] });
      open.push(name);
    } else if (open.at(-1) === name) open.pop();
    else stray.push(mark);
  }
  return { places, stray: [...stray, ...open.map((name) => `{{#${name}}}`)] };
};
