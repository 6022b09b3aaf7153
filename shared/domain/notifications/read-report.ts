import type { Receipt } from "./receipt.ts";

/**
 * A provider's call about a message, as its adapter reads it. `valid` is false where it is not shown to be about a
 * message of ours; a genuine one has no receipt while nothing final is known.
 */
export type ReadReport = { valid: false } | { valid: true; receipt?: Receipt };
