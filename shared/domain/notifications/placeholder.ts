/** What a template may ask for, and how many characters of it a message carries at most. */
export const LONGEST = {
  code: 40,
  when: 16,
  due: 16,
  acceptBy: 16,
  answerBy: 16,
  previousDue: 16,
  amount: 13,
  link: 200,
  procedure: 300,
  agency: 150,
  step: 150,
  officer: 80,
  officerTitle: 80,
  blocker: 500,
  name: 120,
  // As long as an officer may write them: a reason is not cut.
  reason: 2_000,
  legalBasis: 2_000,
  items: 45_000,
  outcome: 60,
  method: 80,
  refundWay: 40,
  trackingNumber: 40,
} as const;

export type Placeholder = keyof typeof LONGEST;
export type Filling = Partial<Record<Placeholder, string>>;

const isPlaceholder = (name: string): name is Placeholder => Object.hasOwn(LONGEST, name);

/** Addresses are ours alone to write: a name that holds one must not become a link in somebody's mail. */
const withoutLinks = (text: string): string =>
  text
    // Dots that mail programs read as dots: ideographic, full width, half width, small, one dot leader.
    .replaceAll(/[。．｡﹒․]/g, ".")
    .replaceAll(
      /(?:[a-z][a-z0-9+.-]*:\/\/|\/\/|www\.|(?<![\p{L}\p{N}])\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){3}(?![\p{L}\p{N}]))\S*/giu,
      "",
    )
    .replaceAll(/(?<=[^\s.])\.(?=\p{L}\p{M}*\p{L})/gu, ". ");

/** What is drawn as nothing or turns a text round. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

/** One line of plain text: no control, bidirectional or zero-width characters, no link, at most `longest` long. */
export const plainLine = (text: string, longest: number): string => {
  const line = withoutLinks(text.toWellFormed().normalize("NFC").replaceAll(UNSEEN, " "));
  const cut = Array.from(line.replaceAll(/\s+/g, " ").trim());
  return cut.length <= longest
    ? cut.join("")
    : `${cut
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`;
};

const MADE_BY_US: ReadonlySet<Placeholder> = new Set(["link", "code", "amount"]);

/** What an officer wrote, who may have copied a number that no message may carry. */
const WRITTEN_BY_OFFICERS: ReadonlySet<Placeholder> = new Set(["reason", "legalBasis", "items"]);

/** Nine digits or more in a row, spaces, dots and dashes between them aside. */
const LONG_NUMBER = /(?<![\p{L}\p{N}-])\d(?:[ .-]?\d){8,}(?![\p{L}\p{N}]|[.,-]\p{N})/gu;
/** Money in groups of three, or a telephone number of Viet Nam. */
const MONEY = /^\d{1,3}(?:\.\d{3})+$/;
const TELEPHONE = /^0[2-9]\d{8,9}$/;

/** Without numbers of identity papers and accounts, of which the last two digits are enough to know which is meant. */
const withoutNumbers = (text: string): string =>
  text.replaceAll(LONG_NUMBER, (number) => {
    const digits = number.replaceAll(/\D/g, "");
    return MONEY.test(number) || TELEPHONE.test(digits) ? number : `•••${digits.slice(-2)}`;
  });

const filledValue = (name: Placeholder, filling: Filling): string | undefined => {
  const value = filling[name];
  if (value === undefined || value === "") return undefined;
  // The code, the link and the amount are made by us and mean nothing when cut or altered.
  if (MADE_BY_US.has(name)) return value;
  const line = plainLine(value, LONGEST[name]);
  return WRITTEN_BY_OFFICERS.has(name) ? withoutNumbers(line) : line;
};

/**
 * A template's text with its placeholders filled, once: what a value holds is never read as a template. Undefined
 * where the filling lacks one. Throws RangeError for a placeholder that is not on the list.
 */
export const fill = (template: string, filling: Filling): string | undefined => {
  let complete = true;
  const text = template.replaceAll(/\{(\w*)\}/g, (_, name: string) => {
    if (!isPlaceholder(name)) throw new RangeError(`no such placeholder: {${name}}`);
    const value = filledValue(name, filling);
    if (value === undefined) complete = false;
    return value ?? "";
  });
  return complete ? text : undefined;
};
