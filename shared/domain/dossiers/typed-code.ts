/** Codes of every generation: an agency, a day and a number (domain: Circulars 01/2018 and 03/2025/TT-VPCP). */
const CODE = /^[A-Z0-9.]{3,40}-\d{6,8}-\d{4,9}$/;

/** A code as typed or pasted: full width, invisible characters, spaces and any dash do not matter; undefined where it is none. */
export const typedCode = (given: string): string | undefined => {
  const code = given
    .normalize("NFKC")
    .replaceAll(/[\p{Cf}\s]/gu, "")
    .replaceAll(/\p{Pd}/gu, "-")
    .toUpperCase();
  return CODE.test(code) ? code : undefined;
};
