import type { Filed } from "../dossiers/dossier.ts";
import type { CourtesyKind } from "../reminders/reminder.ts";
import type { TemplateName } from "./templates.ts";

/** The words of a courtesy: what is asked of a dossier that waits, by what it waits for. */
export const courtesyTemplateOf = ({ state }: Filed, kind: CourtesyKind): TemplateName => {
  if (kind === "rating-asked") return kind;
  return state === "payment-due" ? "answer-soon-payment" : "answer-soon-supplement";
};
