/** GSM 03.38 default alphabet: one septet each. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Reached through an escape: two septets each. */
const EXTENDED = new Set("^{}\\[~]|€\f");

/** Septets of one part. */
export const ONE_PART = 160;

/** How many septets a text takes; undefined where GSM-7 cannot carry it and the whole message would turn to UCS-2. */
export const septetsOf = (text: string): number | undefined => {
  let septets = 0;
  for (const character of text) {
    if (BASIC.has(character)) septets += 1;
    else if (EXTENDED.has(character)) septets += 2;
    else return undefined;
  }
  return septets;
};

const PLAIN: Record<string, string> = {
  đ: "d",
  Đ: "D",
  "–": "-",
  "—": "-",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "…": "...",
};

const MARKS = /\p{M}/gu;
/** All but what both alphabets have: every character of ASCII that is printed, save the grave accent. */
const OTHERS = /[^\n\r -_a-~]/gu;

/** Without diacritics, as Vietnamese is written in SMS; what GSM-7 still cannot carry becomes `?`. */
export const withoutDiacritics = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(MARKS, "")
    .replaceAll(OTHERS, (character) => {
      const plain = PLAIN[character] ?? character;
      return septetsOf(plain) === undefined ? "?" : plain;
    });
