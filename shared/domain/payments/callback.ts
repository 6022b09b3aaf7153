import type { Instant } from "../foundation/instant.ts";
import type { PaymentProvider } from "./intent.ts";
import type { NoticeAnswer, NoticeVerdict } from "./judge-notice.ts";
import type { Callback } from "./provider.ts";

/** What became of a provider's call. `late`: valid, and its money came when nothing or not this was to be paid. */
export const CALLBACK_VERDICTS = ["valid", "late", "duplicate", "unknown", "mismatched", "bad-signature"] as const;
export type CallbackVerdict = (typeof CALLBACK_VERDICTS)[number];

/** A provider's call as it came, kept raw with its verdict. Copies of it that met the same verdict are counted. */
export type KeptCallback = Callback & {
  id: string;
  provider: PaymentProvider;
  /** The day in the province on which it came. */
  day: string;
  verdict: CallbackVerdict;
  /** Cut to what is kept of a call; such a one cannot be replayed. */
  cut: boolean;
  at: Instant;
};

/** With how often it came, and when last. */
export type CountedCallback = KeptCallback & { copies: number; lastAt: Instant };

/** Where a call is kept. */
export type CallbackPlace = Pick<KeptCallback, "provider" | "day" | "verdict" | "id">;

/** What a provider's call is answered, as a word; its own words for each stand in the table of each provider. */
export type CallbackAnswer = NoticeAnswer | "checksum-failed" | "fault";

/** How many bytes of a call are kept: providers send one or two thousand. */
export const KEPT_BYTES = 8 * 1024;

/** How many different calls without a valid signature are kept of an hour: a flood costs no more room than this. */
export const BAD_AN_HOUR = 512;

const ANSWERED: Record<NoticeAnswer, CallbackVerdict> = {
  recorded: "valid",
  "already-confirmed": "duplicate",
  "order-unknown": "unknown",
  "amount-mismatch": "mismatched",
};

export const callbackVerdict = ({ answer, change }: NoticeVerdict): CallbackVerdict =>
  change?.intent.state === "late-paid" || change?.intent.state === "duplicate-paid" ? "late" : ANSWERED[answer];
