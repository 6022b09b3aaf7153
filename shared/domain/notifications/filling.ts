import { answerBy, type Dossier, isWaiting } from "../dossiers/dossier.ts";
import type { Person } from "../dossiers/person.ts";
import { standingOf } from "../dossiers/standing.ts";
import { blockerOf } from "../dossiers/views/blocker.ts";
import type { AskedItem, Words } from "../dossiers/words.ts";
import { type Instant, readable } from "../foundation/instant.ts";
import { readableVnd } from "../payments/money.ts";
import { CODED } from "./frame.ts";
import type { NoticeSubject } from "./notice.ts";
import type { Filling } from "./placeholder.ts";
import type { Language } from "./templates.ts";

/** Names for the ids that events carry; undefined for one that is not known. */
export type Names = {
  procedure(code: string, version: number): Promise<string | undefined>;
  /** What a document or a form field of a procedure is called. */
  asked(code: string, version: number, item: AskedItem): Promise<string | undefined>;
  step(code: string, version: number, id: string): Promise<string | undefined>;
  unit(id: string, at: Instant): string | undefined;
  officer(sub: string): { name: string; title: string } | undefined;
};

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const instant = (value: unknown): string | undefined => {
  const found = text(value);
  return found === undefined ? undefined : readable(found);
};

const coded = <Terms extends Record<string, string>>(terms: Terms, code: unknown): string | undefined =>
  typeof code === "string" ? terms[code] : undefined;

/** Integer VND as it is written in a language. */
export const amountIn = (language: Language, amount: unknown): string | undefined => {
  if (typeof amount !== "number") return undefined;
  const written = readableVnd(amount);
  return language === "vi" ? written : written.replaceAll(".", ",");
};

/** Names of procedures begin with the word that stands before them as their label. */
export const withoutLabel = (procedure: string | undefined): string | undefined =>
  procedure?.normalize("NFC").replace(/^thủ tục\s+(\S)/iu, (_, first: string) => first.toUpperCase());

/** What is asked for, one after another, each with its reason. */
const itemsOf = async (
  items: AskedItem[] | undefined,
  nameOf: (item: AskedItem) => Promise<string | undefined>,
): Promise<string | undefined> => {
  if (items === undefined) return undefined;
  const lines = items.map(async (item, index) => {
    const name = (await nameOf(item)) ?? item.requirement ?? item.formField ?? "";
    return `(${index + 1}) ${name}: ${item.reason}`;
  });
  return (await Promise.all(lines)).join("; ");
};

/** Where the dossier is stuck now, in one sentence. */
const blockerIn = async (language: Language, dossier: Dossier, names: Names, at: Instant): Promise<string> => {
  const standing = standingOf(dossier);
  const { unit, officer, step } = standing;
  const { code, version } = dossier.procedure;
  const called = {
    unit: unit === null ? "" : (names.unit(unit, at) ?? unit),
    officer: officer === null ? null : (names.officer(officer)?.name ?? null),
    step: step === null ? null : ((await names.step(code, version, step)) ?? null),
  };
  return blockerOf(standing, called, at).reason[language];
};

/** The values that an event has for the placeholders; what it lacks is absent. The officer is who holds it now. */
export const fillingOf = async (
  { event, dossier, person, words }: Pick<NoticeSubject, "event" | "dossier"> & { person: Person; words: Words },
  names: Names,
  link: string,
): Promise<Filling> => {
  const terms = CODED[person.language];
  const { facts, changed } = event;
  const { code, version } = dossier.procedure;
  const officer = event.officer === undefined ? undefined : names.officer(event.officer);
  const values = {
    code: event.code,
    link,
    when: readable(event.at),
    due: instant(changed.dueAt ?? facts.dueAt ?? ("dueAt" in dossier ? dossier.dueAt : undefined)),
    previousDue: instant(facts.previousDueAt),
    acceptBy: instant(changed.acceptBy ?? facts.acceptBy ?? ("acceptBy" in dossier ? dossier.acceptBy : undefined)),
    answerBy: instant(event.changed.answerBy ?? (isWaiting(dossier) ? answerBy(dossier) : undefined)),
    amount: amountIn(person.language, facts.amount),
    procedure: withoutLabel(await names.procedure(code, version)),
    agency: event.unit === undefined ? undefined : names.unit(event.unit, event.at),
    officer: officer?.name,
    officerTitle: officer?.title,
    blocker: await blockerIn(person.language, dossier, names, event.at),
    name: person.applicant.fullName,
    reason: text(words.reason),
    legalBasis: text(words.legalBasis),
    items: await itemsOf(words.items, (item) => names.asked(code, version, item)),
    outcome: coded(terms.outcome, facts.outcome),
    method: coded(terms.method, facts.method ?? dossier.delivery),
    refundWay: event.what === "refund-completed" ? coded(terms.refundWay, facts.provider) : undefined,
    trackingNumber: text(facts.trackingNumber),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
};
