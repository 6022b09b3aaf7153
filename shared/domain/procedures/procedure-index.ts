import type { CatalogueEntry } from "./catalogue-entry.ts";
import type { Level } from "./procedure-version.ts";

type Audience = CatalogueEntry["audience"][number];

/** What a reader looks for; an absent member does not narrow. */
export type ProcedureQuery = {
  q?: string | undefined;
  field?: string | undefined;
  unit?: string | undefined;
  level?: Level | undefined;
  audience?: Audience | undefined;
};

/**
 * How many procedures each choice would leave, under the words and the other filters: what a reader sees beside a
 * filter before choosing in it. Choices that would leave none are not listed.
 */
export type FacetCounts = {
  field: { id: string; name: string; count: number }[];
  level: { level: Level; count: number }[];
  audience: { audience: Audience; count: number }[];
  unit: { id: string; count: number }[];
};

export type FoundPage<Item> = {
  items: Item[];
  /** Code of the last item where more follow. */
  next: string | null;
};

/** What fits a query; counted only where that is asked. */
export type Found<Item> = {
  /** Undefined where `after` is the code of none that fits. */
  page: (asked: { limit: number; after: string | undefined }) => FoundPage<Item> | undefined;
  counts: () => FacetCounts;
};

/**
 * The procedures in force, made ready to be looked through; each is found as the item that was made of it. Those fit of
 * which each word of `q` begins a word of the name, the code, the field, a form field, a document or a legal basis, in
 * any order. Those whose name alone answers every word come first, then by name and code. With or without diacritics the
 * set and its order are the same.
 */
export type ProcedureIndex<Item> = (query: ProcedureQuery) => Found<Item>;

/** What a procedure is found by, its name apart. */
export const textsBesideName = ({ code, field, words }: CatalogueEntry): string[] => [
  code,
  field.name,
  ...words.formFields,
  ...words.documents,
  ...words.legalBases,
];
