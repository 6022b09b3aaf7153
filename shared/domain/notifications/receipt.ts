import type { Instant } from "../foundation/instant.ts";

/** What became of a message that a provider took, as the provider reports it afterwards. */
export type ReceiptOutcome =
  /** It reached the phone or the mailbox's server. */
  | "delivered"
  /** It never will. */
  | "bounced"
  /** Its reader called it spam: nothing is sent to the address any more. */
  | "complained";

/** One report of a provider. `reference` is what the message was sent under: the notice's outbox id. */
export type Receipt = {
  reference: string;
  channel: "sms" | "email" | "officer-email";
  outcome: ReceiptOutcome;
  at: Instant;
  /** The provider's own word for it, letters and digits; never an address. */
  detail?: string;
};

/** Whose notice a reference is of: outbox ids begin with their dossier's. */
export const dossierIdOf = (reference: string): string => reference.split(":", 1)[0] ?? reference;
