import * as z from "zod";
import { cachedText } from "../boundary/cached-reply.ts";
import { html, page } from "../boundary/html.ts";
import { http, type Operation } from "../boundary/http.ts";
import { ForeignQuery } from "../boundary/query.ts";
import type { ProceduresDependencies } from "./dependencies.ts";
import { faultPage } from "./no-procedure-page.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /embed/procedures",
  summary: { vi: "Danh sách thủ tục để nhúng vào trang của sở", en: "A list of procedures to frame in a site" },
  identity: "none",
  query: ForeignQuery.extend({ field: z.string().optional() }),
  fault: faultPage,
} as const;

/** Any site may frame this page, and none other: it shows what is public and asks for nothing. */
export const embedProcedures: Operation<typeof spec, ProceduresDependencies> = async (request, dependencies) => {
  const { query, at, headers } = request;
  const { published, inForce, fields, publicOrigin } = dependencies;
  const all = Array.from(inForce(await published.current(), at).values());
  const shown = all
    .filter(({ field }) => query.field === undefined || field.id === query.field)
    .sort((a, b) => a.name.localeCompare(b.name, "vi"));
  const field = fields.find(({ id }) => id === query.field);
  const title = field ? `Thủ tục hành chính: ${field.name}` : "Thủ tục hành chính";
  const rows = shown.map(
    ({ code, name, level }) =>
      html`<li><a href="${publicOrigin}/procedures/${encodeURIComponent(code)}" target="_blank" rel="noopener">${name}</a> (mức độ ${level})</li>`,
  );
  const list = rows.length > 0 ? html`<ul>${rows}</ul>` : html`<p>Không có thủ tục nào đang có hiệu lực.</p>`;
  const { text, headers: own } = page(title, html`<h1>${title}</h1>${list}`, "*");
  return cachedText(text, headers["if-none-match"], own);
};

export const handler = http(spec, wiring, embedProcedures);
