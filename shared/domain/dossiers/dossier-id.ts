import { base32, type Digest } from "../foundation/base32.ts";

export const DOSSIER_ID = /^[a-z2-7]{16}$/;

/** The id of a new dossier comes from its command, so that a repeated command makes no second one. 80 bits. */
export const dossierIdOf = (commandId: string, digest: Digest): string =>
  base32(digest(`dossier\n${commandId}`)).slice(0, 16);

/** The id of a file: its dossier's, then what tells it from the others of the same command. */
export const documentIdOf = (dossierId: string, commandId: string, index: number, digest: Digest): string =>
  `${dossierId}-${base32(digest(`document\n${commandId}\n${index}`)).slice(0, 12)}`;

/** What tells a payment's reference from the others of its dossier. */
export const paymentSuffixOf = (commandId: string, digest: Digest): string =>
  base32(digest(`payment\n${commandId}`)).slice(0, 6);
