import type { ProcedureVersion, RequiredDocument } from "./procedure-version.ts";

/** The papers that a dossier of this case is asked for, required or not. */
export const papersOf = ({ documents }: ProcedureVersion, chosen: string | null): RequiredDocument[] =>
  documents.filter(({ cases }) => cases === undefined || cases.includes(chosen ?? ""));
