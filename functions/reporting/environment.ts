import * as z from "zod";

export const ProjectionEnvironment = z.object({ STAGE: z.string().min(1), TABLE_NAME: z.string().min(1) });
export type ProjectionEnvironment = z.infer<typeof ProjectionEnvironment>;

export const ReportsEnvironment = ProjectionEnvironment.extend({
  CATALOGUE_BUCKET: z.string().min(1),
  PUBLIC_ORIGIN: z.url(),
});
export type ReportsEnvironment = z.infer<typeof ReportsEnvironment>;

export const RecountEnvironment = ProjectionEnvironment.extend({ STATISTICS_QUEUE_URL: z.url() });
export type RecountEnvironment = z.infer<typeof RecountEnvironment>;

export const StatisticsEnvironment = ProjectionEnvironment.extend({ REBUILD_QUEUE_URL: z.url() });
export type StatisticsEnvironment = z.infer<typeof StatisticsEnvironment>;
