/**
 * Text for comparison, in lower case: without tone and vowel marks and what is invisible, `đ` as `d`, `²` and full-width
 * `２` as `2`. Composed and decomposed spellings, and both placements of a tone mark (`hoà`, `hòa`), come out the same.
 */
export const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .replaceAll(/[đĐ]/g, "d")
    .toLowerCase();

/** The folded words of a text: runs of letters and digits. */
export const foldedWords = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
