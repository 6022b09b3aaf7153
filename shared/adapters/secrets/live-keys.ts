import type { Secret, SecretReader } from "./secret.ts";

/** How old a copy of the keys may be once a signature has failed under it. Bounds what a flood of forgeries costs. */
const RECHECK_MS = 15_000;

const keysOf = <Key>({ current, pending }: Secret, keyOf: (secret: string) => Key): Key[] => {
  const keys = [keyOf(current)];
  // A rotation may stage its new version before it is filled: that must not stop the current key.
  try {
    if (pending !== undefined) keys.push(keyOf(pending));
  } catch {
    return keys;
  }
  return keys;
};

/**
 * What `read` makes of a signed text with the current and the pending key. Where it does not hold it is tried once
 * more with fresh keys, so that a rotation begun since the last read refuses nothing genuine.
 *
 * @param keyOf the key in a secret's text. Throws where there is none.
 * @param holds whether the signature did.
 */
export const underLiveKeys = async <Key, Read>(
  { secrets, secretId, keyOf }: { secrets: SecretReader; secretId: string; keyOf: (secret: string) => Key },
  read: (keys: readonly Key[]) => Read,
  holds: (read: Read) => boolean,
): Promise<Read> => {
  const known = read(keysOf(await secrets.readWithPending(secretId), keyOf));
  if (holds(known)) return known;
  return read(keysOf(await secrets.readWithPending(secretId, RECHECK_MS), keyOf));
};
