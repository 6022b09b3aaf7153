/** eSMS's codes that mean more than yes or no, developers.esms.vn "Bảng mã lỗi". */
export const CODE = {
  taken: "100",
  /** Of an inquiry: nothing under what was asked for, or too new to be shown. */
  notFound: "105",
  /** The RequestId was sent before, on the same day. */
  repeated: "124",
} as const;

/**
 * About this recipient or these words, however often they are sent: the number is blocked (99) or is none (108), the
 * words are no registered template of the sender (146).
 *
 * Every other code is about the account and what was agreed for it: keys (101), prices (102), balance (103), sender
 * (104), our address (140), a network where the sender is not registered (177), the kind of message (118, 300). So is
 * a code that no table names.
 */
const ABOUT_MESSAGE: ReadonlySet<string> = new Set(["99", "108", "146"]);

export const isAboutMessage = (code: string): boolean => ABOUT_MESSAGE.has(code);

/** `SendStatus` of messages and reports, developers.esms.vn "Callback Url". */
export const STATUS = {
  /** By eSMS or a network, before it was sent. */
  refused: "4",
  /** The numbers of those that arrived and that did not stand beside it. */
  done: "5",
} as const;
