import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { levelOf } from "../../shared/domain/procedures/level.ts";
import { Level, PublishedProcedure } from "../../shared/domain/procedures/procedure-version.ts";
import {
  DraftedProcedure,
  type Trace,
  type VersionDraft,
  type VersionEvent,
} from "../../shared/domain/procedures/publication/version-draft.ts";
import type { Reply } from "../boundary/reply.ts";

/** Which draft of which procedure. */
export const DraftPath = z.object({
  code: PublishedProcedure.shape.code,
  n: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number),
});

const Done = z.strictObject({ by: z.string(), at: z.string() });

/**
 * A draft version; `n` is the number of the version it becomes. A discarded one is shown by its own replay only, without
 * what it said.
 */
export const VersionDraftView = z.strictObject({
  code: z.string(),
  n: z.number().int(),
  state: z.enum(["open", "published", "discarded"]),
  revision: z.number().int(),
  level: Level.optional(),
  // A form is a schema itself: it was checked on its way in.
  procedure: DraftedProcedure.extend({ form: z.record(z.string(), z.unknown()) }).optional(),
  withdrawal: z.strictObject({ fileAt: z.string() }).optional(),
  drafted: Done,
  changed: Done,
  published: Done.optional(),
});

const done = ({ by, at }: Trace) => ({ by, at: inProvince(at) });

/** The draft on the wire, its revision as the ETag. */
export const draftReply = (status: number, draft: VersionDraft, replayed = false): Reply => {
  const { code, number: n, revision, content, drafted, changed, published } = draft;
  const body = {
    code,
    n,
    state: published ? "published" : "open",
    revision,
    ...("procedure" in content ? { level: levelOf(content.procedure) } : {}),
    ...content,
    drafted: done(drafted),
    changed: done(changed),
    ...(published ? { published: done(published) } : {}),
  };
  return { status, body, version: revision, replayed };
};

/** A draft that was given up since, as far as the command that began it says; no ETag, for nothing is there to change. */
export const discardedReply = (
  status: number,
  { event, replayed }: { event: VersionEvent; replayed: boolean },
): Reply => {
  const { code, number: n, revision } = event;
  const body = { code, n, state: "discarded", revision, drafted: done(event), changed: done(event) };
  return { status, body, replayed };
};
