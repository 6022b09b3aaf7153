import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { codeAsked, draftVersion } from "../../shared/domain/procedures/publication/draft-version.ts";
import { DraftRequest, PROCEDURES } from "../../shared/domain/procedures/publication/version-draft.ts";
import { administratorOf } from "../boundary/authority.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { discardedReply, draftReply, VersionDraftView } from "./version-draft-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/admin/procedures",
  summary: { vi: "Lập dự thảo phiên bản của một thủ tục", en: "Draft the next version of a procedure, or its first" },
  status: 201,
  identity: "officer",
  body: DraftRequest,
  reply: VersionDraftView,
  command: true,
} as const;

/** Begins the draft of a procedure's next version. */
export const createVersionDraft: Operation<typeof spec, AdminDependencies> = async (request, dependencies) => {
  const { identity, body, command, at } = request;
  const { versions, register } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const actor = { kind: "officer" as const, id: admin.sub };
  const decide = async () => {
    const code = codeAsked(body);
    if (isRefusal(code)) return code;
    const act = { commandId: command.id, bodyHash: command.bodyHash, actor, at };
    return draftVersion(await versions.read(code), body, act);
  };
  const done = await runCommand(versions, command, PROCEDURES, decide, versions.commit);
  if (isRefusal(done)) return done;
  const { code, number, revision } = done.event;
  const draft = (await versions.read(code)).drafts.find((one) => one.number === number);
  if (!draft) throw new Error(`procedure ${code} has lost draft ${number}`);
  const isGone = draft.discarded !== undefined || draft.drafted.revision !== revision;
  return isGone ? discardedReply(201, done) : draftReply(201, draft, done.replayed);
};

export const handler = http(spec, wiring, createVersionDraft);
