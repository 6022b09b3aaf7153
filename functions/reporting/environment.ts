import * as z from "zod";

export const ProjectionEnvironment = z.object({ STAGE: z.string().min(1), TABLE_NAME: z.string().min(1) });
export type ProjectionEnvironment = z.infer<typeof ProjectionEnvironment>;

export const ReportsEnvironment = ProjectionEnvironment.extend({ CATALOGUE_BUCKET: z.string().min(1) });
export type ReportsEnvironment = z.infer<typeof ReportsEnvironment>;
