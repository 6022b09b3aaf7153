import type { Reply } from "./reply.ts";
import { digestOf, type Written } from "./written.ts";

/** A publication must reach readers within a minute; this much of it is theirs, 15 s are ours. */
const MAX_AGE_SECONDS = 30;

const names = (ifNoneMatch: string, tag: string): boolean =>
  ifNoneMatch.split(",").some((given) => {
    const bare = given.trim().replace(/^W\//, "");
    return bare === "*" || bare === tag;
  });

const hashed = (text: string): string => `"${digestOf(text)}"`;

const tags = new WeakMap<object, string>();

const tagOf = (body: object): string => {
  const known = tags.get(body);
  if (known !== undefined) return known;
  const tag = hashed(JSON.stringify(body));
  tags.set(body, tag);
  return tag;
};

const answer = (etag: string, ifNoneMatch: string | undefined, whole: Omit<Reply, "status">): Reply => {
  const headers = { ...whole.headers, etag, "cache-control": `public, max-age=${MAX_AGE_SECONDS}` };
  if (ifNoneMatch !== undefined && names(ifNoneMatch, etag)) return { status: 304, headers };
  return { ...whole, status: 200, headers };
};

/**
 * A public answer that readers may keep: 304 without a body when the caller already has it (RFC 9110, 13.1.2). The body
 * must not change afterwards: given again as the same object, it is neither hashed nor written again.
 */
export const cachedReply = (body: object, ifNoneMatch: string | undefined): Reply =>
  answer(tagOf(body), ifNoneMatch, { body, lasting: true });

/** The same of a body that was written before. */
export const cachedWritten = (body: Written, ifNoneMatch: string | undefined): Reply =>
  answer(`"${body.digest}"`, ifNoneMatch, { written: body });

/** The same of a page as it stands, with headers of its own. */
export const cachedText = (text: string, ifNoneMatch: string | undefined, headers: Record<string, string>): Reply =>
  answer(hashed(text), ifNoneMatch, { text, headers });

/** The same of a file. */
export const cachedFile = (
  bytes: Uint8Array,
  ifNoneMatch: string | undefined,
  headers: Record<string, string>,
): Reply => answer(`"${digestOf(bytes)}"`, ifNoneMatch, { bytes, headers });
