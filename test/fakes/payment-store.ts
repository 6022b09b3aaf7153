import type { CallbackVerdict, CountedCallback, KeptCallback } from "../../shared/domain/payments/callback.ts";
import { dossierOfPayment } from "../../shared/domain/payments/intent.ts";
import type { PaymentStore } from "../../shared/domain/payments/payment-store.ts";
import type { MemoryDossiers } from "./dossier-store.ts";

/** What is kept of payments, in memory; beside the dossiers that its intents belong to. */
export class MemoryPayments implements PaymentStore {
  readonly callbacks = new Map<string, CountedCallback>();
  private readonly dossiers: MemoryDossiers;

  constructor(dossiers: MemoryDossiers) {
    this.dossiers = dossiers;
  }

  dossierOf: PaymentStore["dossierOf"] = async (provider, reference) => {
    if (provider !== "payos") return dossierOfPayment(reference);
    const intents = [...this.dossiers.records.values()].flatMap((record) => record.intents);
    return intents.find((intent) => intent.provider === provider && intent.reference === reference)?.dossierId;
  };

  keepCallback: PaymentStore["keepCallback"] = async (kept) => {
    const place = `${kept.provider} ${kept.day} ${kept.verdict} ${kept.id}`;
    const known = this.callbacks.get(place);
    this.callbacks.set(
      place,
      known ? { ...known, copies: known.copies + 1, lastAt: kept.at } : { ...kept, copies: 1, lastAt: kept.at },
    );
  };

  listCallbacks: PaymentStore["listCallbacks"] = async ({ provider, day, verdict }, { limit, after }) => {
    const sort = (kept: KeptCallback) => `${kept.verdict}#${kept.id}`;
    const all = [
      ...this.callbacks.values(),
      ...this.dossiers.callbacks.map((kept) => ({ ...kept, copies: 1, lastAt: kept.at })),
    ]
      .filter(
        (kept) =>
          kept.provider === provider &&
          kept.day === day &&
          (verdict === undefined ? kept.verdict !== "bad-signature" : verdict === kept.verdict),
      )
      .filter((kept) => after === undefined || sort(kept) > after)
      .sort((a, b) => (sort(a) < sort(b) ? -1 : 1));
    const items = all.slice(0, limit);
    const last = items.at(-1);
    return { items, next: all.length > limit && last ? sort(last) : null };
  };

  readCallback: PaymentStore["readCallback"] = async ({ provider, day, verdict, id }) => {
    const page = await this.listCallbacks({ provider, day, verdict }, { limit: 1000, after: undefined });
    return page.items.find((kept) => kept.id === id);
  };

  /** How many calls met a verdict, copies too; those that were stored with what they changed as well. */
  counted(verdict: CallbackVerdict): number {
    const apart = [...this.callbacks.values()].filter((kept) => kept.verdict === verdict);
    const within = this.dossiers.callbacks.filter((kept) => kept.verdict === verdict);
    return apart.reduce((sum, { copies }) => sum + copies, 0) + within.length;
  }
}
