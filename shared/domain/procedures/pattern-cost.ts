/** Ways that a text may be tried in against a pattern: this many take some 20 ms. */
export const MOST_TRIES = 10_000_000;

/** A pattern taken apart, as the `u` flag writes it: groups, alternatives, repetitions, and what stands for one character. */
const PARTS =
  /(?<open>\((?:\?(?:<?[=!]|<[^>]+>|[ims-]*:))?)|(?<close>\))|(?<or>\|)|(?<repeat>(?:[*+?]|\{(?<least>\d+)(?<range>,(?<most>\d*))?\})\??)|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|k<[^>]*>|c[a-zA-Z]|\d+|.)|\[(?:\\.|[^\]\\])*\]|./gsu;

type Repetition = { least: number; most: number };

const repetitionOf = ({ repeat, least, range, most }: Record<string, string | undefined>): Repetition => {
  if (least === undefined) {
    return { least: repeat?.startsWith("+") ? 1 : 0, most: repeat?.startsWith("?") ? 1 : Number.POSITIVE_INFINITY };
  }
  if (range === undefined) return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most ? Number(most) : Number.POSITIVE_INFINITY };
};

/** In how many ways something with so many ways of its own can be repeated over a text of this length. */
const repeated = (ways: number, { least, most }: Repetition, length: number): number => {
  let sum = 0;
  for (let times = least; times <= Math.min(most, Math.max(least, length)); times++) {
    sum += ways ** times;
    if (sum === Number.POSITIVE_INFINITY) break;
  }
  return sum;
};

/** What is counted of a group: its alternatives so far, the one that is read, and the part of that read last. */
type Group = { earlier: number; before: number; last: number };

const opened = (): Group => ({ earlier: 0, before: 1, last: 1 });
const waysOf = ({ earlier, before, last }: Group): number => earlier + before * last;
const read = (group: Group, ways: number): void => {
  group.before *= group.last;
  group.last = ways;
};

/**
 * In how many ways a text of this length may be tried against a right pattern before it is refused, at most: no text
 * takes more, most take far fewer. What two alternatives or two repetitions can share is not looked at, so a pattern
 * may be better than its count.
 */
export const triesOf = (pattern: string, length: number): number => {
  const whole = opened();
  const groups = [whole];
  for (const { groups: part = {} } of pattern.matchAll(PARTS)) {
    const group = groups.at(-1) ?? whole;
    if (part.open !== undefined) groups.push(opened());
    else if (part.close !== undefined) {
      groups.pop();
      read(groups.at(-1) ?? whole, waysOf(group));
    } else if (part.or !== undefined) Object.assign(group, { ...opened(), earlier: waysOf(group) });
    else if (part.repeat !== undefined) group.last = repeated(group.last, repetitionOf(part), length);
    else read(group, 1);
  }
  const fromItsStart = pattern.startsWith("^") && whole.earlier === 0;
  return waysOf(whole) * (fromItsStart ? 1 : length + 1);
};
