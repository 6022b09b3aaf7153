import * as z from "zod";
import { keyNameOf } from "../../domain/dossiers/dossier-secrets.ts";
import type { Hmac } from "../../domain/foundation/base32.ts";
import { hmacUnder } from "../crypto/digest.ts";
import type { SecretReader } from "./secret.ts";

const DossierKeys = z.record(z.string(), z.string().min(16));

/** The HMAC under a version of the deployment's key. Throws where the secret has no such version. */
export const dossierKeys =
  (secrets: SecretReader, secretId: string) =>
  async (keyVersion: number): Promise<Hmac> => {
    const { current } = await secrets.read(secretId);
    const key = DossierKeys.parse(JSON.parse(current))[keyNameOf(keyVersion)];
    if (key === undefined) throw new Error(`the secret has no key of version ${keyVersion}`);
    return hmacUnder(key);
  };
