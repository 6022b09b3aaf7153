import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import {
  PublicationTerms,
  publishVersion as publish,
} from "../../shared/domain/procedures/publication/publish-version.ts";
import { draftOf, holderOfId, PROCEDURES } from "../../shared/domain/procedures/publication/version-draft.ts";
import { administratorOf } from "../boundary/authority.ts";
import { runCommand } from "../boundary/command.ts";
import { http, type Operation } from "../boundary/http.ts";
import { errorName, log } from "../boundary/log.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { DraftPath } from "./version-draft-view.ts";
import { wiring } from "./wiring.ts";

export const spec = {
  route: "POST /v1/admin/procedures/{code}/drafts/{n}/publication",
  summary: { vi: "Công bố phiên bản theo quyết định", en: "Publish a draft version by a decision" },
  status: 201,
  identity: "officer",
  path: DraftPath,
  body: PublicationTerms,
  reply: PublicationTerms.extend({
    code: z.string(),
    version: z.number().int(),
    publishedAt: z.string(),
    publishedBy: z.string(),
  }),
  command: true,
  ifMatch: "optional",
} as const;

/** Publishes a draft: from now on the version is readable for ever and never changes. */
export const publishVersion: Operation<typeof spec, AdminDependencies> = async (request, dependencies) => {
  const { identity, path, body, command, ifMatch: seen, at } = request;
  const { versions, register, check, refresh } = dependencies;
  const admin = administratorOf(register, identity);
  if (isRefusal(admin)) return admin;
  const { code, n: number } = path;
  const act = {
    commandId: command.id,
    bodyHash: command.bodyHash,
    actor: { kind: "officer" as const, id: admin.sub },
    at,
  };
  const decide = async () => {
    const record = await versions.read(code);
    const holder = await holderOfId(versions, draftOf(record, number));
    return publish(record, { code, number, seen }, body, act, { check, holder });
  };
  const done = await runCommand(versions, command, PROCEDURES, decide, versions.commit, seen);
  if (isRefusal(done)) return done;
  // What is published is published: where the public list could not be made now, its schedule makes it.
  await refresh().catch((error: unknown) => log.error("catalogue-not-refreshed", { error: errorName(error) }));
  const { event, replayed } = done;
  const published = { code, version: number, ...body, publishedAt: inProvince(event.at), publishedBy: event.by };
  return { status: 201, body: published, replayed };
};

export const handler = http(spec, wiring, publishVersion);
