import SearchableMap from "minisearch/SearchableMap";
import { foldedWords } from "../../domain/foundation/fold.ts";
import { addBit, type Bits, noBits } from "./bits.ts";

/** Which documents have words that begin so: in the name, and anywhere. */
type Beginning = { named: Bits; all: Bits };
type Postings = { named: number[]; all: number[] };

/** Beginnings kept, of those asked last; two sets of bits each, 1.3 KB at 5,000 procedures. */
const MOST_BEGINNINGS = 1_000;

/**
 * The words of all documents in a radix tree, each with the documents that have it. The library's own search ranks by
 * frequency, which no contract of ours asks for and which costs a score a word and document; its tree is what we need.
 */
export const wordIndex = (documents: readonly { name: string; rest: readonly string[] }[]) => {
  const postingsOf = new Map<string, Postings>();
  const texts = new Map<string, readonly Postings[]>();

  /** The postings of a text's words. A text is folded once, however many procedures share it: form fields do. */
  const wordsOf = (text: string): readonly Postings[] => {
    let found = texts.get(text);
    if (found) return found;
    found = foldedWords(text).map((word) => {
      const postings = postingsOf.get(word) ?? { named: [], all: [] };
      postingsOf.set(word, postings);
      return postings;
    });
    texts.set(text, found);
    return found;
  };

  const note = (list: number[], at: number): void => {
    if (list.at(-1) !== at) list.push(at);
  };
  documents.forEach(({ name, rest }, at) => {
    for (const { named, all } of wordsOf(name)) {
      note(named, at);
      note(all, at);
    }
    for (const text of rest) for (const { all } of wordsOf(text)) note(all, at);
  });
  const tree = SearchableMap.from(postingsOf) as SearchableMap<Postings>;
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
