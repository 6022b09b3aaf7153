import type { Page, PageRequest } from "../dossiers/dossier-record.ts";
import type { CallbackPlace, CallbackVerdict, CountedCallback, KeptCallback } from "./callback.ts";
import type { PaymentProvider } from "./intent.ts";

/** What is kept of payments beside their dossiers. */
export type PaymentStore = {
  /** The dossier of a provider's reference, undefined where it cannot be one of ours. */
  dossierOf(provider: PaymentProvider, reference: string): Promise<string | undefined>;
  /** Keeps a call that changed nothing; a copy of one that is kept is counted. */
  keepCallback(kept: KeptCallback): Promise<void>;
  /** Calls of a provider's day in no order of time, of one verdict or of all that were signed; `after` is where the page before ended. */
  listCallbacks(
    of: { provider: PaymentProvider; day: string; verdict?: CallbackVerdict | undefined },
    page: PageRequest,
  ): Promise<Page<CountedCallback>>;
  readCallback(place: CallbackPlace): Promise<CountedCallback | undefined>;
};
