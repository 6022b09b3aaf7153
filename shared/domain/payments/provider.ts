import type { Instant } from "../foundation/instant.ts";
import type { PaymentIntent } from "./intent.ts";
import type { ProviderNotice } from "./judge-notice.ts";

/** A provider's call as it came: what it signed is read from these, before anything is parsed for us. */
export type Callback = { rawQuery: string; rawBody: Uint8Array };

/** A callback that was read: nothing of it is believed where its signature does not hold. */
export type ReadCallback = { valid: false } | { valid: true; notice: ProviderNotice };

/** Who pays, as far as a provider may know: the dossier's code, an address, a language; never a name. */
export type Payer = { code: string; ipAddress: string; language: "vi" | "en" };

/** Where the payer goes on. `unreachable`: the provider gave no answer that can be believed; nothing was taken. */
export type Opened = { redirectUrl: string } | { unreachable: string };

/**
 * What a provider says when it is asked. `unknown`: it has never heard of the payment, nobody opened its page.
 * `unreachable`: no answer, or none that can be believed; `why` is a word for the log, and `merchant` where nobody was
 * asked, since the payment is of a merchant that the province no longer is.
 */
export type Inquiry = { answer: "told"; notice: ProviderNotice } | { answer: "unknown" } | Unreachable;

export type Unreachable = { answer: "unreachable"; why: string };

/** Money to be given back through the provider that took it. `id` is ours, the same at every attempt. */
export type RefundOrder = {
  id: string;
  intent: PaymentIntent;
  /** Whole đồng. */
  amount: number;
  /** All that the intent took is given back by this one refund. */
  full: boolean;
  /** The approver, an opaque subject. */
  by: string;
  /** When it was approved. */
  at: Instant;
  /** It was asked for before, and what the provider did then is not known. */
  asked?: true;
};

/**
 * How a refund stands at the provider. `refunded`: done, under the provider's own number, on the day of `at` in
 * its books; where it tells no time, that of its answer. `accepted`: taken over, still
 * on its way. `refused`: never to be, with the provider's code. `unreachable`: unknown, to be asked again under the
 * same id.
 */
export type RefundAnswer =
  | { answer: "refunded"; transaction: string; at?: Instant }
  | { answer: "accepted" }
  | { answer: "refused"; code: string }
  | Unreachable;

/** What a provider can be asked, each call bounded in time and never throwing for what the provider does. */
export type Provider = {
  /** The least and the most of one payment, whole đồng, where the provider has limits of its own. */
  takes?: { least: number; most: number };
  /** The merchant that the money goes to, as its notices name it. */
  merchant(): Promise<string>;
  /** The address to pay at; the same payment opened twice is one payment. */
  open(intent: PaymentIntent, payer: Payer): Promise<Opened>;
  read(callback: Callback): Promise<ReadCallback>;
  /** The provider's word on a payment, as a notice, so that it is judged as one. `at`: now. */
  inquire(intent: PaymentIntent, at: Instant): Promise<Inquiry>;
  /** Gives money back, or says how that stands where it was asked for before; absent where it has no such call. */
  refund?(order: RefundOrder, at: Instant): Promise<RefundAnswer>;
  /** Closes a payment that nobody shall pay any more and says how it stands then; absent where it has no such call. */
  cancel?(intent: PaymentIntent, at: Instant): Promise<Inquiry>;
};

/** One payment or refund as a provider's statement has it. Amounts in whole đồng, above zero. */
export type StatementLine = {
  kind: "payment" | "refund";
  /** Our number at the provider. */
  reference: string;
  /** The provider's own number. */
  transaction: string;
  amount: number;
  at: Instant;
};
