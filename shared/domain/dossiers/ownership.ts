import { type Refusal, refuse } from "../foundation/refusal.ts";
import type { DossierRecord } from "./dossier-record.ts";

/** Who may read a dossier: the person who filed it, or for an organisation whoever signs in with its tax code. */
export const ownerOf = (caller: { kind: "citizen" | "organisation"; sub: string; taxCode?: string }): string =>
  caller.taxCode === undefined ? `citizen:${caller.sub}` : `organisation:${caller.taxCode}`;

/** Dossiers that a unit's receivers filed for people who came or wrote: the unit keeps them. */
export const ownerOfUnit = (unit: string): string => `unit:${unit}`;

/** One's own dossier. Another's is as unknown as one that does not exist. */
export const own = (record: DossierRecord | undefined, owner: string): DossierRecord | Refusal =>
  record && record.dossier.owner === owner ? record : refuse("dossier-not-found");
