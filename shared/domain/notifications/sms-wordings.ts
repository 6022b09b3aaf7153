import { withoutDiacritics } from "./gsm7.ts";
import { type Language, TEMPLATE_VERSION, TEMPLATES, type TemplateName } from "./templates.ts";

/** One text of one notice. `id`: `<template>.<language>.<place>`, the same as long as the version is. */
export type SmsWording = { id: string; text: string };

/** The words that lead to the link, and whose dossier it is, where there is room for that. */
const AROUND: Record<Language, { lead: string; who: readonly string[] }> = {
  vi: { lead: " Theo dõi: {link}", who: [" Bộ phận: {agency}, {officer}.", " Bộ phận: {agency}."] },
  en: { lead: " Track: {link}", who: [" Unit: {agency}, {officer}.", " Unit: {agency}."] },
};

const LINK = / \{link\}$/;

/**
 * The texts of a notice in the order in which they are tried: the fullest, with who has the dossier; as they are written;
 * then without their links, which are left out rather than sent in a second part. The link comes before the agency and
 * the officer, since the tracking view names both.
 */
export const smsWordings = (template: TemplateName, language: Language): SmsWording[] => {
  const { lead, who } = AROUND[language];
  const written: readonly string[] = TEMPLATES[template][language].sms;
  const linked = written.filter((text) => LINK.test(text));
  const bare = (text: string): string => (text.endsWith(lead) ? text.slice(0, -lead.length) : text.replace(LINK, ""));
  const fullest = linked.slice(0, 1).flatMap((text) => who.map((words) => `${bare(text)}${words}${lead}`));
  const texts = new Set([...fullest, ...linked, ...linked.map(bare), ...written.filter((text) => !LINK.test(text))]);
  return [...texts].map((text, index) => ({ id: `${template}.${language}.${index + 1}`, text }));
};

/** Every text that an SMS may have, as operators register it: without diacritics, its places still open. */
export const wordings = (): (SmsWording & { language: Language; version: number })[] =>
  (Object.keys(TEMPLATES) as TemplateName[]).flatMap((template) =>
    (["vi", "en"] as const).flatMap((language) =>
      smsWordings(template, language).map(({ id, text }) => ({
        id,
        language,
        text: withoutDiacritics(text),
        version: TEMPLATE_VERSION,
      })),
    ),
  );
