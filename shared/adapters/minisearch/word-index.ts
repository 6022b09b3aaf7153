import SearchableMap from "minisearch/SearchableMap";
import { foldedWords } from "../../domain/foundation/fold.ts";
import { addBit, type Bits, noBits } from "./bits.ts";

/** Which documents have words that begin so: in the name, and anywhere. */
type Beginning = { named: Bits; all: Bits };
type Postings = { named: number[]; all: number[] };

/** Beginnings kept, of those asked last; two sets of bits each, 1.3 KB at 5,000 procedures. */
const MOST_BEGINNINGS = 1_000;

/** Folds a text once, however many procedures share it: form fields and legal bases do. */
const foldedOnce = () => {
  const known = new Map<string, readonly string[]>();
  return (text: string): readonly string[] => {
    let words = known.get(text);
    if (!words) {
      words = [...new Set(foldedWords(text))];
      known.set(text, words);
    }
    return words;
  };
};

/**
 * The words of all documents in a radix tree, each with the documents that have it. The library's own search ranks by
 * frequency, which no contract of ours asks for and which costs a score a word and document; its tree is what we need.
 */
export const wordIndex = (documents: readonly { name: string; rest: readonly string[] }[]) => {
  const words = foldedOnce();
  const tree = new SearchableMap<Postings>();
  documents.forEach(({ name, rest }, at) => {
    const named = new Set(words(name));
    for (const word of new Set([...named, ...rest.flatMap(words)])) {
      const postings = tree.fetch(word, () => ({ named: [], all: [] }));
      postings.all.push(at);
      if (named.has(word)) postings.named.push(at);
    }
  });
  const known = new Map<string, Beginning>();

  const gathered = (prefix: string): Beginning => {
    const [named, all] = [noBits(documents.length), noBits(documents.length)];
    for (const postings of tree.atPrefix(prefix).values()) {
      for (const at of postings.all) addBit(all, at);
      for (const at of postings.named) addBit(named, at);
    }
    return { named, all };
  };

  /** The documents with a word that begins with `prefix`, which is folded. */
  return (prefix: string): Beginning => {
    const found = known.get(prefix) ?? gathered(prefix);
    known.delete(prefix);
    known.set(prefix, found);
    const [oldest] = known.keys();
    if (known.size > MOST_BEGINNINGS && oldest !== undefined) known.delete(oldest);
    return found;
  };
};
