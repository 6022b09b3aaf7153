import * as z from "zod";

/** What every function behind the HTTP API may be told, whatever else its area needs. */
export const DoorEnvironment = z.object({
  /** Secrets Manager id of the values by which CloudFront is known; absent where a stage has no edge. */
  ORIGIN_SECRET: z.string().min(1).optional(),
});
export type DoorEnvironment = z.infer<typeof DoorEnvironment>;
