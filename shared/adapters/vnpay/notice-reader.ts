import type { Secret, SecretReader } from "../secrets/secret.ts";
import { vnpayMerchant } from "./merchant.ts";
import { type ParsedNotice, parseVnpayNotice } from "./notice.ts";

/** How old a copy of the keys may be once a signature has failed under it. Bounds what a flood of forgeries costs. */
const RECHECK_MS = 15_000;

const keysOf = ({ current, pending }: Secret): string[] => {
  const keys = [vnpayMerchant(current).hashSecret];
  // A rotation may stage its new version before it is filled: that must not stop the current key.
  try {
    if (pending !== undefined) keys.push(vnpayMerchant(pending).hashSecret);
  } catch {
    return keys;
  }
  return keys;
};

/**
 * Reads VNPAY's calls with the current and the pending key. A signature that fails is tried once more with fresh
 * keys, so that a rotation begun since the last read refuses no genuine call.
 */
export const vnpayNoticeReader =
  (secrets: SecretReader, secretId: string) =>
  async (rawQuery: string): Promise<ParsedNotice> => {
    const known = parseVnpayNotice(rawQuery, keysOf(await secrets.readWithPending(secretId)));
    if (known.valid) return known;
    return parseVnpayNotice(rawQuery, keysOf(await secrets.readWithPending(secretId, RECHECK_MS)));
  };
