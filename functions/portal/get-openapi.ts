import * as z from "zod";
import { beside } from "../boundary/beside.ts";
import { cachedReply } from "../boundary/cached-reply.ts";
import { http, type Operation } from "../boundary/http.ts";
import { lazily } from "../boundary/lazily.ts";

export const spec = {
  route: "GET /v1/openapi.json",
  summary: { vi: "Tài liệu này cho máy: OpenAPI 3.1", en: "This document for machines: OpenAPI 3.1" },
  identity: "none",
  reply: z.record(z.string(), z.unknown()),
} as const;

type Document = { document: Record<string, unknown> };

const wiring = lazily(async (): Promise<Document> => ({ document: JSON.parse(await beside("openapi.json")) }));

const getOpenapi: Operation<typeof spec, Document> = ({ headers }, { document }) =>
  cachedReply(document, headers["if-none-match"]);

export const handler = http(spec, wiring, getOpenapi);
