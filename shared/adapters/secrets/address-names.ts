import { addressNameOf } from "../../domain/notifications/address-name.ts";
import type { NameAddress } from "../../domain/notifications/caps.ts";
import { dossierKeys } from "./dossier-keys.ts";
import type { SecretReader } from "./secret.ts";

/** The first key stays for as long as a dossier names it, and a name lasts for one day. */
const KEY_VERSION = 1;

/** Names of addresses, by an HMAC under the key that Secrets Manager holds. */
export const addressNames = (secrets: SecretReader, secretId: string): NameAddress => {
  const hmacOf = dossierKeys(secrets, secretId);
  return async (channel, address, at) => addressNameOf(channel, address, at, await hmacOf(KEY_VERSION));
};
