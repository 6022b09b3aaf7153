import type { Instant } from "../foundation/instant.ts";
import type { PaymentIntent, PaymentMethod } from "./intent.ts";
import type { Unreachable } from "./provider.ts";

/** What an electronic receipt (biên lai điện tử) of a fee or charge is to say. Amounts in whole đồng. */
export type ReceiptOrder = {
  /** Our own receipt number, drawn once for a payment: the same at every attempt. */
  number: string;
  dossierCode: string;
  /** Name of the agency that collected. */
  agency: string;
  items: PaymentIntent["items"];
  amount: number;
  payer: { fullName: string; address: string; taxCode?: string };
  method: PaymentMethod;
  /** The payment's number at its provider. */
  providerReference?: string;
  paidAt: Instant;
};

/** A receipt that the tax authority's rules count: its series and number there, and where anybody may look it up. */
export type IssuedReceipt = { series: string; number: string; lookUpUrl: string; issuedAt: Instant };

/** `refused`: this receipt will not be issued as it is, in the provider's own words. */
export type ReceiptAnswer =
  | { answer: "issued"; receipt: IssuedReceipt }
  | { answer: "refused"; code: string; reason: string }
  | Unreachable;

export type ReceiptFound = { answer: "issued"; receipt: IssuedReceipt } | { answer: "unknown" } | Unreachable;

/**
 * The e-receipt provider of a province. Neither call throws for what the provider does.
 *
 * Issuing is idempotent by our number: asked again it gives the receipt that there is, and never a second one.
 */
export type EReceiptProvider = {
  issue(order: ReceiptOrder): Promise<ReceiptAnswer>;
  /** By our number. */
  find(number: string): Promise<ReceiptFound>;
};
