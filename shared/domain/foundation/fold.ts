/**
 * Text for comparison: without tone and vowel marks, `đ` as `d`, in lower case. Composed and decomposed spellings,
 * and both placements of a tone mark (`hoà`, `hòa`), come out the same.
 */
export const fold = (text: string): string =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase();

/** The folded words of a text: runs of letters and digits. */
export const foldedWords = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
