import { type CatalogueEntry, type CatalogueLine, lineOf } from "../../shared/domain/procedures/catalogue-entry.ts";
import { shipped } from "../fakes/procedure-catalogue.ts";

const templates = shipped.map(lineOf).filter((line): line is CatalogueEntry => !("withdrawn" in line));
const parts = <T>(of: (line: CatalogueEntry) => readonly T[]): T[] => templates.flatMap(of);
const documents = parts(({ words }) => words.documents);
const legalBases = parts(({ words }) => words.legalBases);
const formFields = parts(({ words }) => words.formFields);

const PLACES = [
  "cấp tỉnh",
  "cấp huyện",
  "cấp xã",
  "tại khu công nghiệp",
  "ở nước ngoài",
  "trong vùng biển",
  "liên tỉnh",
];

/** One of a list by a number; the step is prime to every length here, so that neighbours differ. */
const pick = <T>(list: readonly T[], number: number): T => list[(number * 7919) % list.length] as T;

/** The shipped lines as they are, then as many more as asked, each of a name, papers and legal bases of its own. */
export const manyLines = (count: number): CatalogueLine[] => [
  ...templates.slice(0, count),
  ...Array.from({ length: Math.max(0, count - templates.length) }, (_, at): CatalogueEntry => {
    const [one, other] = [pick(templates, at), pick(templates, at * 3 + 1)];
    const tail = other.name.split(" ").slice(-5).join(" ");
    return {
      ...one,
      code: `9.${String(100_000 + at)}`,
      name: `${one.name} ${pick(PLACES, at)} gắn với ${tail} loại ${at % 97}`,
      field: other.field,
      units: other.units,
      level: pick([1, 2, 3, 4] as const, at),
      words: {
        formFields: [0, 1, 2, 3, 4, 5, 6].map((step) => pick(formFields, at * 11 + step)),
        documents: [0, 1, 2, 3].map((step) => `${pick(documents, at * 5 + step)} số ${at % 211}`),
        legalBases: [0, 1, 2].map((step) => pick(legalBases, at * 13 + step)),
      },
    };
  }),
];
