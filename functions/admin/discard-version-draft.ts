import { base32 } from "../../shared/domain/foundation/base32.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { discardDraft } from "../../shared/domain/procedures/publication/discard-draft.ts";
import { openDraft } from "../../shared/domain/procedures/publication/version-draft.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { judgeAndWrite } from "../boundary/keyless-command.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { DraftPath } from "./version-draft-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "DELETE /v1/admin/procedures/{code}/drafts/{n}",
  summary: { vi: "Bỏ bản dự thảo chưa công bố", en: "Discard a draft version that is not published" },
  status: 204,
  identity: "officer",
  path: DraftPath,
  ifMatch: "optional",
} as const;

/** Gives up a draft. Its revision makes the act single; of a publication at the same time one wins. */
export const discardVersionDraft: Operation<typeof spec, AdminDependencies> = async (request, dependencies) => {
  const { identity, path, ifMatch: seen, at } = request;
  const { versions, register, digest } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const { code, n: number } = path;
  const done = await judgeAndWrite(
    () => versions.read(code),
    (record) => {
      const draft = openDraft(record, code, number);
      if (isRefusal(draft)) return draft;
      const commandId = base32(digest(`discard\n${code}\n${number}\n${draft.revision}`));
      const act = { commandId, bodyHash: "", actor: { kind: "officer" as const, id: admin.sub }, at };
      return discardDraft(record, { code, number, seen }, act);
    },
    versions.commit,
  );
  return isRefusal(done) ? done : { status: 204 };
};

export const handler = http(spec, wiring, discardVersionDraft);
