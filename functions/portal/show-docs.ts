import { beside } from "../boundary/beside.ts";
import { http, type Operation } from "../boundary/http.ts";
import { lazily } from "../boundary/lazily.ts";
import { ForeignQuery } from "../boundary/query.ts";

export const spec = {
  route: "GET /docs",
  summary: { vi: "Tài liệu này cho người đọc", en: "This document for people" },
  identity: "none",
  query: ForeignQuery,
} as const;

type Page = { html: string; styleHash: string };

const wiring = lazily(async (): Promise<Page> => JSON.parse(await beside("docs.json")));

/** A page without a script; nothing but its own style is let through. */
const showDocs: Operation<typeof spec, Page> = (_, { html, styleHash }) => ({
  status: 200,
  text: html,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    "referrer-policy": "no-referrer",
    "cache-control": "public, max-age=60",
  },
});

export const handler = http(spec, wiring, showDocs);
