import { readable } from "../foundation/instant.ts";
import { withoutLabel } from "../notifications/filling.ts";
import { ADDRESS, escaped, page, paragraph, row, SUBJECT_LONGEST, sentences } from "../notifications/mail-parts.ts";
import { type Filling, fill, plainLine } from "../notifications/placeholder.ts";
import type { Officer } from "../organisation/officer.ts";
import type { OfficerReminderKind } from "./reminder.ts";
import { REMINDER_FRAME, REMINDER_WORDS } from "./words.ts";

/** One mail to all who are reminded. */
export type OfficerEmail = { to: string[]; subject: string; text: string; html: string };

/** What a reminder tells of a dossier; a name that is not known is left out. */
export type ReminderFacts = {
  kind: OfficerReminderKind;
  code: string;
  dueAt: string;
  procedure: string | undefined;
  unit: string | undefined;
  step: string | undefined;
};

/** Most recipients of one mail that SES takes. */
const MOST_RECIPIENTS = 50;

const LANGUAGES = ["vi", "en"] as const;

const sectionOf = (language: "vi" | "en", kind: OfficerReminderKind, filling: Filling) => {
  const words = REMINDER_WORDS[kind][language];
  const frame = REMINDER_FRAME[language];
  const rows = Object.entries(frame.rows).flatMap(([name, label]): [string, string][] => {
    const value = fill(`{${name}}`, filling);
    return value === undefined ? [] : [[label, value]];
  });
  return {
    subject: plainLine(fill(words.subject, filling) ?? filling.code ?? "", SUBJECT_LONGEST),
    what: sentences(words.what, filling),
    rows,
    nextTitle: frame.next,
    next: sentences(words.next, filling),
    footer: frame.footer,
  };
};

type Section = ReturnType<typeof sectionOf>;

const asText = ({ what, rows, nextTitle, next, footer }: Section): string =>
  [...what, "", ...rows.map(([label, value]) => `${label}: ${value}`), "", `${nextTitle}:`, ...next, "", footer].join(
    "\n",
  );

const asHtml = (language: "vi" | "en", { what, rows, nextTitle, next, footer }: Section): string =>
  [
    `<section lang="${language}">`,
    ...what.map(paragraph),
    `<table style="border-collapse:collapse;margin:0 0 16px">${rows.map(row).join("")}</table>`,
    `<h2 style="font-size:16px;margin:0 0 8px">${escaped(nextTitle)}</h2>`,
    ...next.map(paragraph),
    `<p style="margin:24px 0;font-size:14px;color:#595959">${escaped(footer)}</p>`,
    "</section>",
  ].join("");

/** The mail of a reminder, Vietnamese and then English, or why there is none. */
export const renderReminder = (
  recipients: readonly Pick<Officer, "email">[],
  { kind, code, dueAt, procedure, unit, step }: ReminderFacts,
): OfficerEmail | { skipped: "no-address" } => {
  const to = [...new Set(recipients.flatMap(({ email }) => email ?? []))].filter((email) => ADDRESS.test(email));
  if (to.length === 0) return { skipped: "no-address" };
  const name = withoutLabel(procedure);
  const filling: Filling = {
    code,
    due: readable(dueAt),
    ...(name === undefined ? {} : { procedure: name }),
    ...(unit === undefined ? {} : { agency: unit }),
    ...(step === undefined ? {} : { step }),
  };
  const [vi, en] = LANGUAGES.map((language) => sectionOf(language, kind, filling)) as [Section, Section];
  return {
    to: to.slice(0, MOST_RECIPIENTS),
    subject: vi.subject,
    text: `${asText(vi)}\n\n---\n${en.subject}\n\n${asText(en)}\n`,
    html: page("vi", vi.subject, [asHtml("vi", vi), "<hr>", paragraph(en.subject), asHtml("en", en)]),
  };
};
