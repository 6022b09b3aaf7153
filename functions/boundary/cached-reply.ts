import { createHash } from "node:crypto";
import type { Reply } from "./reply.ts";

/** A publication must reach readers within a minute; this much of it is theirs, 15 s are ours. */
const MAX_AGE_SECONDS = 30;

const names = (ifNoneMatch: string, tag: string): boolean =>
  ifNoneMatch.split(",").some((given) => {
    const bare = given.trim().replace(/^W\//, "");
    return bare === "*" || bare === tag;
  });

const tags = new WeakMap<object, string>();

const tagOf = (body: object): string => {
  const known = tags.get(body);
  if (known !== undefined) return known;
  const tag = `"${createHash("sha256").update(JSON.stringify(body)).digest("base64url").slice(0, 22)}"`;
  tags.set(body, tag);
  return tag;
};

/**
 * A public answer that readers may keep: 304 without a body when the caller already has it (RFC 9110, 13.1.2). The body
 * must not change afterwards: given again as the same object, it is neither hashed nor written again.
 */
export const cachedReply = (body: object, ifNoneMatch: string | undefined): Reply => {
  const etag = tagOf(body);
  const headers = { etag, "cache-control": `public, max-age=${MAX_AGE_SECONDS}` };
  if (ifNoneMatch !== undefined && names(ifNoneMatch, etag)) return { status: 304, headers };
  return { status: 200, body, headers, lasting: true };
};
