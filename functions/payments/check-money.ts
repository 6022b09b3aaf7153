import type { DossierRecord } from "../../shared/domain/dossiers/dossier-record.ts";
import { type Instant, inProvince, instantOf, millisOf, provinceDate } from "../../shared/domain/foundation/instant.ts";
import { isSettled } from "../../shared/domain/payments/fold.ts";
import type { PlannedInquiry } from "../../shared/domain/payments/inquiry-store.ts";
import { dossierOfPayment, PaymentProvider } from "../../shared/domain/payments/intent.ts";
import { type LedgerRow, paymentRow } from "../../shared/domain/payments/ledger.ts";
import { checkDossier } from "../../shared/domain/payments/money-check/check-dossier.ts";
import { checkStatements, type ProviderDay } from "../../shared/domain/payments/money-check/check-statements.ts";
import type { Mismatch } from "../../shared/domain/payments/money-check/mismatch.ts";
import {
  type CheckCursor,
  daysChecked,
  type MoneyCheck,
  newCheck,
  sumsOfDays,
} from "../../shared/domain/payments/money-check/money-check.ts";
import { SHARDS } from "../../shared/domain/reminders/reminder-store.ts";
import { atMost } from "../boundary/at-most.ts";
import { errorName, log } from "../boundary/log.ts";
import { schedule } from "../boundary/schedule.ts";
import type { MoneyCheckDependencies } from "./dependencies.ts";
import { moneyCheckWiring } from "./wiring.ts";

/** The hour of the province from which a day is checked: payments rest, and yesterday's notices are in. */
const FROM_HOUR = "02";
const PAGE = 100;
/** Dossiers looked at, and partitions read, at a time. */
const AT_ONCE = 10;
/** A page is begun only with this much time left: it must end, and its cursor be saved, before the run is cut. */
const RESERVE_MS = 30_000;
/** How long a provider may leave an inquiry unanswered before a person looks. */
const UNANSWERED_MS = 24 * 3_600_000;

/** Dossiers that could not be looked at: the check says how many, and its run fails. */
class DossiersUnchecked extends Error {
  override name = "DossiersUnchecked";
}

/** What the whole run knows of money, read before any dossier: what comes in later is then found with its dossier. */
type Ledger = {
  days: string[];
  rows: ReadonlyMap<string, readonly LedgerRow[]>;
  providerDays: ProviderDay[];
  /** Dossiers that began a payment or moved money. */
  dossierIds: string[];
  toGiveBack: ReadonlySet<string>;
};

const readLedger = async (at: Instant, { book, statements }: MoneyCheckDependencies): Promise<Ledger> => {
  const days = daysChecked(at);
  const today = provinceDate(at);
  const places = days.flatMap((day) => Array.from({ length: SHARDS }, (_, shard) => ({ day, shard })));
  const [pages, entries, providerLines] = await Promise.all([
    atMost(AT_ONCE, places, ({ day, shard }) => book.read(day, shard)),
    book.toGiveBack(),
    atMost(
      AT_ONCE,
      // A day that is not over has no statement yet.
      PaymentProvider.options.flatMap((provider) =>
        days.filter((day) => day < today).map((day) => ({ provider, day })),
      ),
      async ({ provider, day }) => ({ provider, day, lines: await statements.lines(provider, day) }),
    ),
  ]);
  const all = pages.flatMap(({ rows }) => rows);
  const rows = new Map<string, LedgerRow[]>();
  for (const row of all) rows.set(row.dossierId, [...(rows.get(row.dossierId) ?? []), row]);
  const opened = pages.flatMap(({ opened: ids }) => ids.flatMap((id) => dossierOfPayment(id) ?? []));
  return {
    days,
    rows,
    dossierIds: [...new Set([...rows.keys(), ...opened])].sort(),
    toGiveBack: new Set(entries.map(({ intentId }) => intentId)),
    providerDays: providerLines.map(({ provider, day, lines }) => ({
      provider,
      day,
      lines,
      rows: all.filter((row) => row.provider === provider && row.day === day),
    })),
  };
};

/** Rows of payments from before the days that were read. */
const earlierRows = async (
  { intents }: DossierRecord,
  known: readonly LedgerRow[],
  { book }: MoneyCheckDependencies,
): Promise<LedgerRow[]> => {
  const there = new Set(known.map(({ intentId }) => intentId));
  const settled = intents.filter(({ id, state }) => isSettled(state) && !there.has(id));
  const wanted = settled.flatMap((intent) => paymentRow(intent, intent.paidAt ?? intent.createdAt) ?? []);
  const found = await Promise.all(wanted.map((row) => book.payment(row)));
  return found.flatMap((row) => row ?? []);
};

type Looked = { payments: number; mismatches: Mismatch[] };

const lookAt = async (
  dossierId: string,
  rows: readonly LedgerRow[],
  { days, toGiveBack }: Pick<Ledger, "days" | "toGiveBack">,
  dependencies: MoneyCheckDependencies,
): Promise<Looked> => {
  const { store, catalogue } = dependencies;
  const [record, events] = await Promise.all([store.read(dossierId), store.readEvents(dossierId)]);
  if (!record || record.dossier.state === "draft") {
    return { payments: 0, mismatches: rows.map((row) => withoutDossier(row)) };
  }
  const { code, version: number } = record.dossier.procedure;
  const version = await catalogue.version(code, number);
  if (!version) throw new Error(`procedure ${code} has lost version ${number}`);
  const earlier = await earlierRows(record, rows, dependencies);
  const since = days[0] ?? "";
  const money = { record, version, events, rows: [...rows, ...earlier], since, toGiveBack };
  return { payments: record.intents.length, mismatches: checkDossier(money) };
};

/** Money of a dossier that is not there. */
const withoutDossier = ({ provider, reference, transaction, dossierId, amount }: LedgerRow): Mismatch => ({
  kind: "ledger-without-payment",
  provider,
  reference,
  transaction,
  dossierId,
  amounts: { ledger: amount },
});

/** One dossier; where something is found it is read again, all of it, since money may have moved between two reads. */
const checkOne = async (dossierId: string, ledger: Ledger, dependencies: MoneyCheckDependencies): Promise<Looked> => {
  const first = await lookAt(dossierId, ledger.rows.get(dossierId) ?? [], ledger, dependencies);
  if (first.mismatches.length === 0) return first;
  const { book } = dependencies;
  const [rows, entries] = await Promise.all([book.ofDossier(dossierId, ledger.days), book.toGiveBack()]);
  const toGiveBack = new Set(entries.map(({ intentId }) => intentId));
  return lookAt(dossierId, rows, { days: ledger.days, toGiveBack }, dependencies);
};

/** What providers have left unanswered for too long, of every shard. */
const unanswered = async (at: Instant, { inquiries }: MoneyCheckDependencies): Promise<Mismatch[]> => {
  const until = instantOf(millisOf(at) - UNANSWERED_MS);
  const found: Mismatch[] = [];
  for (let shard = 0; shard < SHARDS; shard += 1) {
    let after: PlannedInquiry | undefined;
    do {
      const page = await inquiries.due(shard, until, { limit: PAGE, after });
      for (const { intentId } of page.inquiries) {
        const dossierId = dossierOfPayment(intentId) ?? "";
        found.push({ kind: "provider-unanswered", reference: intentId, dossierId, amounts: {} });
      }
      after = page.next ?? undefined;
    } while (after !== undefined);
  }
  return found;
};

/** Notes what was found, each once, with the code of its dossier; what is new is said in the log, to be alarmed on. */
const note = async (day: string, found: readonly Mismatch[], dependencies: MoneyCheckDependencies): Promise<number> => {
  const { store, checks } = dependencies;
  let noted = 0;
  for (const mismatch of found) {
    const { kind, provider, reference, dossierId, code } = mismatch;
    const dossier = code === undefined && dossierId ? (await store.read(dossierId))?.dossier : undefined;
    const known = dossier && dossier.state !== "draft" ? { code: dossier.code } : {};
    if (await checks.note(day, { ...mismatch, ...known })) {
      noted += 1;
      log.error("money-mismatch", { reason: kind, provider, reference, ...(dossierId ? { dossierId } : {}) });
    }
  }
  return noted;
};

/** The dossiers of the next page, and where the page after it begins; null where it is the last. */
const nextPage = async (
  cursor: CheckCursor,
  ledger: Ledger,
  { lists, register }: MoneyCheckDependencies,
): Promise<{ ids: string[]; next: CheckCursor | null }> => {
  const units = register.unitIds();
  const firstUnit = units[0];
  const open: CheckCursor | null = firstUnit === undefined ? null : { part: "open", unit: firstUnit, after: null };
  if (cursor.part === "day-book") {
    const { after } = cursor;
    const rest = ledger.dossierIds.filter((id) => after === null || id > after);
    const ids = rest.slice(0, PAGE);
    const last = ids.at(-1);
    return { ids, next: rest.length > PAGE && last !== undefined ? { part: "day-book", after: last } : open };
  }
  const page = await lists.byUnit(cursor.unit, { limit: PAGE, after: cursor.after ?? undefined }, () => true);
  const seen = new Set(ledger.dossierIds);
  const ids = page.items.map(({ id }) => id).filter((id) => !seen.has(id));
  if (page.next !== null) return { ids, next: { ...cursor, after: page.next } };
  const unit = units[units.indexOf(cursor.unit) + 1];
  return { ids, next: unit === undefined ? null : { part: "open", unit, after: null } };
};

const checkPage = async (
  ids: readonly string[],
  check: MoneyCheck,
  ledger: Ledger,
  dependencies: MoneyCheckDependencies,
): Promise<Pick<MoneyCheck, "checked" | "found">> => {
  const counts = { ...check.checked };
  let { found } = check;
  await atMost(AT_ONCE, ids, async (id) => {
    try {
      const { payments, mismatches } = await checkOne(id, ledger, dependencies);
      found += await note(check.day, mismatches, dependencies);
      counts.dossiers += 1;
      counts.payments += payments;
    } catch (error) {
      counts.failed += 1;
      log.error("money-not-checked", { dossierId: id, error: errorName(error) });
    }
  });
  return { checked: counts, found };
};

/**
 * Compares provider, ledger and dossiers once a day, from two in the morning on: the movements and the payments of the
 * last days, every open dossier, the statements that are here, and what providers left unanswered. It changes nothing but
 * its own report. It remembers after each page how far it came; a run that is cut is gone on with by the next, and a day
 * that is done is left alone.
 */
export const checkMoney = async (
  at: Instant,
  dependencies: MoneyCheckDependencies,
  leftMs: () => number,
): Promise<{ dossiers: number; mismatches: number; failed: number }> => {
  const { checks } = dependencies;
  const counts = { dossiers: 0, mismatches: 0, failed: 0 };
  if (inProvince(at).slice(11, 13) < FROM_HOUR) return counts;
  const day = provinceDate(at);
  let check = (await checks.read(day)) ?? newCheck(at);
  if (check.finishedAt !== null) return counts;
  const before = check.checked;
  const ledger = await readLedger(at, dependencies);
  const lines = ledger.providerDays.reduce((sum, one) => sum + (one.lines?.length ?? 0), 0);
  const movements = [...ledger.rows.values()].reduce((sum, rows) => sum + rows.length, 0);
  const outside = [...checkStatements(ledger.providerDays), ...(await unanswered(at, dependencies))];
  check = {
    ...check,
    days: sumsOfDays(ledger.providerDays),
    checked: { ...check.checked, lines, movements },
    found: check.found + (await note(day, outside, dependencies)),
  };
  while (check.finishedAt === null && leftMs() > RESERVE_MS) {
    const { ids, next } = await nextPage(check.cursor, ledger, dependencies);
    const looked = await checkPage(ids, check, ledger, dependencies);
    // A run that was cut between a note and this did not count what it noted: the end counts what is there.
    if (next === null) looked.found = await checks.count(day);
    check = {
      ...check,
      ...looked,
      revision: check.revision + 1,
      ...(next === null ? { finishedAt: at } : { cursor: next }),
    };
    // Another run was there first: it goes on, and what both saw is noted once.
    if (!(await checks.save(check))) break;
  }
  counts.dossiers = check.checked.dossiers - before.dossiers;
  counts.failed = check.checked.failed - before.failed;
  counts.mismatches = check.found;
  if (check.finishedAt === null) log.info("money-check-unfinished", { count: counts.dossiers });
  else log.info("money-checked", { count: check.checked.dossiers });
  if (counts.failed > 0) throw new DossiersUnchecked(`${counts.failed} dossiers`);
  return counts;
};

export const handler = schedule(moneyCheckWiring, checkMoney);
