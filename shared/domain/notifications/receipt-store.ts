import type { Instant } from "../foundation/instant.ts";
import type { Notice, NoticeKey } from "./notice.ts";
import type { Receipt } from "./receipt.ts";

export type ReceiptStore = {
  /**
   * Keeps a report. Answers the notice as it is now; undefined where it is not known, or the report changes nothing (it
   * came before, or something later did).
   */
  record(receipt: Receipt): Promise<Notice | undefined>;
  /** Notices of a shard whose report should have come by then, longest waiting first. */
  overdue(shard: number, until: Instant, limit: number): Promise<NoticeKey[]>;
  /** No report came: it counts as not delivered. Undefined where one came meanwhile. */
  markUnreceipted(key: NoticeKey, at: Instant): Promise<Notice | undefined>;
  /** It is waited for no more. */
  unwatch(key: NoticeKey): Promise<void>;
};
