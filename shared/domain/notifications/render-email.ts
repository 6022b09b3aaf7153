import type { Person } from "../dossiers/person.ts";
import { addressOf, type NoAddress } from "./channels.ts";
import { FRAME } from "./frame.ts";
import { escaped, page, paragraph, row, SUBJECT_LONGEST, sentences } from "./mail-parts.ts";
import { type Filling, fill, plainLine } from "./placeholder.ts";
import { TEMPLATES, type TemplateName } from "./templates.ts";

export type Email = { to: string; subject: string; text: string; html: string };

type Content = {
  language: Person["language"];
  subject: string;
  greeting: string | undefined;
  what: string[];
  rows: [label: string, value: string][];
  nextTitle: string;
  next: string[];
  linkTitle: string;
  link: string;
  footer: string;
};

const asText = (content: Content): string =>
  [
    ...(content.greeting === undefined ? [] : [content.greeting, ""]),
    ...content.what,
    "",
    ...content.rows.map(([label, value]) => `${label}: ${value}`),
    "",
    `${content.nextTitle}:`,
    ...content.next,
    "",
    `${content.linkTitle}: ${content.link}`,
    "",
    content.footer,
    "",
  ].join("\n");

const asHtml = (content: Content): string => {
  const link = escaped(content.link);
  return page(content.language, content.subject, [
    ...(content.greeting === undefined ? [] : [paragraph(content.greeting)]),
    ...content.what.map(paragraph),
    `<table style="border-collapse:collapse;margin:0 0 16px">${content.rows.map(row).join("")}</table>`,
    `<h2 style="font-size:16px;margin:0 0 8px">${escaped(content.nextTitle)}</h2>`,
    ...content.next.map(paragraph),
    `<p style="margin:16px 0"><a href="${link}" style="color:#0b5394">${escaped(content.linkTitle)}</a><br>`,
    `<span style="font-size:14px;overflow-wrap:anywhere">${link}</span></p>`,
    `<p style="margin:24px 0 0;font-size:14px;color:#595959">${escaped(content.footer)}</p>`,
  ]);
};

const contentOf = (template: TemplateName, language: Person["language"], filling: Filling): Content => {
  const words = TEMPLATES[template][language].email;
  const frame = FRAME[language];
  const person = filling.officerTitle === undefined ? "{officer}" : "{officer}, {officerTitle}";
  const rows = Object.entries(frame.rows).flatMap(([name, label]): [string, string][] => {
    const value = fill(name === "officer" ? person : `{${name}}`, filling);
    return value === undefined ? [] : [[label, value]];
  });
  return {
    language,
    subject: plainLine(fill(words.subject, filling) ?? filling.code ?? "", SUBJECT_LONGEST),
    greeting: fill(frame.greeting, filling),
    what: sentences(words.what, filling),
    rows,
    nextTitle: frame.next,
    next: sentences(words.next, filling),
    linkTitle: frame.link,
    link: filling.link ?? "",
    footer: frame.footer,
  };
};

/** The email of a notice to a person, whether they want it or not; or why none can be sent. */
export const renderEmail = (template: TemplateName, person: Person, filling: Filling): Email | NoAddress => {
  const address = addressOf("email", person);
  if ("skipped" in address) return address;
  const content = contentOf(template, person.language, filling);
  return { ...address, subject: content.subject, text: asText(content), html: asHtml(content) };
};
