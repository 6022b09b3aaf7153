import { type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";

export type Page<T> = { items: T[]; next: string | null };

/** Cursors name the last item given. */
export const cursorAfter = (id: string | null): string | null =>
  id === null ? null : Buffer.from(id).toString("base64url");
export const lastOf = (cursor: string | undefined): string | undefined =>
  cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString();

/**
 * One page of a list that is whole in memory. A cursor that names no item of this list is refused.
 */
export const pageAfter = <T>(
  items: readonly T[],
  idOf: (item: T) => string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Page<T> | Refusal => {
  const last = lastOf(cursor);
  const start = last === undefined ? 0 : items.findIndex((item) => idOf(item) === last) + 1;
  if (last !== undefined && start === 0) return refuse("cursor-invalid");
  const page = items.slice(start, start + limit);
  const end = page.at(-1);
  const more = end !== undefined && start + limit < items.length;
  return { items: page, next: more ? cursorAfter(idOf(end)) : null };
};
