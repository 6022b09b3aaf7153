import SearchableMap from "minisearch/SearchableMap";
import { foldedWords } from "../../domain/foundation/fold.ts";
import { addBit, type Bits, noBits } from "./bits.ts";

/** Which documents have words that begin so: in the name, and anywhere. */
type Beginning = { named: Bits; all: Bits };
type Postings = { named: number[]; all: number[] };
/** The documents of all words, one word after another; a word's begin at its own start. */
type Run = { starts: Uint32Array; documents: Uint32Array };

/** Beginnings kept, of those asked last; two sets of bits each, 1.3 KB at 5,000 procedures. */
const MOST_BEGINNINGS = 1_000;

/** Texts remembered while the words are gathered: those that procedures share are few. */
const MOST_TEXTS = 1_000;

/** Beginnings of so many letters are gathered with the words: thousands of words begin with each. */
const SHORT = 2;

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

const addRun = (bits: Bits, { starts, documents }: Run, word: number): void => {
  const end = starts[word + 1] as number;
  for (let at = starts[word] as number; at < end; at += 1) addBit(bits, documents[at] as number);
};

/**
 * Which documents have a word that begins with a prefix, which is folded. The words are in a radix tree, each with its
 * number. The library's own search ranks by frequency, which no contract of ours asks for and which costs a score a word
 * and document; its tree is what we need.
 */
const beginnings = (postings: ReadonlyMap<string, Postings>, placeOf: Uint32Array): ((prefix: string) => Beginning) => {
  const words = [...postings.keys()];
  const lists = [...postings.values()];
  const run = {
    all: runOf(
      lists.map(({ all }) => all),
      placeOf,
    ),
    named: runOf(
      lists.map(({ named }) => named),
      placeOf,
    ),
  };
  const begun = (): Beginning => ({ named: noBits(placeOf.length), all: noBits(placeOf.length) });
  const add = ({ named, all }: Beginning, word: number): void => {
    addRun(all, run.all, word);
    addRun(named, run.named, word);
  };

  const short = new Map<string, Beginning>();
  for (const [number, word] of words.entries()) {
    const letters = Array.from(word.slice(0, 2 * SHORT)).slice(0, SHORT);
    for (let length = 1; length <= letters.length; length += 1) {
      const prefix = letters.slice(0, length).join("");
      const beginning = short.get(prefix) ?? begun();
      short.set(prefix, beginning);
      add(beginning, number);
    }
  }

  const tree = SearchableMap.from(words.map((word, number): [string, number] => [word, number]));
  const known = new Map<string, Beginning>();
  const gathered = (prefix: string): Beginning => {
    const beginning = begun();
    for (const word of tree.atPrefix(prefix).values()) add(beginning, word);
    return beginning;
  };

  return (prefix) => {
    const ready = short.get(prefix);
    if (ready) return ready;
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
  const append = (list: number[], number: number): void => {
    if (list.at(-1) !== number) list.push(number);
  };

  return {
    add: (number: number, name: string, rest: readonly string[]): void => {
      for (const { named, all } of wordsOf(name)) {
        append(named, number);
        append(all, number);
      }
      for (const text of rest) for (const { all } of wordsOf(text)) append(all, number);
    },
    placed: (placeOf: Uint32Array) => beginnings(postings, placeOf),
  };
};
