import SearchableMap from "minisearch/SearchableMap";
import { foldedWords } from "../../domain/foundation/fold.ts";
import { addBit, type Bits, noBits } from "./bits.ts";

/** Which documents have words that begin so: in the name, and anywhere. */
type Beginning = { named: Bits; all: Bits };
/** The documents of all words, one word after another; a word's begin at its own start. */
type Run = { starts: Uint32Array; documents: Uint32Array };

/** Beginnings kept, of those asked last; two sets of bits each, 1.3 KB at 5,000 procedures. */
const MOST_BEGINNINGS = 1_000;

/** Texts remembered while the words are gathered: those that procedures share are few. */
const MOST_TEXTS = 1_000;

/** Pairs of word and document that there is room for at first: some hundred procedures. */
const FIRST_PAIRS = 16_384;

/** Beginnings of so many letters are gathered with the words: thousands of words begin with each. */
const SHORT = 2;

/** Which word stands in which document, in the order it was noted: two numbers each, and no list a word. */
const gatherPairs = () => {
  let words = new Uint32Array(FIRST_PAIRS);
  let documents = new Uint32Array(FIRST_PAIRS);
  let length = 0;
  /** A document that a word was noted of last; documents come one after another. */
  const last: number[] = [];
  const grown = (list: Uint32Array): Uint32Array<ArrayBuffer> => {
    const more = new Uint32Array(list.length * 2);
    more.set(list);
    return more;
  };
  return {
    add: (word: number, document: number): void => {
      if (last[word] === document) return;
      last[word] = document;
      if (length === words.length) [words, documents] = [grown(words), grown(documents)];
      words[length] = word;
      documents[length] = document;
      length += 1;
    },
    run: (count: number, placeOf: Uint32Array): Run => {
      const starts = new Uint32Array(count + 1);
      for (let at = 0; at < length; at += 1)
        starts[(words[at] as number) + 1] = (starts[(words[at] as number) + 1] as number) + 1;
      for (let word = 0; word < count; word += 1)
        starts[word + 1] = (starts[word + 1] as number) + (starts[word] as number);
      const next = starts.slice();
      const placed = new Uint32Array(length);
      for (let at = 0; at < length; at += 1) {
        const word = words[at] as number;
        placed[next[word] as number] = placeOf[documents[at] as number] as number;
        next[word] = (next[word] as number) + 1;
      }
      return { starts, documents: placed };
    },
  };
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
const beginnings = (
  words: readonly string[],
  run: { all: Run; named: Run },
  placeOf: Uint32Array,
): ((prefix: string) => Beginning) => {
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
  const numbers = new Map<string, number>();
  const texts = new Map<string, readonly number[]>();
  const [all, named] = [gatherPairs(), gatherPairs()];

  /** The numbers of a text's words. A text is folded once, however many procedures share it: form fields do. */
  const wordsOf = (text: string): readonly number[] => {
    let found = texts.get(text);
    if (found) return found;
    found = foldedWords(text).map((word) => {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      return number;
    });
    if (texts.size >= MOST_TEXTS) texts.clear();
    texts.set(text, found);
    return found;
  };

  return {
    add: (document: number, name: string, rest: readonly string[]): void => {
      for (const word of wordsOf(name)) {
        named.add(word, document);
        all.add(word, document);
      }
      for (const text of rest) for (const word of wordsOf(text)) all.add(word, document);
    },
    placed: (placeOf: Uint32Array) => {
      const words = [...numbers.keys()];
      const run = { all: all.run(words.length, placeOf), named: named.run(words.length, placeOf) };
      return beginnings(words, run, placeOf);
    },
  };
};
