import { REFUND_MOVES, type Refund } from "../../shared/domain/payments/refund.ts";
import type { RefundEntry, RefundList } from "../../shared/domain/payments/refund-entry.ts";
import type { RefundLine, RefundStore } from "../../shared/domain/payments/refund-store.ts";
import type { MemoryDossiers } from "./dossier-store.ts";

const sortOf = ({ at, intentId, refundId = "" }: RefundEntry): string => `${at}#${intentId}#${refundId}`;

/** The lists of refunds in memory, over the dossiers whose commands write them. */
export class MemoryRefunds implements RefundStore {
  private readonly dossiers: MemoryDossiers;

  constructor(dossiers: MemoryDossiers) {
    this.dossiers = dossiers;
  }

  private page = <Entry extends RefundEntry>(
    found: Entry[],
    { limit, after }: { limit: number; after?: string | undefined },
  ) => {
    const open = found
      .sort((a, b) => (sortOf(a) < sortOf(b) ? -1 : 1))
      .filter((entry) => after === undefined || sortOf(entry) > after);
    const items = open.slice(0, limit);
    const last = items.at(-1);
    return { items, next: open.length > limit && last ? sortOf(last) : null };
  };

  private of = (list: RefundList): RefundEntry[] =>
    structuredClone(this.dossiers.refunds.filter((entry) => entry.list === list));

  private waiting = ({ id, dossierId }: Refund): Refund | undefined =>
    this.dossiers.records
      .get(dossierId)
      ?.refunds.find((refund) => refund.id === id && REFUND_MOVES.answer.includes(refund.state));

  entries: RefundStore["entries"] = async (list, page) => this.page(this.of(list), page);

  lines: RefundStore["lines"] = async (list, unit, page) => {
    const held = this.of(list).flatMap((entry): RefundLine[] => {
      const dossier = this.dossiers.records.get(entry.dossierId)?.dossier;
      if (!dossier || dossier.state === "draft" || dossier.step.unit !== unit) return [];
      return [{ ...entry, code: dossier.code }];
    });
    return this.page(held, page);
  };

  takeAttempt: RefundStore["takeAttempt"] = async (read, at) => {
    const refund = this.waiting(read);
    if (!refund || refund.attempts !== read.attempts) return false;
    Object.assign(refund, { attempts: (read.attempts ?? 0) + 1, askedAt: at });
    return true;
  };

  noteAnswer: RefundStore["noteAnswer"] = async (read, said) => {
    Object.assign(this.waiting(read) ?? {}, said);
  };
}
