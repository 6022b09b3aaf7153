import { base32 } from "../../shared/domain/foundation/base32.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { changeDraft } from "../../shared/domain/procedures/publication/change-draft.ts";
import { DraftChange, openDraft } from "../../shared/domain/procedures/publication/version-draft.ts";
import { administratorOf } from "../boundary/authority.ts";
import { hashOf } from "../boundary/body.ts";
import { http, type Operation } from "../boundary/http.ts";
import { judgeAndWrite } from "../boundary/keyless-command.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { DraftPath, draftReply, VersionDraftView } from "./version-draft-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "PATCH /v1/admin/procedures/{code}/drafts/{n}",
  summary: { vi: "Sửa bản dự thảo", en: "Change a draft version: each member given replaces that member" },
  identity: "officer",
  path: DraftPath,
  body: DraftChange,
  reply: VersionDraftView,
  ifMatch: "optional",
} as const;

/** Changes a draft. Its revision makes the change single: of two at once over one revision, one is written over it. */
export const changeVersionDraft: Operation<typeof spec, AdminDependencies> = async (request, dependencies) => {
  const { identity, path, body, ifMatch: seen, at } = request;
  const { versions, register, digest } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const { code, n: number } = path;
  const done = await judgeAndWrite(
    () => versions.read(code),
    (record) => {
      const draft = openDraft(record, code, number);
      if (isRefusal(draft)) return draft;
      const commandId = base32(digest(`change\n${code}\n${number}\n${draft.revision}`));
      const act = { commandId, bodyHash: hashOf(body), actor: { kind: "officer" as const, id: admin.sub }, at };
      return changeDraft(record, { code, number, seen }, body, act);
    },
    async (change) => ("unchanged" in change ? "committed" : versions.commit(change)),
  );
  if (isRefusal(done)) return done;
  const { change } = done;
  return draftReply(200, "unchanged" in change ? change.unchanged : change.after);
};

export const handler = http(spec, wiring, changeVersionDraft);
