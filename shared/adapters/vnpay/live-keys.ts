import type { Secret, SecretReader } from "../secrets/secret.ts";
import { vnpayMerchant } from "./merchant.ts";

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
 * What `read` makes of a signed text with the current and the pending key. Where it does not hold it is tried once
 * more with fresh keys, so that a rotation begun since the last read refuses nothing genuine.
 *
 * @param holds whether the signature did.
 */
export const underLiveKeys = async <Read>(
  secrets: SecretReader,
  secretId: string,
  read: (keys: readonly string[]) => Read,
  holds: (read: Read) => boolean,
): Promise<Read> => {
  const known = read(keysOf(await secrets.readWithPending(secretId)));
  if (holds(known)) return known;
  return read(keysOf(await secrets.readWithPending(secretId, RECHECK_MS)));
};
