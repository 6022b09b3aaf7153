import { describe, expect, it } from "vitest";
import { openDossiersOf } from "../../../functions/admin/open-dossiers.ts";
import type { Dossier } from "../../../shared/domain/dossiers/dossier.ts";
import type { DossierLists } from "../../../shared/domain/dossiers/dossier-record.ts";
import { procedure, submitted } from "../../builders/dossier.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";

const ofCard = ({ procedure: { code } }: Dossier): boolean => code === card.code;
const [card, notice] = [await procedure("1.004623"), await procedure("1.004650")];

describe("the open dossiers of a procedure", () => {
  const store = new MemoryDossiers();
  for (const version of [card, card, notice]) {
    const record = submitted(version);
    store.records.set(record.dossier.id, record);
  }

  it("are found among all that the units hold", async () => {
    const { dossiers, cut } = await openDossiersOf(store, ["culture", "tourism"], ofCard);
    expect(dossiers.map(({ step }) => step.unit)).toEqual(["tourism", "tourism"]);
    expect(cut).toBe(false);
    expect((await openDossiersOf(store, ["culture"], ofCard)).dossiers).toEqual([]);
  });

  it("are read page by page, and said to be more where the reading is cut", async () => {
    const { dossier } = submitted(card);
    let reads = 0;
    const endless: Pick<DossierLists, "byUnit"> = {
      byUnit: async (unit, { after }) => {
        expect([unit, after]).toEqual(["tourism", reads === 0 ? undefined : `page ${reads}`]);
        reads += 1;
        return { items: [dossier], next: `page ${reads}` };
      },
    };
    const { dossiers, cut } = await openDossiersOf(endless, ["tourism", "culture"], ofCard);
    expect([reads, dossiers.length, cut]).toEqual([20, 20, true]);
  });
});
