import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { openJournal } from "../journal.ts";

/** The two keys that eSMS gives an account, and the one of our own callback addresses, which it never sees. */
export type EsmsAccount = { apiKey: string; secretKey: string; callbackKey: string };

const hex = (bytes: number): string => randomBytes(bytes).toString("hex").toUpperCase();

/** The account as eSMS knows it; made once, kept in `stateDir`. */
export const esmsAccount = (stateDir: string): EsmsAccount => {
  const journal = openJournal<EsmsAccount>(join(stateDir, "esms-account.jsonl"));
  if (journal.entries.length === 0)
    journal.append({ apiKey: hex(15), secretKey: hex(15), callbackKey: randomBytes(32).toString("hex") });
  return journal.entries.at(-1) as EsmsAccount;
};
