import * as z from "zod";
import { beside } from "../boundary/beside.ts";
import { cachedReply } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { lazily } from "../boundary/lazily.ts";

export const spec = {
  route: "GET /v1/reports/open-data/schema",
  summary: { vi: "Lược đồ JSON của số liệu mở", en: "The JSON Schema of the open figures" },
  identity: "none",
  reply: z.record(z.string(), z.unknown()),
} as const;

type Schema = { schema: Record<string, unknown> };

const wiring = lazily(async (): Promise<Schema> => ({ schema: JSON.parse(await beside("schema.json")) }));

const showOpenFiguresSchema: Operation<typeof spec, Schema> = ({ headers }, { schema }) =>
  cachedReply(schema, headers["if-none-match"]);

export const handler = http(spec, wiring, showOpenFiguresSchema);
