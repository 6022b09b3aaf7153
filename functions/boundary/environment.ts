import * as z from "zod";

/** What every function behind the HTTP API may be told, whatever else its area needs. */
export const DoorEnvironment = z.object({
  /** Secrets Manager id of the values by which CloudFront is known; absent where a stage has no edge. */
  ORIGIN_SECRET: z.string().min(1).optional(),
});
export type DoorEnvironment = z.infer<typeof DoorEnvironment>;

/** What every consumer of a queue may be told, whatever else its area needs. */
export const ConsumerEnvironment = z.object({
  /** Where its queue puts what it gives up; absent where a queue gives nothing up. */
  DEAD_LETTERS_URL: z.url().optional(),
});
export type ConsumerEnvironment = z.infer<typeof ConsumerEnvironment>;
