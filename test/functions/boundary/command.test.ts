import { describe, expect, it } from "vitest";
import { runCommand } from "../../../functions/boundary/command.ts";
import { sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { createDraft } from "../../../shared/domain/dossiers/draft.ts";
import { refuse } from "../../../shared/domain/foundation/refusal.ts";
import { LAN, MONDAY, procedure } from "../../builders/dossier.ts";
import { MemoryDossiers } from "../../fakes/dossier-store.ts";

const card = await procedure("1.004623");
const command = { id: "one", bodyHash: "body" };

const drafting = (bodyHash = "body") =>
  createDraft(
    {
      version: card,
      channel: "online",
      submitter: { kind: "citizen", sub: "lan" },
      owner: "citizen:lan",
      content: {},
      wordsKey: "",
    },
    { commandId: "one", bodyHash, actor: LAN, at: MONDAY },
    sha256,
  );
const born = drafting();
const id = "event" in born ? born.event.dossierId : "";

describe("a command", () => {
  it("is written once, and its repetition is answered as the first was", async () => {
    const store = new MemoryDossiers();
    const first = await runCommand(store, command, id, async () => drafting(), store.commit);
    const second = await runCommand(store, command, id, async () => drafting(), store.commit);
    expect(first).toMatchObject({ replayed: false, event: { version: 1 } });
    expect(second).toMatchObject({ replayed: true, event: { version: 1 } });
    expect(store.events.get(id)).toHaveLength(1);
  });

  it("is a replay also where the repetition would now be refused", async () => {
    const store = new MemoryDossiers();
    await runCommand(store, command, id, async () => drafting(), store.commit);
    const again = await runCommand(store, command, id, async () => refuse("move-not-allowed"), store.commit);
    expect(again).toMatchObject({ replayed: true });
  });

  it("refuses its key to another body", async () => {
    const store = new MemoryDossiers();
    await runCommand(store, command, id, async () => drafting(), store.commit);
    const other = await runCommand(
      store,
      { id: "one", bodyHash: "other" },
      id,
      async () => drafting("other"),
      store.commit,
    );
    expect(other).toMatchObject({ refused: "idempotency-key-reused" });
  });

  it("is judged again when the dossier moved meanwhile and the caller named no version", async () => {
    const store = new MemoryDossiers();
    store.trouble.push("stale", "stale");
    expect(await runCommand(store, command, id, async () => drafting(), store.commit)).toMatchObject({
      replayed: false,
    });
    expect(store.commits).toBe(3);
  });

  it("is stale at once where the caller named a version", async () => {
    const store = new MemoryDossiers();
    store.trouble.push("stale");
    expect(await runCommand(store, command, id, async () => drafting(), store.commit, 1)).toMatchObject({
      refused: "version-stale",
    });
  });

  it("gives up politely under endless conflict, with nothing stored", async () => {
    const store = new MemoryDossiers();
    store.trouble.push("busy");
    const outcome = await runCommand(store, command, id, async () => drafting(), store.commit);
    expect(outcome).toMatchObject({ refused: "busy", retryAfterSeconds: 2 });
    expect(store.records.size).toBe(0);
  });

  it("does not record a refusal: the key is free for the corrected body", async () => {
    const store = new MemoryDossiers();
    await runCommand(store, command, id, async () => refuse("draft-invalid"), store.commit);
    expect(await runCommand(store, command, id, async () => drafting(), store.commit)).toMatchObject({
      replayed: false,
    });
  });
});
