import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { openJournal } from "./journal.ts";
import type { TemplateKey } from "./stub.ts";

/** A key pair on ECC_NIST_P256. */
export type SigningKey = {
  /** DER, SubjectPublicKeyInfo (RFC 5280). */
  publicKey: Buffer;
  /** Signs the 32 bytes of a SHA-256: ECDSA, DER (ANSI X9.62). */
  signDigest(digest: Uint8Array): Uint8Array;
};

type Kept = { keyId: string; privateKey: string };

const generate = (keyId: string): Kept => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { keyId, privateKey: privateKey.export({ format: "pem", type: "pkcs8" }).toString() };
};

type Curve = typeof import("@noble/curves/nist.js").p256;

const signingKey = ({ privateKey }: Kept, p256: Curve): SigningKey => {
  const { d = "" } = createPrivateKey(privateKey).export({ format: "jwk" });
  const scalar = Buffer.from(d, "base64url");
  return {
    publicKey: createPublicKey(privateKey).export({ format: "der", type: "spki" }),
    // node:crypto signs messages only: it cannot be handed a digest.
    signDigest: (digest) => p256.sign(digest, scalar, { prehash: false, lowS: false, format: "der" }),
  };
};

/** The pair of every signing key, made once and kept in the state folder. */
export const openSigningKeys = async (
  keys: readonly TemplateKey[],
  stateDir: string,
): Promise<ReadonlyMap<string, SigningKey>> => {
  const signing = keys.filter(({ usage }) => usage === "SIGN_VERIFY");
  if (signing.length === 0) return new Map();
  // Loaded only where a template signs: the curves cost the start 60 ms and 10 MB.
  const { p256 } = await import("@noble/curves/nist.js");
  const journal = openJournal<Kept>(join(stateDir, "kms-keys.jsonl"));
  return new Map(
    signing.map(({ arn, keyId }) => {
      const known = journal.entries.find((kept) => kept.keyId === keyId);
      const kept = known ?? generate(keyId);
      if (known === undefined) journal.append(kept);
      return [arn, signingKey(kept, p256)];
    }),
  );
};
