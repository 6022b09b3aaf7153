import type { Dossier, Filed } from "../../shared/domain/dossiers/dossier.ts";
import type { DossierLists } from "../../shared/domain/dossiers/dossier-record.ts";

/** Most that is looked at is this many reads of a worklist, each of at most 500 dossiers of whatever procedure. */
const MOST_READS = 20;
const AT_ONCE = 500;

/** The open dossiers that are wanted, found in the worklists of the units that may hold them. */
export const openDossiersOf = async (
  lists: Pick<DossierLists, "byUnit">,
  units: readonly string[],
  wanted: (dossier: Dossier) => boolean,
): Promise<{ dossiers: Filed[]; cut: boolean }> => {
  const dossiers: Filed[] = [];
  let reads = 0;
  for (const unit of units) {
    let after: string | undefined;
    do {
      if (reads === MOST_READS) return { dossiers, cut: true };
      reads += 1;
      const page = await lists.byUnit(unit, { limit: AT_ONCE, after }, wanted);
      dossiers.push(...(page.items as Filed[]));
      after = page.next ?? undefined;
    } while (after !== undefined);
  }
  return { dossiers, cut: false };
};
