import { base32, type Hmac } from "../foundation/base32.ts";
import { DOSSIER_ID } from "./dossier-id.ts";

type Linked = { id: string; linkVersion: number };

/** Name of a version's key in the deployment's secret: `lookup`, then `lookup-2` and so on beside it. */
export const keyNameOf = (keyVersion: number): string => (keyVersion === 1 ? "lookup" : `lookup-${keyVersion}`);

/** What a citizen types beside the code: ten characters, derived and never stored. */
export const lookupSecretOf = (dossier: Linked, hmac: Hmac): string =>
  base32(hmac(`lookup\n${dossier.id}\n${dossier.linkVersion}`))
    .slice(0, 10)
    .toUpperCase();

const TOKEN_MAC_CHARACTERS = 16;

/** The dossier's id and a proof that we issued it. */
export const trackingTokenOf = (dossier: Linked, hmac: Hmac): string =>
  dossier.id + base32(hmac(`track\n${dossier.id}\n${dossier.linkVersion}`)).slice(0, TOKEN_MAC_CHARACTERS);

export const trackingUrlOf = (origin: string, dossier: Linked, hmac: Hmac): string =>
  `${origin}/v1/tracking/${trackingTokenOf(dossier, hmac)}`;

/** The id a token claims, before it is proved; undefined where it cannot be one. */
export const dossierOfToken = (token: string): string | undefined => {
  const id = token.slice(0, 16);
  return token.length === 16 + TOKEN_MAC_CHARACTERS && DOSSIER_ID.test(id) ? id : undefined;
};

/** Equal in a time that depends on the lengths alone. */
export const sameSecret = (given: string, expected: string): boolean => {
  let difference = given.length ^ expected.length;
  for (let at = 0; at < expected.length; at += 1) {
    difference |= (given.charCodeAt(at) || 0) ^ expected.charCodeAt(at);
  }
  return difference === 0;
};

/** As typed from a slip: spaces, dashes and case do not matter. */
export const typedSecret = (given: string): string => given.replaceAll(/[\s-]/g, "").toUpperCase();

/** The derived secrets of a dossier, once the key is at hand. */
export type DossierLinks = {
  of(
    dossier: Linked & { keyVersion: number },
  ): Promise<{ lookupSecret: string; trackingToken: string; trackingUrl: string }>;
};
