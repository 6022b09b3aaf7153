import * as z from "zod";

export const RatingsEnvironment = z.object({ STAGE: z.string().min(1), TABLE_NAME: z.string().min(1) });
export type RatingsEnvironment = z.infer<typeof RatingsEnvironment>;
