import * as z from "zod";

const note = z.string().trim().min(1).max(2000);
const sub = z.string().min(1).max(128);

/** What an officer sends to make a move, one shape a move. */
export const MoveRequest = z.discriminatedUnion("move", [
  z.strictObject({ move: z.literal("accept"), note: note.optional() }),
  z.strictObject({ move: z.literal("refuse"), reason: note, legalBasis: note.optional() }),
  z.strictObject({ move: z.literal("assign"), officer: sub }),
  z.strictObject({ move: z.literal("complete-step"), note: note.optional() }),
  z.strictObject({
    move: z.literal("decide"),
    outcome: z.enum(["granted", "denied"]),
    number: z.string().trim().min(1).max(100).optional(),
    reason: note.optional(),
    resultDocument: z.string().min(1).max(64).optional(),
  }),
  z.strictObject({
    move: z.literal("return-result"),
    method: z.enum(["online", "counter", "post"]),
    receiver: z.string().trim().min(1).max(200).optional(),
    trackingNumber: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,40}$/)
      .optional(),
  }),
]);
export type MoveRequest = z.infer<typeof MoveRequest>;
export type RequestOf<M extends MoveRequest["move"]> = Extract<MoveRequest, { move: M }>;
