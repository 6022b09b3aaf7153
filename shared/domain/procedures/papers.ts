import type { ProcedureVersion, RequiredDocument } from "./procedure-version.ts";
import { type Filing, holds } from "./when.ts";

/** The papers that a dossier filed so is asked for, required or not. */
export const papersOf = ({ documents }: Pick<ProcedureVersion, "documents">, filing: Filing): RequiredDocument[] =>
  documents.filter(({ when }) => holds(when, filing));
