import { base32 } from "../../domain/foundation/base32.ts";
import { sha256 } from "../crypto/digest.ts";

/** A file waiting for its verdict; the id begins with the dossier's. */
export const quarantineKey = (documentId: string): string => `quarantine/${documentId}`;

export const documentOfKey = (key: string): string | undefined =>
  /^quarantine\/([a-z2-7]{16}-[a-z2-7]{12})$/.exec(key)?.[1];

/** A clean file, named by its owner and its bytes: the same bytes are the same object, and no others take its place. */
export const documentKey = (owner: string, fileSha256: string): string =>
  `documents/${base32(sha256(`owner\n${owner}`)).slice(0, 26)}/${fileSha256}`;
