import type { Instant } from "../foundation/instant.ts";
import type { PaymentProvider } from "./intent.ts";
import type { StatementLine } from "./provider.ts";

type Part = { lines: number; payments: number; refunds: number };

/** What was uploaded of a provider's statement of a day. A long one comes in parts, in their order. */
export type Statement = {
  provider: PaymentProvider;
  /** In the province. */
  day: string;
  /** Counts and sums in whole đồng of each part. */
  parts: Part[];
  complete: boolean;
  /** The administrator, an opaque subject. */
  by: string;
  at: Instant;
  /** Which upload its lines are of: a statement that is sent anew replaces all lines. */
  upload: number;
  /** Raised with every write. */
  revision: number;
};

/** A part as it is to be stored, with the statement that it leaves. */
export type StatementPart = { statement: Statement; part: number; lines: readonly StatementLine[] };

export type StatementStore = {
  read(provider: PaymentProvider, day: string): Promise<Statement | undefined>;
  /** All or nothing, over the revision before it; false where another upload was there first. */
  write(part: StatementPart): Promise<boolean>;
  /** The lines of the upload that stands; null where there is none, or not all of it is here. */
  lines(provider: PaymentProvider, day: string): Promise<StatementLine[] | null>;
};
