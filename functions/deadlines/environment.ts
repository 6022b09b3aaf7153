import * as z from "zod";

export const DeadlinesEnvironment = z.object({ STAGE: z.string().min(1), TABLE_NAME: z.string().min(1) });
export type DeadlinesEnvironment = z.infer<typeof DeadlinesEnvironment>;
