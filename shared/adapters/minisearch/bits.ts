/** A set of small numbers, 32 to a word; signed, since unsigned words leave the integers that V8 counts fast with. */
export type Bits = Int32Array;

export const noBits = (size: number): Bits => new Int32Array(Math.ceil(size / 32));

export const allBits = (size: number): Bits => {
  const bits = noBits(size).fill(-1);
  const rest = size % 32;
  if (rest > 0) bits[bits.length - 1] = (1 << rest) - 1;
  return bits;
};

export const hasBit = (bits: Bits, at: number): boolean => (((bits[at >>> 5] as number) >>> (at & 31)) & 1) === 1;

export const addBit = (bits: Bits, at: number): void => {
  bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31));
};

/** Leaves in the first what the second has too. */
export const keepCommon = (bits: Bits, other: Bits): Bits => {
  for (let word = 0; word < bits.length; word += 1) bits[word] = (bits[word] as number) & (other[word] as number);
  return bits;
};

/** Bits set in a word, counted in parallel (Warren, Hacker's Delight, 5-1). */
const ones = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

export const countCommon = (bits: Bits, other: Bits): number => {
  let sum = 0;
  for (let word = 0; word < bits.length; word += 1) sum += ones((bits[word] as number) & (other[word] as number));
  return sum;
};

/** The first number from `at` on that is in the one set and, as `wanted` says, in the other or not in it; or -1. */
export const nextBit = (bits: Bits, other: Bits, wanted: boolean, at: number): number => {
  const turned = wanted ? 0 : -1;
  let kept = -1 << (at & 31);
  for (let word = at >>> 5; word < bits.length; word += 1) {
    const rest = (bits[word] as number) & ((other[word] as number) ^ turned) & kept;
    if (rest !== 0) return word * 32 + 31 - Math.clz32(rest & -rest);
    kept = -1;
  }
  return -1;
};
