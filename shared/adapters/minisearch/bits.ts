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

/** The first number of the set from `at` on that `wanted` lets pass, or -1. */
export const nextBit = (bits: Bits, at: number, wanted: (at: number) => boolean): number => {
  let rest = at;
  while (rest < bits.length * 32) {
    const word = ((bits[rest >>> 5] as number) >>> (rest & 31)) | 0;
    if (word === 0) {
      rest = (rest | 31) + 1;
      continue;
    }
    rest += 31 - Math.clz32(word & -word);
    if (wanted(rest)) return rest;
    rest += 1;
  }
  return -1;
};
