import type { Act } from "../../dossiers/change-set.ts";
import { isRefusal, type Refusal, refuse } from "../../foundation/refusal.ts";
import { openDraft, type ProcedureRecord, type VersionChange } from "./version-draft.ts";

/** Gives up a draft that is not published: its number is free for the next. `seen` is the revision that the caller names. */
export const discardDraft = (
  record: ProcedureRecord,
  { code, number, seen }: { code: string; number: number; seen: number | undefined },
  act: Act,
): VersionChange | Refusal => {
  const before = openDraft(record, code, number);
  if (isRefusal(before)) return before;
  if (seen !== undefined && before.revision !== seen) return refuse("version-stale");
  const { commandId, bodyHash, actor, at } = act;
  const trace = { by: actor.id, at, bodyHash };
  const revision = before.revision + 1;
  return {
    before,
    after: { ...before, revision, discarded: trace },
    event: { ...trace, commandId, what: "draft-discarded", code, number, revision },
  };
};
