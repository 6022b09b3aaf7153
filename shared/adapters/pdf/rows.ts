/** A strip of a page that is never split. */
export type Row = {
  height: number;
  draw: (top: number) => void;
  /** Never the last of a page: it belongs to the row after it. */
  glued?: boolean;
  /** Drawn again above this row where it comes first on a page: the head of a table. */
  head?: Row;
};

export type Placed = { page: number; top: number; row: Row };

/** Rows that stand together: each but the last is glued to the next. */
const clusters = (rows: readonly Row[]): Row[][] => {
  const found: Row[][] = [[]];
  for (const row of rows) {
    found.at(-1)?.push(row);
    if (!row.glued) found.push([]);
  }
  return found.filter((cluster) => cluster.length > 0);
};

const heightOf = (rows: readonly Row[]): number => rows.reduce((sum, { height }) => sum + height, 0);

/**
 * Lays rows onto pages from `top` to `bottom`: what is glued goes to the next page together, unless it is longer than a
 * page itself.
 */
export const paginate = (rows: readonly Row[], top: number, bottom: number): Placed[] => {
  const placed: Placed[] = [];
  let page = 0;
  let at = top;
  const put = (row: Row): void => {
    placed.push({ page, top: at, row });
    at += row.height;
  };
  const turn = (next: Row): void => {
    page += 1;
    at = top;
    if (next.head) put(next.head);
  };
  for (const cluster of clusters(rows)) {
    const [first] = cluster;
    if (first && at > top && at + heightOf(cluster) > bottom) {
      const fitsAlone = heightOf(cluster) <= bottom - top;
      if (fitsAlone || at + first.height > bottom) turn(first);
    }
    for (const row of cluster) {
      if (at > top && at + row.height > bottom) turn(row);
      put(row);
    }
  }
  return placed;
};
