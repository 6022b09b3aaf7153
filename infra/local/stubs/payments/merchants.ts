import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { join } from "node:path";
import { openJournal } from "../journal.ts";

/** What VNPAY gives a merchant: an eight-character terminal code and the secret both sides sign with. */
export type VnpayMerchant = { tmnCode: string; hashSecret: string };
/** A payment channel of payOS: two keys that name the caller, the key both sides sign with, the account paid into. */
export type PayosMerchant = { clientId: string; apiKey: string; checksumKey: string; accountNumber: string };
/** What MoMo gives a partner; `accessKey` is part of what is signed, `secretKey` signs. */
export type MomoMerchant = { partnerCode: string; accessKey: string; secretKey: string };

type Merchants = { vnpay: VnpayMerchant; payos: PayosMerchant; momo: MomoMerchant };
export type ProviderName = keyof Merchants;
export const PROVIDERS: readonly ProviderName[] = ["vnpay", "payos", "momo"];

/** How a merchant's data of each provider is made, and what they may be changed to. */
type Kind<M> = { make: () => M; allowed: { [Field in keyof M]?: RegExp } };

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const random = (length: number, letters = LETTERS): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join("");

const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const KINDS: { [Name in ProviderName]: Kind<Merchants[Name]> } = {
  vnpay: {
    make: () => ({ tmnCode: "MOTCUA01", hashSecret: random(32, UPPER) }),
    allowed: { hashSecret: /^[A-Z0-9]{32}$/ },
  },
  payos: {
    make: () => ({
      clientId: randomUUID(),
      apiKey: randomUUID(),
      checksumKey: randomBytes(32).toString("hex"),
      accountNumber: "113366668888",
    }),
    allowed: { clientId: UUID, apiKey: UUID, checksumKey: /^[0-9a-f]{64}$/, accountNumber: /^[0-9A-Z]{6,19}$/ },
  },
  momo: {
    make: () => ({ partnerCode: "MOMOMOTCUA", accessKey: random(16), secretKey: random(32) }),
    allowed: {
      partnerCode: /^[A-Za-z0-9_]{4,20}$/,
      accessKey: /^[A-Za-z0-9]{8,32}$/,
      secretKey: /^[A-Za-z0-9]{16,64}$/,
    },
  },
};

export type MerchantRecord<M> = {
  now(): M;
  /** The provider changes what it holds, as at a rotation agreed with it; undefined where `change` is not allowed. */
  change(change: Record<string, unknown> | undefined): M | undefined;
};

/** The merchant as the provider knows it; made once, kept in `stateDir`. */
export const openMerchant = <Name extends ProviderName>(
  stateDir: string,
  name: Name,
): MerchantRecord<Merchants[Name]> => {
  const { make, allowed } = KINDS[name];
  const journal = openJournal<Merchants[Name]>(join(stateDir, `${name}-merchant.jsonl`));
  if (journal.entries.length === 0) journal.append(make());
  const now = (): Merchants[Name] => journal.entries.at(-1) as Merchants[Name];
  return {
    now,
    change: (change) => {
      const fields = Object.entries(change ?? {});
      const valid = fields.every(
        ([field, value]) =>
          typeof value === "string" && (allowed as Record<string, RegExp | undefined>)[field]?.test(value) === true,
      );
      if (fields.length === 0 || !valid) return undefined;
      journal.append({ ...now(), ...change });
      return now();
    },
  };
};

/** In words, what `PUT …/merchant` takes. */
export const changeableFields = (name: ProviderName): string =>
  `One or more of ${Object.entries(KINDS[name].allowed)
    .map(([field, pattern]) => `"${field}": ${String(pattern)}`)
    .join(", ")}`;
