import {
  type DossierLinks,
  lookupSecretOf,
  trackingTokenOf,
  trackingUrlOf,
} from "../../domain/dossiers/dossier-secrets.ts";
import { dossierKeys } from "./dossier-keys.ts";
import type { SecretReader } from "./secret.ts";

/** Lookup secrets and tracking links, derived with the key that Secrets Manager holds. */
export const dossierLinks = (secrets: SecretReader, secretId: string, origin: string): DossierLinks => {
  const hmacOf = dossierKeys(secrets, secretId);
  return {
    of: async (dossier) => {
      const hmac = await hmacOf(dossier.keyVersion);
      return {
        lookupSecret: lookupSecretOf(dossier, hmac),
        trackingToken: trackingTokenOf(dossier, hmac),
        trackingUrl: trackingUrlOf(origin, dossier, hmac),
      };
    },
  };
};
