import * as z from "zod";
import {
  type DossierLinks,
  keyNameOf,
  lookupSecretOf,
  trackingTokenOf,
  trackingUrlOf,
} from "../../domain/dossiers/dossier-secrets.ts";
import { hmacUnder } from "../crypto/digest.ts";
import type { SecretReader } from "./secret.ts";

const DossierKeys = z.record(z.string(), z.string().min(16));

/** Lookup secrets and tracking links, derived with the key that Secrets Manager holds. */
export const dossierLinks = (secrets: SecretReader, secretId: string, origin: string): DossierLinks => ({
  of: async (dossier) => {
    const { current } = await secrets.read(secretId);
    const key = DossierKeys.parse(JSON.parse(current))[keyNameOf(dossier.keyVersion)];
    if (key === undefined) throw new Error(`the secret has no key of version ${dossier.keyVersion}`);
    const hmac = hmacUnder(key);
    return {
      lookupSecret: lookupSecretOf(dossier, hmac),
      trackingToken: trackingTokenOf(dossier, hmac),
      trackingUrl: trackingUrlOf(origin, dossier, hmac),
    };
  },
});
