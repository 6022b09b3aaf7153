import { type Refusal, refuse } from "../../shared/domain/foundation/refusal.ts";

export type Page<T> = { items: T[]; next: string | null };

/**
 * One page of a list that is whole in memory. The cursor names the last item given; one that names no item of this
 * list is refused.
 */
export const pageAfter = <T>(
  items: readonly T[],
  idOf: (item: T) => string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Page<T> | Refusal => {
  const last = cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString();
  const start = last === undefined ? 0 : items.findIndex((item) => idOf(item) === last) + 1;
  if (last !== undefined && start === 0) return refuse("cursor-invalid");
  const page = items.slice(start, start + limit);
  const end = page.at(-1);
  const more = end !== undefined && start + limit < items.length;
  return { items: page, next: more ? Buffer.from(idOf(end)).toString("base64url") : null };
};
