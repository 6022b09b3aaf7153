import { answerBy, type Filed, isWaiting } from "../dossiers/dossier.ts";
import type { Person } from "../dossiers/person.ts";
import { type Instant, readable } from "../foundation/instant.ts";
import { amountIn, type Names, withoutLabel } from "./filling.ts";
import type { Filling } from "./placeholder.ts";

/** The values that a dossier has for the words of a courtesy, as it stands; what it lacks is absent. */
export const courtesyFilling = async (
  { dossier, person, at }: { dossier: Filed; person: Person; at: Instant },
  names: Pick<Names, "procedure" | "unit">,
  link: string,
): Promise<Filling> => {
  const values = {
    code: dossier.code,
    link,
    answerBy: isWaiting(dossier) ? readable(answerBy(dossier)) : undefined,
    amount: dossier.state === "payment-due" ? amountIn(person.language, dossier.demand.amount) : undefined,
    procedure: withoutLabel(await names.procedure(dossier.procedure.code, dossier.procedure.version)),
    agency: names.unit(dossier.step.unit, at),
    name: person.applicant.fullName,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
};
