import { describe, expect, it } from "vitest";
import type { PrintingDependencies } from "../../../functions/dossiers/dependencies.ts";
import { printForm } from "../../../functions/dossiers/print-form.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import type { Sheet } from "../../../shared/domain/slips/sheet.ts";
import { draft, fullContent, MONDAY, procedure } from "../../builders/dossier.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";

describe("the form printed from a dossier", () => {
  it("bears the case that was chosen", async () => {
    const version = await procedure("1.000963");
    const record = draft(version, { ...fullContent(version), case: "owner-changed" });
    const store = new MemoryDossiers();
    store.records.set(record.dossier.id, record);
    const sheets: Sheet[] = [];
    const pdf = async (sheet: Sheet) => {
      sheets.push(sheet);
      return new Uint8Array();
    };
    const dependencies = { store, catalogue: shippedCatalogue, register: organisationRegister, printer: { pdf } };
    const request = {
      identity: { kind: "citizen", sub: "citizen-lan" },
      path: { id: record.dossier.id, formId: "karaoke-licence-adjustment" },
      query: { format: "pdf" },
      at: MONDAY,
    };
    const reply = await printForm(
      request as unknown as Parameters<typeof printForm>[0],
      dependencies as unknown as PrintingDependencies,
    );
    expect(reply).toMatchObject({ status: 200 });
    expect(sheets[0]?.blocks.find((block) => block.kind === "ticks" && block.label === "Trường hợp")).toMatchObject({
      options: [{ marked: false }, { text: "Thay đổi chủ sở hữu", marked: true }],
    });
  });
});
