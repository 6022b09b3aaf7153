import type { Publication, Withdrawal } from "./catalogue.ts";
import type { FormField, FormSchema } from "./form-schema.ts";
import type { Channel, ProcedureVersion } from "./procedure-version.ts";
import { type ProcedureSummary, summaryOf } from "./summary.ts";

/** A way of filing, as lists and the open data show it. */
const channelLine = ({ channel, timeLimit, fees }: Channel) => ({
  channel,
  timeLimit,
  fees: fees.map(({ id, name, kind, amount, due }) => ({ id, name, kind, amount, due })),
});

/** What lists, counts and searches need of one published version; the version itself is read by its number. */
export type CatalogueEntry = ProcedureSummary &
  Pick<ProcedureVersion, "validFrom" | "units" | "audience" | "decision" | "oneStop" | "routing" | "verified"> & {
    channels: ReturnType<typeof channelLine>[];
    /** What it can be found by beside its name and code. */
    words: { formFields: string[]; documents: string[]; legalBases: string[] };
  };

/** One line of the list of all that was ever published. */
export type CatalogueLine = CatalogueEntry | (Withdrawal & { withdrawn: true });

const titles = (properties: Record<string, FormField>): string[] =>
  Object.values(properties).flatMap((field) => [
    field.title,
    ...(field.type === "object" ? titles(field.properties) : []),
    ...(field.type === "array" && field.items.type === "object" ? titles(field.items.properties) : []),
  ]);

const formFields = (form: FormSchema): string[] => [...new Set([form.title, ...titles(form.properties)])];

export const lineOf = (publication: Publication): CatalogueLine => {
  if ("withdrawal" in publication) {
    return { ...publication.withdrawal, withdrawn: true };
  }
  const { procedure } = publication;
  const { validFrom, units, audience, decision, oneStop, routing, verified, form, documents, legalBases, channels } =
    procedure;
  return {
    ...summaryOf(procedure),
    validFrom,
    units,
    audience,
    decision,
    oneStop,
    routing,
    verified,
    channels: channels.map(channelLine),
    words: { formFields: formFields(form), documents: documents.map(({ name }) => name), legalBases },
  };
};

/**
 * All that was ever published, as one object that never changes. Lines are read from it at each run through them, so that
 * those who keep little of them hold little.
 */
export type PublishedList = { id: string; lines: () => Iterable<CatalogueLine> };

/** What is public is answered from the object that is current, which is asked for again after a few seconds. */
export type PublishedCatalogue = { current: () => Promise<PublishedList> };

/** Makes a new public object where the list has changed, and makes it the current one. Called after a publication. */
export type RefreshCatalogue = () => Promise<"compiled" | "unchanged">;
