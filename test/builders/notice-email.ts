import { fillingOf } from "../../shared/domain/notifications/filling.ts";
import { type Email, renderEmail } from "../../shared/domain/notifications/render-email.ts";
import { templateOf } from "../../shared/domain/notifications/template-of.ts";
import type { TemplateName } from "../../shared/domain/notifications/templates.ts";
import { type aSubject, LONGEST_LINK, someNames } from "./notice.ts";

/** The email of a subject: of its event, or of the template that is asked for by name. Throws where there is none. */
export const emailOf = async (subject: ReturnType<typeof aSubject>, name?: TemplateName): Promise<Email> => {
  const template = name ?? templateOf(subject.event);
  if (!template) throw new Error("nobody is told");
  const email = renderEmail(template, subject.person, await fillingOf(subject, someNames, LONGEST_LINK));
  if ("skipped" in email) throw new Error(email.skipped);
  return email;
};
