import * as z from "zod";
import { WrittenText } from "../../foundation/written-text.ts";
import { Vnd } from "../../payments/money.ts";

const note = WrittenText(2000);
const sub = z.string().min(1).max(128);

/** A moment to come. A date alone means the end of that day in the province. */
const Moment = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((text) => new Date(text.length === 10 ? `${text}T23:59:59+07:00` : text).toISOString());

/** What one request for a supplement may ask for. */
const MAX_ITEMS = 20;

const AskedItem = z.union([
  z.strictObject({ requirement: z.string().min(1).max(64), reason: note }),
  z.strictObject({ formField: z.string().min(1).max(100), reason: note }),
]);

const OwedItem = z.strictObject({
  name: WrittenText(200),
  kind: z.enum(["fee", "charge"]),
  amount: Vnd,
});

/** What an officer sends to make a move, one shape a move. */
export const MoveRequest = z.discriminatedUnion("move", [
  z.strictObject({ move: z.literal("accept"), note: note.optional() }),
  z.strictObject({ move: z.literal("refuse"), reason: note, legalBasis: note.optional() }),
  z.strictObject({ move: z.literal("assign"), officer: sub }),
  z.strictObject({ move: z.literal("complete-step"), note: note.optional() }),
  z.strictObject({ move: z.literal("send-back"), reason: note }),
  z.strictObject({
    move: z.literal("request-supplement"),
    items: z.array(AskedItem).min(1).max(MAX_ITEMS),
    respondBy: Moment.optional(),
  }),
  z.strictObject({ move: z.literal("approve-supplement"), reason: note }),
  z.strictObject({ move: z.literal("request-payment"), items: z.array(OwedItem).min(1).max(MAX_ITEMS) }),
  z.strictObject({
    move: z.literal("decide"),
    outcome: z.enum(["granted", "denied"]),
    number: WrittenText(100).optional(),
    reason: note.optional(),
    resultDocument: z.string().min(1).max(64).optional(),
  }),
  z.strictObject({ move: z.literal("extend"), newDueAt: Moment, reason: note }),
  z.strictObject({ move: z.literal("stop"), reason: note }),
  z.strictObject({
    move: z.literal("return-result"),
    method: z.enum(["online", "counter", "post"]),
    receiver: WrittenText(200).optional(),
    trackingNumber: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,40}$/)
      .optional(),
  }),
]);
export type MoveRequest = z.infer<typeof MoveRequest>;
export type RequestOf<M extends MoveRequest["move"]> = Extract<MoveRequest, { move: M }>;
