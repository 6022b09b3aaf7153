import type { Verdict } from "../../shared/domain/documents/declared-document.ts";
import type { ChangeSet } from "../../shared/domain/dossiers/change-set.ts";
import { answerBy, type Dossier, FINAL, isWaiting, workDueAt } from "../../shared/domain/dossiers/dossier.ts";
import type {
  CodeStore,
  CommitOutcome,
  DossierLists,
  DossierRecord,
  DossierStore,
  FileStore,
} from "../../shared/domain/dossiers/dossier-record.ts";
import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import type { Guesses } from "../../shared/domain/dossiers/guesses.ts";
import { statesBefore } from "../../shared/domain/dossiers/moves/moves.ts";
import type { KeptCallback } from "../../shared/domain/payments/callback.ts";
import type { LedgerRow } from "../../shared/domain/payments/ledger.ts";
import type { Refund, RefundWrite } from "../../shared/domain/payments/refund.ts";
import type { RefundEntry } from "../../shared/domain/payments/refund-entry.ts";

const unitSort = (dossier: Dossier): string =>
  `${isWaiting(dossier) ? `~${answerBy(dossier)}` : (workDueAt(dossier) ?? "9999")}#${dossier.id}`;

const placeOf = ({ list, at, intentId, refundId = "" }: RefundEntry): string => `${list} ${at}#${intentId}#${refundId}`;

/** What the write of a refund expects of the one that is there. */
const isExpected = ({ after, from, notBy, unasked }: RefundWrite, refunds: readonly Refund[]): boolean => {
  const there = refunds.find(({ id }) => id === after.id);
  if (from === null || !there) return from === null && !there;
  if (notBy && there[notBy.member] === notBy.sub) return false;
  return from.includes(there.state) && !(unasked && there.attempts !== undefined);
};

/** The stores of dossiers in memory, with the laws of the table. */
export class MemoryDossiers implements DossierStore, FileStore, DossierLists, CodeStore {
  readonly records = new Map<string, DossierRecord>();
  readonly events = new Map<string, DossierEvent[]>();
  /** By agency and day: the dossiers that have a number, in its order. */
  readonly numbers = new Map<string, string[]>();
  readonly codes = new Set<string>();
  readonly guesses = new Map<string, Guesses>();
  /** Outcomes to answer before the true ones: a store in trouble. */
  readonly trouble: CommitOutcome[] = [];
  /** What was written beside dossiers, each once. */
  readonly ledger: LedgerRow[] = [];
  readonly refunds: RefundEntry[] = [];
  readonly callbacks: KeptCallback[] = [];
  readonly inquiries: { at: string; intentId: string }[] = [];
  commits = 0;

  read = async (id: string) => structuredClone(this.records.get(id));

  readEvent = async (id: string, commandId: string) =>
    (this.events.get(id) ?? []).find((event) => event.commandId === commandId);

  readEvents = async (id: string) =>
    (this.events.get(id) ?? []).filter(({ hash }) => hash !== "").sort((a, b) => a.version - b.version);

  reserveNumber = async (agencyCode: string, day: string, dossierId: string) => {
    const reserved = this.numbers.get(`${agencyCode} ${day}`) ?? [];
    if (!reserved.includes(dossierId)) reserved.push(dossierId);
    this.numbers.set(`${agencyCode} ${day}`, reserved);
    return reserved.indexOf(dossierId) + 1;
  };

  commit = async (change: ChangeSet): Promise<CommitOutcome> => {
    this.commits += 1;
    const planned = this.trouble.shift();
    if (planned) return planned;
    const { before, after, move, event, person, documents, intent, cancelled, notHandledBy } = change;
    const id = event.dossierId;
    const chain = this.events.get(id) ?? [];
    if (chain.some(({ commandId }) => commandId === event.commandId)) return "repeated";
    const current = this.records.get(id)?.dossier;
    if (before ? current?.version !== before.version || current.state !== before.state : current) return "stale";
    if (current && move !== null && !statesBefore(move).includes(current.state)) return "stale";
    if (notHandledBy !== undefined && current?.handledBy.includes(notHandledBy)) return "stale";
    const held = this.records.get(id);
    if (change.refund && !isExpected(change.refund, held?.refunds ?? [])) return "stale";
    const reserved = held?.intents.find((one) => one.id === intent?.id)?.reserved ?? 0;
    if (change.reservedAtMost !== undefined && reserved > change.reservedAtMost) return "stale";
    const born = before?.state === "draft" && after && after.state !== "draft" ? after.code : undefined;
    if (born !== undefined && this.codes.has(born)) return "stale";
    if (born !== undefined) this.codes.add(born);
    this.events.set(id, [...chain, event]);
    if (!after) {
      this.records.delete(id);
      return "committed";
    }
    const record = this.records.get(id);
    const empty = {
      applicant: {},
      form: {},
      delivery: {},
      notify: { sms: true, email: true },
      language: "vi" as const,
      wordsKey: "",
    };
    const put = [cancelled, intent].flatMap((one) => one ?? []);
    const kept = record?.intents.filter((old) => !put.some((one) => one.id === old.id)) ?? [];
    this.ledger.push(...(change.ledger ?? []));
    for (const gone of change.refunds?.drop ?? []) {
      const place = this.refunds.findIndex((one) => placeOf(one) === placeOf(gone));
      if (place >= 0) this.refunds.splice(place, 1);
    }
    for (const entry of change.refunds?.put ?? []) {
      const place = this.refunds.findIndex((one) => placeOf(one) === placeOf(entry));
      this.refunds.splice(place < 0 ? this.refunds.length : place, place < 0 ? 0 : 1, entry);
    }
    if (change.callback) this.callbacks.push(change.callback);
    if (intent && change.inquireAt) this.inquiries.push({ at: change.inquireAt, intentId: intent.id });
    this.records.set(
      id,
      structuredClone({
        dossier: after,
        person: person ?? record?.person ?? empty,
        documents: documents ?? record?.documents ?? [],
        files: record?.files ?? [],
        verdicts: record?.verdicts ?? [],
        intents: [...kept, ...put],
        refunds: [
          ...(record?.refunds.filter((old) => old.id !== change.refund?.after.id) ?? []),
          ...(change.refund ? [change.refund.after] : []),
        ],
      }),
    );
    return "committed";
  };

  putFile: FileStore["putFile"] = async ({ dossier, file, event: note }) => {
    const record = this.records.get(dossier.id);
    const chain = this.events.get(dossier.id) ?? [];
    if (chain.some(({ commandId }) => commandId === note.commandId)) return "repeated";
    if (!record || record.dossier.state !== dossier.state) return "stale";
    record.files.push(file);
    this.events.set(dossier.id, [...chain, note]);
    return "committed";
  };

  /** What the inspector would have written. */
  verdict(id: string, verdict: Verdict): void {
    this.records.get(id)?.verdicts.push(verdict);
  }

  byOwner: DossierLists["byOwner"] = async (owner, { limit, after }) => {
    const sort = (dossier: Dossier) => `${dossier.createdAt}#${dossier.id}`;
    const mine = [...this.records.values()]
      .map(({ dossier }) => dossier)
      .filter((dossier) => dossier.owner === owner)
      .sort((a, b) => (sort(a) < sort(b) ? 1 : -1))
      .filter((dossier) => after === undefined || sort(dossier) < after);
    const items = mine.slice(0, limit);
    const last = items.at(-1);
    return { items, next: mine.length > limit && last ? sort(last) : null };
  };

  waitedUntil: DossierLists["waitedUntil"] = async (unit, at, { limit, after }) => {
    const waiting = [...this.records.values()]
      .map(({ dossier }) => dossier)
      .filter((dossier) => isWaiting(dossier) && dossier.step.unit === unit && answerBy(dossier) < at)
      .sort((a, b) => (unitSort(a) < unitSort(b) ? -1 : 1))
      .filter((dossier) => after === undefined || unitSort(dossier) > after);
    const items = waiting.slice(0, limit);
    const last = items.at(-1);
    return { items, next: waiting.length > limit && last ? unitSort(last) : null };
  };

  byUnit: DossierLists["byUnit"] = async (unit, { limit, after }, wanted) => {
    const open = [...this.records.values()]
      .map(({ dossier }) => dossier)
      .filter((dossier) => dossier.state !== "draft" && !FINAL.has(dossier.state) && dossier.step.unit === unit)
      .sort((a, b) => (unitSort(a) < unitSort(b) ? -1 : 1))
      .filter((dossier) => (after === undefined || unitSort(dossier) > after) && wanted(dossier));
    const items = open.slice(0, limit);
    const last = items.at(-1);
    return { items, next: open.length > limit && last ? unitSort(last) : null };
  };

  applicantNames = async (ids: string[]) =>
    new Map(ids.map((id) => [id, this.records.get(id)?.person.applicant.fullName ?? ""]));

  readByCode: CodeStore["readByCode"] = async (code) => {
    const record = [...this.records.values()].find(({ dossier }) => dossier.state !== "draft" && dossier.code === code);
    const events = record ? await this.readEvents(record.dossier.id) : [];
    return {
      events: events.flatMap(({ from, facts, sealed, bodyHash, previousHash, hash, ...tracked }) =>
        tracked.code === code ? [tracked] : [],
      ),
      guesses: this.guesses.get(code),
    };
  };

  countWrongGuess: CodeStore["countWrongGuess"] = async (code, at, forgetting) => {
    const known = this.guesses.get(code);
    const count = forgetting && known?.lastAt === forgetting.lastAt ? 1 : (known?.count ?? 0) + 1;
    this.guesses.set(code, { count, lastAt: at });
    return count;
  };
}
