import { type Filling, fill } from "./placeholder.ts";

/** One address and nothing that could begin a second one or a header. */
export const ADDRESS = /^[^\s@<>(),;:"\\[\]]{1,64}@[A-Za-z0-9.-]{1,190}$/;
export const SUBJECT_LONGEST = 150;

/** The sentences whose values are all there. */
export const sentences = (templates: readonly string[], filling: Filling): string[] =>
  templates.flatMap((template) => fill(template, filling) ?? []);

/** Text as it stands in HTML and in attributes of it. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

export const paragraph = (text: string): string => `<p style="margin:0 0 12px">${escaped(text)}</p>`;

export const row = ([label, value]: [string, string]): string =>
  `<tr><th scope="row" style="text-align:left;vertical-align:top;padding:4px 12px 4px 0;font-weight:600">${escaped(label)}</th>` +
  `<td style="vertical-align:top;padding:4px 0;overflow-wrap:anywhere">${escaped(value)}</td></tr>`;

/** A whole mail, readable without pictures or style sheets, on a phone and by a screen reader. */
export const page = (language: "vi" | "en", subject: string, content: readonly string[]): string =>
  [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escaped(subject)}</title></head>`,
    '<body style="margin:0;padding:16px;background:#ffffff;color:#1a1a1a;font:16px/1.5 Arial,sans-serif">',
    '<main style="max-width:560px;margin:0 auto">',
    `<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">${escaped(subject)}</h1>`,
    ...content,
    "</main></body></html>",
  ].join("");
