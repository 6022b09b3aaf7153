import { foldedWords } from "../../domain/foundation/fold.ts";
import { addBit, type Bits, noBits } from "./bits.ts";

/** Which documents have words that begin so: in the name, and anywhere. */
type Beginning = { named: Bits; all: Bits };
type Postings = { named: number[]; all: number[] };
/** The documents of all words, one word after another in their order; a word's begin at its own start. */
type Run = { starts: Uint32Array; documents: Uint32Array };

/** Beginnings kept, of those asked last; two sets of bits each, 1.3 KB at 5,000 procedures. */
const MOST_BEGINNINGS = 1_000;

/** Texts remembered while the words are gathered: those that procedures share are few. */
const MOST_TEXTS = 1_000;

const runOf = (lists: readonly (readonly number[])[], placeOf: Uint32Array): Run => {
  const starts = new Uint32Array(lists.length + 1);
  for (const [word, list] of lists.entries()) starts[word + 1] = (starts[word] as number) + list.length;
  const documents = new Uint32Array(starts.at(-1) ?? 0);
  let next = 0;
  for (const list of lists) {
    for (const number of list) {
      documents[next] = placeOf[number] as number;
      next += 1;
    }
  }
  return { starts, documents };
};

/** The documents of the words from one on up to another. */
const gather = ({ starts, documents }: Run, from: number, to: number, size: number): Bits => {
  const bits = noBits(size);
  const end = starts[to] as number;
  for (let at = starts[from] as number; at < end; at += 1) addBit(bits, documents[at] as number);
  return bits;
};

/** The first of a sorted list for which `reached` holds, as it does for all after it; the length where there is none. */
const firstThat = (words: readonly string[], reached: (word: string) => boolean): number => {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(words[middle] as string)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/**
 * Which documents have a word that begins with a prefix, which is folded. Words that begin alike are neighbours in their
 * order, and so are their documents: a beginning is two cuts and one walk, however short it is.
 */
const beginnings = (postings: ReadonlyMap<string, Postings>, placeOf: Uint32Array): ((prefix: string) => Beginning) => {
  const sorted = [...postings].sort(([a], [b]) => (a < b ? -1 : 1));
  const words = sorted.map(([word]) => word);
  const all = runOf(
    sorted.map(([, own]) => own.all),
    placeOf,
  );
  const named = runOf(
    sorted.map(([, own]) => own.named),
    placeOf,
  );
  const size = placeOf.length;
  const known = new Map<string, Beginning>();

  const gathered = (prefix: string): Beginning => {
    const from = firstThat(words, (word) => word >= prefix);
    const to = firstThat(words, (word) => word > prefix && !word.startsWith(prefix));
    return { named: gather(named, from, to, size), all: gather(all, from, to, size) };
  };

  return (prefix) => {
    const found = known.get(prefix) ?? gathered(prefix);
    known.delete(prefix);
    known.set(prefix, found);
    const [oldest] = known.keys();
    if (known.size > MOST_BEGINNINGS && oldest !== undefined) known.delete(oldest);
    return found;
  };
};

/** The words of documents, which come one after another by their numbers and are found by the places given at the end. */
export const gatherWords = () => {
  const postings = new Map<string, Postings>();
  const texts = new Map<string, readonly Postings[]>();

  /** The postings of a text's words. A text is folded once, however many procedures share it: form fields do. */
  const wordsOf = (text: string): readonly Postings[] => {
    let found = texts.get(text);
    if (found) return found;
    found = foldedWords(text).map((word) => {
      const own = postings.get(word) ?? { named: [], all: [] };
      postings.set(word, own);
      return own;
    });
    if (texts.size >= MOST_TEXTS) texts.clear();
    texts.set(text, found);
    return found;
  };
  const note = (list: number[], number: number): void => {
    if (list.at(-1) !== number) list.push(number);
  };

  return {
    add: (number: number, name: string, rest: readonly string[]): void => {
      for (const { named, all } of wordsOf(name)) {
        note(named, number);
        note(all, number);
      }
      for (const text of rest) for (const { all } of wordsOf(text)) note(all, number);
    },
    placed: (placeOf: Uint32Array) => beginnings(postings, placeOf),
  };
};
