import { type Instant, provinceDate } from "../foundation/instant.ts";
import type { Publication, Withdrawal } from "./catalogue.ts";
import type { FormField, FormSchema } from "./form-schema.ts";
import type { ProcedureVersion } from "./procedure-version.ts";
import { type ProcedureSummary, summaryOf } from "./summary.ts";

/** What lists, counts and searches need of one published version; the version itself is read by its number. */
export type CatalogueEntry = ProcedureSummary &
  Pick<ProcedureVersion, "validFrom" | "units" | "audience" | "decision" | "oneStop" | "routing" | "verified"> & {
    /** What it can be found by beside its name and code. */
    words: { formFields: string[]; documents: string[]; legalBases: string[] };
  };

/** One line of the list of all that was ever published. */
export type CatalogueLine = CatalogueEntry | (Pick<Withdrawal, "code" | "version" | "validFrom"> & { withdrawn: true });

const titles = (properties: Record<string, FormField>): string[] =>
  Object.values(properties).flatMap((field) => [
    field.title,
    ...(field.type === "object" ? titles(field.properties) : []),
    ...(field.type === "array" && field.items.type === "object" ? titles(field.items.properties) : []),
  ]);

const formFields = (form: FormSchema): string[] => [...new Set([form.title, ...titles(form.properties)])];

export const lineOf = (publication: Publication): CatalogueLine => {
  if ("withdrawal" in publication) {
    const { code, version, validFrom } = publication.withdrawal;
    return { code, version, validFrom, withdrawn: true };
  }
  const { procedure } = publication;
  const { validFrom, units, audience, decision, oneStop, routing, verified, form, documents, legalBases } = procedure;
  return {
    ...summaryOf(procedure),
    validFrom,
    units,
    audience,
    decision,
    oneStop,
    routing,
    verified,
    words: { formFields: formFields(form), documents: documents.map(({ name }) => name), legalBases },
  };
};

/** Every procedure in force at an instant, one entry each, in the order of the lines. */
export const entriesInForce = (lines: readonly CatalogueLine[], at: Instant): CatalogueEntry[] => {
  const today = provinceDate(at);
  const newest = new Map<string, CatalogueLine>();
  for (const line of lines) {
    const known = newest.get(line.code);
    if (line.validFrom <= today && (!known || known.version < line.version)) newest.set(line.code, line);
  }
  return [...newest.values()].flatMap((line) => ("withdrawn" in line ? [] : [line]));
};

/** All that was ever published, as one list: of what is public, nothing else is read by those who look around. */
export type PublishedCatalogue = { lines: () => Promise<readonly CatalogueLine[]> };
