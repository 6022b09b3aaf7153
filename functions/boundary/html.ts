import { createHash } from "node:crypto";

/** Text that is HTML already; everything else is written as the text that it is. */
export type Html = { html: string };

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const written = (value: Html | string | number | readonly Html[]): string => {
  if (typeof value === "string" || typeof value === "number") {
    return String(value).replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? "");
  }
  return "html" in value ? value.html : value.map(({ html }) => html).join("");
};

export const html = (
  parts: TemplateStringsArray,
  ...values: readonly (Html | string | number | readonly Html[])[]
): Html => ({ html: parts.map((part, at) => part + (at < values.length ? written(values[at] ?? "") : "")).join("") });

/** An address that a link may lead to; others are shown as text. */
export const linkTo = (url: string, text: string): Html =>
  /^https?:\/\//.test(url) ? html`<a href="${url}" rel="noopener">${text}</a>` : html`${text}`;

const STYLE = `:root{color-scheme:light}body{margin:0 auto;max-width:44rem;padding:1rem;font:1.0625rem/1.6 system-ui,sans-serif;color:#1a1a1a;background:#fff}h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.15rem;margin:1.75rem 0 .5rem;border-bottom:2px solid #0b5394}a{color:#0b5394}li{margin:.35rem 0;overflow-wrap:anywhere}dt{font-weight:700}dd{margin:0 0 .5rem}.w{border-left:4px solid #8a5a00;background:#fff8e6;padding:.5rem 1rem}a:focus-visible{outline:3px solid #0b5394}`;

/** Pages without a script; nothing but their own style is let through, and nobody may frame one but where told so. */
export const pagesIn = (more: string) => {
  const style = STYLE + more;
  const hash = createHash("sha256").update(style).digest("base64");
  return (title: string, body: Html, framedBy: "*" | "'none'") => ({
    text: html`<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${{ html: style }}</style></head><body><main>${body}</main></body></html>`
      .html,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors ${framedBy}`,
      "referrer-policy": "no-referrer",
    },
  });
};

export const page = /* @__PURE__ */ pagesIn("");
