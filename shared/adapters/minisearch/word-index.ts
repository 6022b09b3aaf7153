import SearchableMap from "minisearch/SearchableMap";
import { foldedWords } from "../../domain/foundation/fold.ts";
import { addBit, type Bits, noBits } from "./bits.ts";

/** A document by its number. */
type Document = { at: number; name: string; rest: readonly string[] };
/** Which documents have words that begin so: in the name, and anywhere. */
type Beginning = { named: Bits; all: Bits };
type Postings = { named: number[]; all: number[] };

/** Beginnings kept, of those asked last; two sets of bits each, 1.3 KB at 5,000 procedures. */
const MOST_BEGINNINGS = 1_000;

/** Texts remembered while the tree is made: those that procedures share are few. */
const MOST_TEXTS = 1_000;

const treeOf = (documents: Iterable<Document>): SearchableMap<Postings> => {
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
    if (texts.size >= MOST_TEXTS) texts.clear();
    texts.set(text, found);
    return found;
  };

  const note = (list: number[], at: number): void => {
    if (list.at(-1) !== at) list.push(at);
  };
  for (const { at, name, rest } of documents) {
    for (const { named, all } of wordsOf(name)) {
      note(named, at);
      note(all, at);
    }
    for (const text of rest) for (const { all } of wordsOf(text)) note(all, at);
  }
  return SearchableMap.from(postingsOf);
};

/**
 * Which of so many documents have a word that begins with a prefix, which is folded. The words are in a radix tree, each
 * with the documents that have it. The library's own search ranks by frequency, which no contract of ours asks for and
 * which costs a score a word and document; its tree is what we need.
 */
export const wordIndex = (size: number, documents: Iterable<Document>): ((prefix: string) => Beginning) => {
  const tree = treeOf(documents);
  const known = new Map<string, Beginning>();

  const gathered = (prefix: string): Beginning => {
    const [named, all] = [noBits(size), noBits(size)];
    for (const postings of tree.atPrefix(prefix).values()) {
      for (const at of postings.all) addBit(all, at);
      for (const at of postings.named) addBit(named, at);
    }
    return { named, all };
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
