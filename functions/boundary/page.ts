import * as z from "zod";
import type { PageRequest } from "../../shared/domain/dossiers/dossier-record.ts";
import { type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { WholeNumber } from "./query.ts";

/** Members of every list's query. */
export const PageQuery = {
  limit: WholeNumber(1, 100).default(20),
  cursor: z.string().max(400).optional(),
};

/** Where a page ends: an index sort key, `<instant>#<dossier id>`, after a `~` where the dossier waits. */
const SORT_KEY = /^~?[0-9TZ:.-]{4,24}#[a-z2-7]{16}$/;

export const cursorOf = (next: string | null): string | null =>
  next === null ? null : Buffer.from(next).toString("base64url");

/** The page asked for; a cursor that we never gave is refused. `place`: what the list's own places look like. */
export const pageOf = (
  query: { limit: number; cursor?: string | undefined },
  place: RegExp = SORT_KEY,
): PageRequest | Refusal => {
  if (query.cursor === undefined) return { limit: query.limit, after: undefined };
  const after = Buffer.from(query.cursor, "base64url").toString();
  return place.test(after) && cursorOf(after) === query.cursor
    ? { limit: query.limit, after }
    : refuse("cursor-invalid");
};
