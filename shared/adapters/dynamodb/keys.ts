import type { TrackedEvent } from "../../domain/dossiers/event.ts";
import type { Guesses } from "../../domain/dossiers/guesses.ts";
import type { Capped } from "../../domain/notifications/caps.ts";
import type { NoticeChannel } from "../../domain/notifications/notice.ts";
import type { CallbackVerdict, KeptCallback } from "../../domain/payments/callback.ts";
import type { LedgerRow } from "../../domain/payments/ledger.ts";
import type { Mismatch } from "../../domain/payments/money-check/mismatch.ts";
import type { RefundEntry, RefundList } from "../../domain/payments/refund-entry.ts";
import { SHARDS } from "../../domain/reminders/reminder-store.ts";
import type { FigureRow } from "../../domain/reporting/figures.ts";
import type { Segment } from "../../domain/reporting/rebuild.ts";

/**
 * Every key shape of the one table. An access pattern not listed here is not served.
 *
 * | who asks | by | index | key |
 * |---|---|---|---|
 * | any command or view of a dossier | id | table | `DOSSIER#<id>`: HEADER, PERSON, DOCUMENTS, VERDICT#…, FILE#…, INTENT#…, REFUND#… in one query |
 * | history, replay of a command | id (+ command) | table | `EVENTS#<id>` / `<commandId>` |
 * | lookup by code: events and wrong guesses in one query | code | byCode | `<code>` / EVENT#<version>, GUESSES |
 * | a citizen's own list, newest first | owner | byOwner | `<owner>` / `<createdAt>#<id>` |
 * | a unit's worklist, soonest due first, then what waits for its applicant | unit | byUnit | `<unit>` / `<due>#<id>`, `~<until>#<id>` (open dossiers only) |
 * | what has waited for its applicant for too long | unit | byUnit | `<unit>` / from `~` to `~<now>` |
 * | what the relay left behind | shard | byOutbox | `<shard>` / `<at>` (unsent events only) |
 * | the numbers that an agency gave, by day | agency | table | `DAY#<agencyCode>` / `<yymmdd>` |
 * | one code, one dossier | code | table | `CODE#<code>` |
 * | the version of a procedure in force, a version by its number | code | table | `PROCEDURE#<code>` / VERSION#<number>, newest first |
 * | drafts of a procedure, also those that were published or discarded | code | table | `PROCEDURE#<code>` / DRAFT#<number> |
 * | one id, one procedure | id | table | `PROCEDURE#ID#<id>` (no code holds a `#`) |
 * | who did what to procedures, replay of a command | command | table | `ACTS#procedures` / `<commandId>` |
 * | the list of all that is published, to make the public object of it | | table | `CATALOGUE` / ENTRY#<code>#<number> |
 * | which public object is current | | table | `CATALOGUE` / CURRENT |
 * | notices sent for a dossier, reminders given of it | id | table | `NOTICES#<id>` / `<outboxId>#<channel>`, REMINDER#<kind>#<dueAt> |
 * | notices whose report of delivery is waited for, by until when | shard | byOutbox | `receipts#<shard>` / `<at>` |
 * | who is to be called, longest waiting first | unit | byUnit | `desk#<unit>` / `<at>#<outboxId>` (channel `phone`, waiting only) |
 * | courtesies of a day, for one dossier or to one address, the address as an HMAC; forgotten after three days | day | table | `CAPS#<day>` / `<kind>#<name>` |
 * | how the providers of a channel do | channel | table | `PROVIDERS#<channel>` / `<provider>` |
 * | dossiers of which a reminder's time has come, oldest first | shard | table | `REMINDERS#<shard>` / `<at>#<id>` |
 * | the working calendar: years published by decision, newest version of each | | table | `CALENDAR` / YEAR#<yyyy> |
 * | how far the years are brought to the open dossiers | | table | `CALENDAR` / JOB |
 * | every version of a year, for ever | year | table | `CALENDAR#<yyyy>` / VERSION#<number> |
 * | the dossier of a provider's reference that does not lead there by itself (payOS) | provider, reference | table | `REFERENCE#<provider>#<reference>` |
 * | payments that a provider is to be asked about, oldest first | shard | table | `INQUIRIES#<shard>` / `<at>#<intentId>` |
 * | the day book: payments begun on a day, money that moved on a day | day, shard | table | `DAYBOOK#<day>#<shard>` / OPENED#<intentId>, MONEY#<kind>#<provider>#<reference>#<transaction> |
 * | what is to be given back, oldest first | list | table | `REFUNDS#<list>` / `<at>#<intentId>#<refundId>` |
 * | providers' calls of a day as they came, by verdict; apart those without a valid signature | provider, day | table | `CALLBACKS#<provider>#<day>`, `…#forged` / `<verdict>#<id>` |
 * | a provider's statement of a day | provider, day | table | `STATEMENT#<provider>#<day>` / HEADER, LINES#<part>#<chunk> |
 * | checks of all money, newest first | | table | `MONEYCHECKS` / `<day>` |
 * | what a check found, by kind | day | table | `MONEYCHECKS#<day>` / `<kind>#<provider>#<reference>#<transaction>` |
 * | which set of figures is current, and which is being rebuilt | | table | `STATISTICS` / SETS |
 * | how far a rebuild of figures is, and what the last recount of them found | | table | `STATISTICS` / REBUILD, SEGMENT#<set>#<pass>#<number>, RECOUNT |
 * | what the pages of a rebuild counted | set, segment | table | `REBUILD#<set>#<segment>` / `<pass>#<page>` |
 * | every dossier, for a rebuild or a recount, in segments | | byOwner | scanned, which no request does |
 * | what is counted of a dossier so far, in the current set and in one that is being rebuilt | id | table | `LIFE#<id>` / `<slot>` |
 * | figures of all years, of a year's months, of a month's days | set, level, period | table | `FIGURES#<set>#<level>#<period>` / `<period>#<unit>#<field>#<procedure>#<shard>` |
 * | what the events of a day are known by | month | table | `ROOTS#<yyyy-mm>` / `<yyyy-mm-dd>` |
 * | who did what to the calendar | command | table | `ACTS#calendar` / `<commandId>` |
 */
export type Key = { pk: string; sk: string };

export const INDEX = { byCode: "byCode", byOwner: "byOwner", byUnit: "byUnit", byOutbox: "byOutbox" } as const;

export const dossierPartition = (dossierId: string): string => `DOSSIER#${dossierId}`;
export const headerKey = (dossierId: string): Key => ({ pk: dossierPartition(dossierId), sk: "HEADER" });
export const personKey = (dossierId: string): Key => ({ pk: dossierPartition(dossierId), sk: "PERSON" });
export const documentsKey = (dossierId: string): Key => ({ pk: dossierPartition(dossierId), sk: "DOCUMENTS" });
export const verdictKey = (dossierId: string, documentId: string): Key => ({
  pk: dossierPartition(dossierId),
  sk: `VERDICT#${documentId}`,
});
/** A document that an officer uploaded: a result or a working paper. */
export const fileKey = (dossierId: string, documentId: string): Key => ({
  pk: dossierPartition(dossierId),
  sk: `FILE#${documentId}`,
});
export const intentKey = (dossierId: string, intentId: string): Key => ({
  pk: dossierPartition(dossierId),
  sk: `INTENT#${intentId}`,
});

export const refundKey = (dossierId: string, refundId: string): Key => ({
  pk: dossierPartition(dossierId),
  sk: `REFUND#${refundId}`,
});

export const eventsPartition = (dossierId: string): string => `EVENTS#${dossierId}`;
export const eventKey = (dossierId: string, commandId: string): Key => ({
  pk: eventsPartition(dossierId),
  sk: commandId,
});

export const codeKey = (code: string): Key => ({ pk: `CODE#${code}`, sk: "CODE" });
export const guessesKey = (code: string): Key => ({ pk: `GUESSES#${code}`, sk: "GUESSES" });
export const daysPartition = (agencyCode: string): string => `DAY#${agencyCode}`;
export const dayKey = (agencyCode: string, day: string): Key => ({ pk: daysPartition(agencyCode), sk: day });

export const noticesPartition = (dossierId: string): string => `NOTICES#${dossierId}`;
export const noticeKey = (dossierId: string, outboxId: string, channel: NoticeChannel): Key => ({
  pk: noticesPartition(dossierId),
  sk: `${outboxId}#${channel}`,
});
/** Sort keys of reminders that were given begin so; outbox ids begin with the dossier's own id. */
export const GIVEN = "REMINDER#";
export const givenKey = (dossierId: string, name: string): Key => ({
  pk: noticesPartition(dossierId),
  sk: `${GIVEN}${name}`,
});
export const capKey = (day: string, { kind, name }: Capped): Key => ({ pk: `CAPS#${day}`, sk: `${kind}#${name}` });
export const providersPartition = (channel: string): string => `PROVIDERS#${channel}`;
export const providerKey = (channel: string, provider: string): Key => ({
  pk: providersPartition(channel),
  sk: provider,
});
export const remindersPartition = (shard: number): string => `REMINDERS#${shard}`;
/** The plan of reminders: a key is all that an entry says. */
export const lookKey = (at: string, dossierId: string): Key => ({
  pk: remindersPartition(shardOf(dossierId)),
  sk: `${at}#${dossierId}`,
});

export const referenceKey = (provider: string, reference: string): Key => ({
  pk: `REFERENCE#${provider}#${reference}`,
  sk: "REFERENCE",
});
export const inquiriesPartition = (shard: number): string => `INQUIRIES#${shard}`;
/** The plan of inquiries: a key is all that an entry says. */
export const inquiryKey = (at: string, intentId: string): Key => ({
  pk: inquiriesPartition(shardOf(intentId)),
  sk: `${at}#${intentId}`,
});
export const dayBookPartition = (day: string, shard: number): string => `DAYBOOK#${day}#${shard}`;
/** Sort keys of payments begun on a day, and of money that moved on it, begin so. */
export const OPENED = "OPENED#";
export const MONEY = "MONEY#";
export const openedKey = (day: string, { id, dossierId }: { id: string; dossierId: string }): Key => ({
  pk: dayBookPartition(day, shardOf(dossierId)),
  sk: `${OPENED}${id}`,
});
export const ledgerKey = ({
  kind,
  provider,
  reference,
  transaction,
  day,
  dossierId,
  refundId = "",
}: LedgerRow): Key => ({
  pk: dayBookPartition(day, shardOf(dossierId)),
  sk: `${MONEY}${kind}#${provider}#${reference}#${transaction}#${refundId}`,
});
export const refundsPartition = (list: RefundList): string => `REFUNDS#${list}`;
export const refundEntryKey = ({ list, at, intentId, refundId = "" }: RefundEntry): Key => ({
  pk: refundsPartition(list),
  sk: `${at}#${intentId}#${refundId}`,
});
/** Calls without a valid signature stand apart: a flood of them takes no room of a provider's own. */
export const callbacksPartition = (provider: string, day: string, verdict?: CallbackVerdict): string =>
  `CALLBACKS#${provider}#${day}${verdict === "bad-signature" ? "#forged" : ""}`;
export const callbackKey = ({
  provider,
  day,
  verdict,
  id,
}: Pick<KeptCallback, "provider" | "day" | "verdict" | "id">): Key => ({
  pk: callbacksPartition(provider, day, verdict),
  sk: `${verdict}#${id}`,
});

const statementPartition = (provider: string, day: string): string => `STATEMENT#${provider}#${day}`;
export const statementKey = (provider: string, day: string): Key => ({
  pk: statementPartition(provider, day),
  sk: "HEADER",
});
export const statementLinesKey = (provider: string, day: string, part: number, chunk: number): Key => ({
  pk: statementPartition(provider, day),
  sk: `LINES#${numbered(part)}#${numbered(chunk)}`,
});
export const MONEY_CHECKS = "MONEYCHECKS";
export const moneyCheckKey = (day: string): Key => ({ pk: MONEY_CHECKS, sk: day });
export const mismatchesPartition = (day: string): string => `${MONEY_CHECKS}#${day}`;
export const mismatchKey = (day: string, { kind, provider, reference, transaction = "" }: Mismatch): Key => ({
  pk: mismatchesPartition(day),
  sk: `${kind}#${provider ?? ""}#${reference}#${transaction}`,
});

const numbered = (number: number): string => String(number).padStart(4, "0");
export const procedurePartition = (code: string): string => `PROCEDURE#${code}`;
/** Sort keys of what is published of a procedure begin so. */
export const VERSIONS = "VERSION#";
export const procedureVersionKey = (code: string, number: number): Key => ({
  pk: procedurePartition(code),
  sk: `${VERSIONS}${numbered(number)}`,
});
/** Sort keys of drafts of a procedure begin so. */
export const DRAFTS = "DRAFT#";
export const versionDraftKey = (code: string, number: number): Key => ({
  pk: procedurePartition(code),
  sk: `${DRAFTS}${numbered(number)}`,
});
/** Names the code of the procedure that has an id. */
export const procedureIdKey = (id: string): Key => ({ pk: procedurePartition(`ID#${id}`), sk: "ID" });
/** What was done by command to anything but a dossier. */
export const actKey = (subject: string, commandId: string): Key => ({ pk: `ACTS#${subject}`, sk: commandId });
export const CATALOGUE = "CATALOGUE";
/** Names the public object that is current. */
export const currentCatalogueKey: Key = { pk: CATALOGUE, sk: "CURRENT" };
/** Sort keys of the list of what is published begin so. */
export const ENTRIES = "ENTRY#";
export const catalogueEntryKey = (code: string, number: number): Key => ({
  pk: CATALOGUE,
  sk: `${ENTRIES}${code}#${numbered(number)}`,
});

export const setsKey: Key = { pk: "STATISTICS", sk: "SETS" };
export const rebuildKey: Key = { pk: setsKey.pk, sk: "REBUILD" };
export const recountKey: Key = { pk: setsKey.pk, sk: "RECOUNT" };
/** Sort keys of the segments of rebuilds begin so. */
export const SEGMENT = "SEGMENT#";
export const segmentsOf = (set: number): string => `${SEGMENT}${set}#`;
export const segmentKey = (set: number, { pass, number }: Pick<Segment, "pass" | "number">): Key => ({
  pk: setsKey.pk,
  sk: `${segmentsOf(set)}${pass}#${numbered(number)}`,
});
export const pagesPartition = (set: number, segment: number): string => `REBUILD#${set}#${segment}`;
export const pageKey = (set: number, { pass, number, pages }: Pick<Segment, "pass" | "number" | "pages">): Key => ({
  pk: pagesPartition(set, number),
  sk: `${pass}#${String(pages).padStart(6, "0")}`,
});
/** Sets take turns in two places, so that what is counted of a dossier is never kept more than twice. */
const SLOTS = 2;
export const lifeKey = (dossierId: string, set: number): Key => ({
  pk: `LIFE#${dossierId}`,
  sk: String(set % SLOTS),
});
const FIGURE_LEVELS = { field: "F", procedure: "P" } as const;
export type FigureLevel = keyof typeof FIGURE_LEVELS;
/** The years of a set, the months of a year (`2021`), or the days of a month (`2021-01`). */
export const figuresPartition = (set: number, level: FigureLevel, of: string): string =>
  `FIGURES#${set}#${FIGURE_LEVELS[level]}#${of}`;
export const YEARS_OF_A_SET = "";
export const figureKey = (
  set: number,
  { period, unit, field, procedure }: Pick<FigureRow, "period" | "unit" | "field" | "procedure">,
  shard: number | "rebuilt",
): Key => ({
  pk: figuresPartition(
    set,
    procedure === null ? "field" : "procedure",
    period.slice(0, period.lastIndexOf("-") + 1).slice(0, -1),
  ),
  sk: [period, unit, field, procedure ?? "", shard].join("#"),
});

export const rootsPartition = (month: string): string => `ROOTS#${month}`;
const MONTH_LENGTH = 7;
export const dayRootKey = (day: string): Key => ({ pk: rootsPartition(day.slice(0, MONTH_LENGTH)), sk: day });

/** What reckons reads this partition whole: it stays small. */
export const CALENDAR = "CALENDAR";
/** Sort keys of the published years begin so. */
export const YEARS = "YEAR#";
export const calendarYearKey = (year: number): Key => ({ pk: CALENDAR, sk: `${YEARS}${numbered(year)}` });
export const correctionJobKey: Key = { pk: CALENDAR, sk: "JOB" };
export const calendarVersionKey = (year: number, number: number): Key => ({
  pk: `${CALENDAR}#${numbered(year)}`,
  sk: `${VERSIONS}${numbered(number)}`,
});

/** Attributes of the indexes, as the table of the template declares them. */
export const inByCode = (code: string, sort: string) => ({ codeKey: code, codeSort: sort });
/**
 * What the index has of an event, or of the wrong guesses, besides their keys: what tracking shows and no more. What was
 * written with an event is not in it, not even sealed.
 */
export const IN_BY_CODE = [
  "version",
  "at",
  "actor",
  "what",
  "to",
  "unit",
  "officer",
  "step",
  "changed",
  "count",
  "lastAt",
] satisfies (keyof TrackedEvent | keyof Guesses)[];
export const eventSort = (version: number): string => `EVENT#${String(version).padStart(6, "0")}`;
export const inByOwner = (owner: string, createdAt: string, dossierId: string) => ({
  ownerKey: owner,
  ownerSort: `${createdAt}#${dossierId}`,
});
/** Sorts after every instant: dossiers that wait for their applicant stand at the end of their unit's list, by when. */
export const waitingUntil = (until: string): string => `~${until}`;
export const inByUnit = (unit: string, due: string, dossierId: string) => ({
  unitKey: unit,
  unitSort: `${due}#${dossierId}`,
});

/** The shard of a dossier: its events leave in order from one place, the province's from sixteen. */
export const shardOf = (dossierId: string): number => {
  let sum = 0;
  for (const character of dossierId) sum = (sum * 31 + character.charCodeAt(0)) >>> 0;
  return sum % SHARDS;
};
export const inByOutbox = (dossierId: string) => ({ outbox: String(shardOf(dossierId)) });
export const receiptsShard = (shard: number): string => `receipts#${shard}`;
/** The index says nothing of what `at` means: of an event when it came about, of a notice until when it waits. */
export const inReceipts = (dossierId: string, receiptBy: string) => ({
  outbox: receiptsShard(shardOf(dossierId)),
  at: receiptBy,
});
export const deskOf = (unit: string): string => `desk#${unit}`;
