import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { draftOf } from "../../shared/domain/procedures/publication/version-draft.ts";
import { administratorOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { DraftPath, draftReply, VersionDraftView } from "./version-draft-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/admin/procedures/{code}/drafts/{n}",
  summary: { vi: "Bản dự thảo của một phiên bản", en: "A draft version, also after its publication" },
  identity: "officer",
  path: DraftPath,
  reply: VersionDraftView,
} as const;

export const getVersionDraft: Operation<typeof spec, AdminDependencies> = async (request, dependencies) => {
  const { identity, path } = request;
  const { versions, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const draft = draftOf(await versions.read(path.code), path.n);
  return draft ? draftReply(200, draft) : refuse("version-draft-not-found");
};

export const handler = http(spec, wiring, getVersionDraft);
