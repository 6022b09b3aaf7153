import type { Act } from "../../dossiers/change-set.ts";
import { fault, isRefusal, type Refusal, refuse } from "../../foundation/refusal.ts";
import { isSame } from "./changes.ts";
import { draftedOf } from "./draft-version.ts";
import { hiddenCharacters } from "./hidden-characters.ts";
import {
  type DraftChange,
  type DraftedContent,
  type DraftedProcedure,
  newestOf,
  newestVersionOf,
  openDraft,
  type ProcedureRecord,
  type VersionChange,
  type VersionDraft,
} from "./version-draft.ts";

/** Who a procedure is does not change with its versions. */
const FIXED = ["id", "code"] as const;

const merged = (before: DraftedProcedure, given: NonNullable<DraftChange["procedure"]>): DraftedProcedure | Refusal => {
  const faults = FIXED.filter((name) => given[name] !== undefined && given[name] !== before[name]).map((name) =>
    fault(`/procedure/${name}`, "fixed", `Không đổi được: ${before[name]}.`, `It cannot change: ${before[name]}.`),
  );
  if (faults.length > 0) return refuse("version-draft-invalid", { faults });
  const members = Object.entries({ ...before, ...given });
  const isRemoved = (name: string, value: unknown): boolean =>
    value === undefined || (value === null && ["reason", "fileAt", "unverified"].includes(name));
  return Object.fromEntries(members.filter(([name, value]) => !isRemoved(name, value))) as DraftedProcedure;
};

const contentOf = (record: ProcedureRecord, before: DraftedContent, change: DraftChange): DraftedContent | Refusal => {
  const { procedure, withdrawal } = change;
  if (procedure && withdrawal)
    return refuse("version-draft-invalid", {
      faults: [
        fault(
          "/withdrawal",
          "not-allowed",
          "Chỉ gửi một: procedure hoặc withdrawal.",
          "Send procedure or withdrawal, not both.",
        ),
      ],
    });
  if (withdrawal) {
    const newest = newestOf(record);
    return newest && "procedure" in newest ? { withdrawal } : refuse("procedure-not-found");
  }
  const version = newestVersionOf(record);
  const base = "procedure" in before ? before.procedure : version && draftedOf(version);
  if (!base || !procedure) return before;
  const after = merged(base, procedure);
  return isRefusal(after) ? after : { procedure: after };
};

/** A draft that says already what was asked: nothing is written, and its revision stays. */
export type Unchanged = { unchanged: VersionDraft };

/** Changes a draft as its request says. `seen` is the revision that the caller names, if it does. */
export const changeDraft = (
  record: ProcedureRecord,
  { code, number, seen }: { code: string; number: number; seen: number | undefined },
  change: DraftChange,
  act: Act,
): VersionChange | Unchanged | Refusal => {
  const before = openDraft(record, code, number);
  if (isRefusal(before)) return before;
  if (seen !== undefined && before.revision !== seen) return refuse("version-stale");
  const hidden = hiddenCharacters(change);
  if (hidden) return hidden;
  const content = contentOf(record, before.content, change);
  if (isRefusal(content)) return content;
  if (isSame(before.content, content)) return { unchanged: before };
  const { commandId, bodyHash, actor, at } = act;
  const trace = { by: actor.id, at, bodyHash };
  const revision = before.revision + 1;
  return {
    before,
    after: { ...before, revision, content, changed: trace },
    event: { ...trace, commandId, what: "draft-changed", code, number, revision },
  };
};
