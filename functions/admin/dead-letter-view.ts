import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { type DeadLetter, NoticeQueue } from "../../shared/domain/notifications/dead-letter.ts";
import { redrive, shownOf } from "../../shared/domain/notifications/redrive.ts";

export const DeadLetterPath = z.object({ queue: NoticeQueue, id: z.string().min(1).max(100) });

/** Never the body: of a message that nobody could read it may be anything. */
export const DeadLetterLine = z.object({
  id: z.string(),
  queue: NoticeQueue,
  /** When it was sent. */
  at: z.string(),
  /** How often it was handed out; a look at it counts too. */
  receives: z.int(),
  /** Why it is here: `receives-spent`, or why its consumer could not read it. */
  reason: z.string(),
  outboxId: z.string().optional(),
  dossierId: z.string().optional(),
  redrives: z.int(),
});

export const DeadLetterView = DeadLetterLine.extend({
  /** Which member could not be read; null where all could. */
  pointer: z.string().nullable(),
  /** Of the body, in bytes. */
  size: z.int(),
  /** Whether a redrive would be taken, and if not, why. */
  redrivable: z.boolean(),
  refused: z.string().nullable(),
});

/** Words of ours; what else may stand in an attribute is not shown. */
const REASON = /^[a-z-]{1,40}$/;
const POINTER = /^\/[A-Za-z0-9_/-]{0,100}$/;

const reasonOf = ({ poison }: DeadLetter): string => {
  if (poison === null) return "receives-spent";
  return REASON.test(poison.reason) ? poison.reason : "unreadable";
};

export const deadLetterLine = (letter: DeadLetter): z.infer<typeof DeadLetterLine> => ({
  id: letter.id,
  queue: letter.queue,
  at: inProvince(letter.at),
  receives: letter.receives,
  reason: reasonOf(letter),
  ...shownOf(letter.body),
});

export const deadLetterView = (letter: DeadLetter): z.infer<typeof DeadLetterView> => {
  const next = redrive(letter);
  const refused = isRefusal(next) ? next.refused : null;
  const pointer = letter.poison?.pointer ?? null;
  return {
    ...deadLetterLine(letter),
    pointer: pointer === null || POINTER.test(pointer) ? pointer : "/",
    size: Buffer.byteLength(letter.body),
    redrivable: refused === null,
    refused,
  };
};
