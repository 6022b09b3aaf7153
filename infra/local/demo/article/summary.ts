import * as z from "zod";
import type { Client } from "../client.ts";

/** A figure that the answer need not have. */
const Figure = z.number().nullish();

/** What is read of `GET /v1/reports/summary`. Whatever is missing there is missing in the table, not a fault of its reader. */
const Summary = z.object({
  period: z.object({ from: z.string(), to: z.string() }),
  procedures: z
    .looseObject({ total: Figure, byLevel: z.record(z.string(), Figure).optional(), level4Rate: Figure })
    .optional(),
  received: z
    .looseObject({
      total: Figure,
      onlineRate: Figure,
      byField: z.array(z.object({ id: z.string(), name: z.string(), count: z.number() })).optional(),
    })
    .optional(),
  settled: z.looseObject({ total: Figure, early: Figure, onTime: Figure, onTimeRate: Figure }).optional(),
  open: z.looseObject({}).optional(),
  paused: Figure,
  ended: z.looseObject({}).optional(),
  notReceived: z.looseObject({}).optional(),
  returned: z.looseObject({ total: Figure, online: Figure, post: Figure }).optional(),
  satisfaction: z.looseObject({ responses: Figure, satisfied: Figure, rate: Figure }).optional(),
  asOf: z.string().optional(),
});
export type Summary = z.infer<typeof Summary>;

export type Period = { from: string; to: string };

export const readSummary = async (client: Client, { from, to }: Period): Promise<Summary> => {
  const { body } = await client.must(200, "GET", `/v1/reports/summary?from=${from}&to=${to}`);
  return Summary.parse(body);
};
