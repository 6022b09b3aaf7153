import { describe, expect, it } from "vitest";
import { createVersionDraft, spec } from "../../../functions/admin/create-version-draft.ts";
import type { AdminDependencies } from "../../../functions/admin/dependencies.ts";
import { discardVersionDraft } from "../../../functions/admin/discard-version-draft.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { MONDAY, procedure } from "../../builders/dossier.ts";
import { MemoryVersions } from "../../fakes/version-store.ts";

const card = await procedure("1.004623");
const { code } = card;

const office = () => {
  const versions = new MemoryVersions([{ procedure: card }]);
  const dependencies = { versions, register: organisationRegister, digest: sha256 } as unknown as AdminDependencies;
  const common = { identity: { sub: "officer-culture-admin", roles: ["admin"] }, at: MONDAY };
  const asked = <Given>(given: object): Given => ({ ...common, ...given }) as Given;
  return {
    begun: (id: string) => {
      const given = { body: { code }, command: { id, bodyHash: "body" } };
      return createVersionDraft(asked<Parameters<typeof createVersionDraft>[0]>(given), dependencies);
    },
    discarded: () =>
      discardVersionDraft(
        asked<Parameters<typeof discardVersionDraft>[0]>({ path: { code, n: 2 }, ifMatch: undefined }),
        dependencies,
      ),
  };
};
const TRACE = { by: "officer-culture-admin", at: "2026-11-23T08:30:00+07:00" };
const GONE = {
  status: 201,
  replayed: true,
  body: { code, n: 2, state: "discarded", revision: 1, drafted: TRACE, changed: TRACE },
};

describe("beginning a draft once more under its key", () => {
  it("shows the draft as it is while it is there", async () => {
    const { begun } = office();
    const first = await begun("a");
    expect(first).toMatchObject({ status: 201, version: 1, replayed: false, body: { n: 2, state: "open" } });
    expect(await begun("a")).toEqual({ ...first, replayed: true });
  });

  it("says that it was discarded, and nothing that stood in it", async () => {
    const { begun, discarded } = office();
    await begun("a");
    expect(await discarded()).toMatchObject({ status: 204 });
    const again = await begun("a");
    expect(again).toEqual(GONE);
    expect(spec.reply.safeParse(GONE.body).success).toBe(true);
  });

  it("shows nothing of another draft that was begun since, even in the same moment", async () => {
    const { begun, discarded } = office();
    await begun("a");
    await discarded();
    expect(await begun("b")).toMatchObject({ version: 3, body: { n: 2, state: "open" } });
    expect(await begun("a")).toEqual(GONE);
    expect(await begun("b")).toMatchObject({ version: 3, replayed: true, body: { state: "open" } });
  });
});
