import { randomInt } from "node:crypto";
import { join } from "node:path";
import { openJournal } from "./journal.ts";

/** What VNPAY gives a merchant: an eight-character terminal code and the secret both sides sign with. */
export type Merchant = { tmnCode: string; hashSecret: string };

const SECRET_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

const newSecret = (): string =>
  Array.from({ length: 32 }, () => SECRET_LETTERS[randomInt(SECRET_LETTERS.length)]).join("");

/** The merchant as the provider knows it now; made once, kept in `stateDir`. */
export const merchantOf = (stateDir: string): Merchant => {
  const journal = openJournal<Merchant>(join(stateDir, "vnpay-merchant.jsonl"));
  const known = journal.entries.at(-1);
  if (known !== undefined) return known;
  const merchant = { tmnCode: "MOTCUA01", hashSecret: newSecret() };
  journal.append(merchant);
  return merchant;
};

/** The provider changes the merchant's secret, as at a rotation agreed with it. */
export const changeMerchantSecret = (stateDir: string, hashSecret: string): Merchant => {
  const merchant = { ...merchantOf(stateDir), hashSecret };
  openJournal<Merchant>(join(stateDir, "vnpay-merchant.jsonl")).append(merchant);
  return merchant;
};
