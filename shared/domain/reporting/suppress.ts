/** A group of dossiers, of the groups below it. `returned` is how many could be rated; everybody may know that. */
export type Rated = { returned: number; responses: number; below: readonly Rated[] };

/** Ratings of fewer people than this are theirs alone. */
export const LEAST_RESPONSES = 5;

/** Few enough to guess who said what. Where there was nothing to rate, that nobody did is no secret. */
const isFew = ({ returned, responses }: Rated): boolean =>
  responses < LEAST_RESPONSES && (returned > 0 || responses > 0);

const responsesOf = (groups: Iterable<Rated>): number => {
  let sum = 0;
  for (const { responses } of groups) sum += responses;
  return sum;
};

/**
 * The groups whose ratings are not told: those of few, and as many more as it takes that nobody can compute these from
 * what is told. Under a group that is told, what is not told is together of `LEAST_RESPONSES` responses
 * at least, and so of two groups, or of no response at all; the smallest are taken first. Under a group that is not told nothing is told.
 * Within one report: reports of other periods may be held against it, and what all say is told of each of them.
 */
export const suppressedIn = (group: Rated): ReadonlySet<Rated> => {
  const suppressed = new Set<Rated>();
  const suppressAll = (one: Rated): void => {
    // Where there is nothing to rate nothing is hidden, and hiding it would hide nothing else either.
    if (one.returned > 0 || one.responses > 0) suppressed.add(one);
    for (const lower of one.below) suppressAll(lower);
  };
  const look = (one: Rated): void => {
    if (isFew(one)) {
      suppressAll(one);
      return;
    }
    const hidden = new Set(one.below.filter(isFew));
    const smallestFirst = one.below
      .filter((lower) => !hidden.has(lower) && lower.responses > 0)
      .sort((a, b) => a.responses - b.responses);
    for (const next of smallestFirst) {
      const together = responsesOf(hidden);
      if (together === 0 || together >= LEAST_RESPONSES) break;
      hidden.add(next);
    }
    for (const lower of one.below) {
      if (hidden.has(lower)) suppressAll(lower);
      else look(lower);
    }
  };
  look(group);
  return suppressed;
};
