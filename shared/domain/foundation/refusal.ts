/** A fault in the body of a request. `pointer` is an RFC 6901 JSON pointer into that body. */
export type Fault = { pointer: string; code: string; detail: { vi: string; en: string } };

/**
 * Every way the service can say no. The closed list is the product's vocabulary of refusal:
 * its status and its words stand in one exhaustive table, `functions/boundary/problems.ts`.
 */
export type RefusalCode =
  | "edge-bypassed"
  | "malformed-json"
  | "body-invalid"
  | "body-too-large"
  | "media-type-unsupported"
  | "query-invalid"
  | "cursor-invalid"
  | "idempotency-key-missing"
  | "idempotency-key-invalid"
  | "idempotency-key-reused"
  | "request-in-flight"
  | "if-match-missing"
  | "version-stale"
  | "token-invalid"
  | "role-missing"
  | "unit-mismatch"
  | "not-your-step"
  | "duties-not-separated"
  | "path-unknown"
  | "dossier-not-found"
  | "document-not-found"
  | "form-not-found"
  | "result-not-found"
  | "fee-receipt-not-found"
  | "procedure-not-found"
  | "procedure-not-filed-online"
  | "procedure-withdrawn"
  | "version-draft-not-found"
  | "version-draft-open"
  | "version-draft-invalid"
  | "version-published"
  | "publication-refused"
  | "document-refused"
  | "draft-invalid"
  | "documents-being-checked"
  | "dossier-incomplete"
  | "move-not-allowed"
  | "files-too-many"
  | "officer-not-eligible"
  | "rated-already"
  | "supplement-requested-already"
  | "payment-not-due"
  | "payment-not-found"
  | "payment-amount-mismatch"
  | "payment-open"
  | "payment-held"
  | "payment-not-open"
  | "payment-inquiry-unanswered"
  | "payment-outstanding"
  | "refund-amount-refused"
  | "refund-not-open"
  | "payment-provider-unknown"
  | "payment-provider-unreachable"
  | "payment-provider-unsuited"
  | "callback-not-found"
  | "callback-cut"
  | "dead-letter-not-found"
  | "ledger-too-long"
  | "report-not-found"
  | "dead-letter-poison"
  | "redrives-spent"
  | "statement-part-unexpected"
  | "money-check-not-found"
  | "desk-task-not-found"
  | "desk-task-completed"
  | "calendar-year-missing"
  | "calendar-refused"
  | "calendar-year-not-found"
  | "clock-invalid"
  | "guesses-exhausted"
  | "busy"
  | "internal-error";

export type Refusal = {
  refused: RefusalCode;
  faults?: Fault[];
  retryAfterSeconds?: number;
  /** Values for the placeholders of the words, never personal data. */
  facts?: Record<string, string | number>;
  /** Further members of the problem document, for callers to act on. */
  members?: Record<string, unknown>;
};

export const refuse = (refused: RefusalCode, more: Omit<Refusal, "refused"> = {}): Refusal => ({ refused, ...more });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === "object" && value !== null && "refused" in value;

export const fault = (pointer: string, code: string, vi: string, en: string): Fault => ({
  pointer,
  code,
  detail: { vi, en },
});
