import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import type { ProcedureCatalogue } from "../../shared/domain/procedures/catalogue.ts";
import type { Filed } from "../../shared/domain/reporting/life.ts";
import { filedFor } from "../../shared/domain/reporting/project.ts";

class ProcedureMissing extends Error {
  override name = "ProcedureMissing";
}

/** What a dossier was filed for, with the field that it had then, where that is not known yet; undefined for a draft. */
export const filedAs = async (
  events: readonly DossierEvent[],
  catalogue: Pick<ProcedureCatalogue, "version">,
  knownField?: string,
): Promise<Filed | undefined> => {
  const filed = filedFor(events);
  if (filed === undefined) return undefined;
  const field = knownField ?? (await catalogue.version(filed.procedure, filed.version))?.field.id;
  if (field === undefined) throw new ProcedureMissing(`${filed.procedure} version ${filed.version}`);
  return { procedure: filed.procedure, field };
};
