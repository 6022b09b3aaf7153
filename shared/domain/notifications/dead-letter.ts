import * as z from "zod";
import type { Instant } from "../foundation/instant.ts";
import type { Refusal } from "../foundation/refusal.ts";
import { ApplicantMessage, BusEvent, EventMessage, OfficerMessage } from "./notice-message.ts";

/** The queues whose dead letters may be looked at and redriven, each with the bodies that are ours there. */
export const NOTICE_QUEUES = {
  sms: ApplicantMessage,
  email: ApplicantMessage,
  "officer-email": OfficerMessage,
  reminders: EventMessage,
  receipts: BusEvent,
} as const;

export const NoticeQueue = z.enum(Object.keys(NOTICE_QUEUES) as (keyof typeof NOTICE_QUEUES)[]);
export type NoticeQueue = z.infer<typeof NoticeQueue>;

/** A message that its queue gave up, or that its consumer could not read. `body` may hold anything: it is never shown. */
export type DeadLetter = {
  id: string;
  queue: NoticeQueue;
  /** When it was sent. */
  at: Instant;
  /** How often it was handed out, looks at it among them. */
  receives: number;
  /** Why its consumer could not read it, and which member is at fault; null where its receives were spent. */
  poison: { reason: string; pointer: string } | null;
  body: string;
};

/** What became of a redrive. `left`: there may be more, for which the time did not suffice. */
export type Redriven = { redriven: DeadLetter[]; refused: { letter: DeadLetter; refusal: Refusal }[]; left: boolean };

export type DeadLetters = {
  /** Those of a queue, in no order; none is taken away. `more`: not all are among them. */
  list(queue: NoticeQueue, most: number): Promise<{ letters: DeadLetter[]; more: boolean }>;
  find(queue: NoticeQueue, id: string): Promise<DeadLetter | undefined>;
  /**
   * Sends what `next` makes of one dead letter, or of all, to its queue, then takes it from the dead letters. Whoever
   * dies between sends it again under the same outbox id, by which the second is known.
   */
  redrive(queue: NoticeQueue, id: string | "all", next: (letter: DeadLetter) => object | Refusal): Promise<Redriven>;
};
