import * as z from "zod";
import { type Refusal, refuse } from "../foundation/refusal.ts";
import { type DeadLetter, NOTICE_QUEUES } from "./dead-letter.ts";
import { MOST_REDRIVES } from "./notice-message.ts";

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The body by which a dead letter goes back to its queue: as it was, counted once more. Refused where it is no message
 * that the queue's consumer could read (`dead-letter-poison`), or where it went back as often as it may
 * (`redrives-spent`).
 */
export const redrive = ({ queue, body }: Pick<DeadLetter, "queue" | "body">): object | Refusal => {
  const read = NOTICE_QUEUES[queue].safeParse(jsonOf(body));
  if (!read.success) return refuse("dead-letter-poison");
  const spent = read.data.redrives ?? 0;
  if (spent >= MOST_REDRIVES) return refuse("redrives-spent", { facts: { most: MOST_REDRIVES } });
  return { ...read.data, redrives: spent + 1 };
};

/** As we make them: what looks otherwise may be anything, and is not shown. */
const Ids = {
  dossierId: z.string().regex(/^[a-z2-7]{16}$/),
  outboxId: z.string().regex(/^[a-z2-7]{16}:(\d{1,6}|[a-z-]{1,40}:\d{13})$/),
};

/** What may be shown of a body, whatever it holds: ids of ours, and how often it was redriven. */
export const shownOf = (body: string): { outboxId?: string; dossierId?: string; redrives: number } => {
  const read = z
    .object({
      dossierId: Ids.dossierId.optional().catch(undefined),
      outboxId: Ids.outboxId.optional().catch(undefined),
      redrives: z.int().min(0).max(MOST_REDRIVES).catch(0),
    })
    .safeParse(jsonOf(body));
  if (!read.success) return { redrives: 0 };
  const { dossierId, outboxId, redrives } = read.data;
  return {
    ...(outboxId === undefined ? {} : { outboxId }),
    ...(dossierId === undefined ? {} : { dossierId }),
    redrives,
  };
};
