import { createHash } from "node:crypto";
import type { Reply } from "./reply.ts";

/** A publication must reach readers within a minute; this much of it is theirs, 15 s are ours. */
const MAX_AGE_SECONDS = 30;

const names = (ifNoneMatch: string, tag: string): boolean =>
  ifNoneMatch.split(",").some((given) => {
    const bare = given.trim().replace(/^W\//, "");
    return bare === "*" || bare === tag;
  });

/** A public answer that readers may keep: 304 without a body when the caller already has it (RFC 9110, 13.1.2). */
export const cachedReply = (body: unknown, ifNoneMatch: string | undefined): Reply => {
  const etag = `"${createHash("sha256").update(JSON.stringify(body)).digest("base64url").slice(0, 22)}"`;
  const headers = { etag, "cache-control": `public, max-age=${MAX_AGE_SECONDS}` };
  if (ifNoneMatch !== undefined && names(ifNoneMatch, etag)) return { status: 304, headers };
  return { status: 200, body, headers };
};
