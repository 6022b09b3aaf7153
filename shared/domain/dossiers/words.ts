import type { Act } from "./change-set.ts";
import type { DossierRecord } from "./dossier-record.ts";
import type { DossierEvent } from "./event.ts";
import type { Person } from "./person.ts";

/** One thing asked of the applicant, and why. */
export type AskedItem = { requirement?: string; formField?: string; reason: string };

/**
 * What somebody wrote with an event. Free text may name a person, so the event carries it sealed, under a key of the
 * dossier that lies with the person: whoever erases the person erases the words, and the chain of events stays.
 */
export type Words = {
  note?: string;
  reason?: string;
  legalBasis?: string;
  /** Who took the result at the counter or from the post. */
  receiver?: string;
  /** What a request for a supplement asks for. */
  items?: AskedItem[];
  /** What the applicant thought of the service, each from 1 to 5. */
  rating?: { overall: number; criteria?: Record<string, number> };
  comment?: string;
};

/** Seals texts and opens them again. Keys and sealed texts are base64. */
export type Sealing = {
  newKey(): string;
  /** `place` is where alone the text may be opened again. */
  seal(key: string, place: string, text: string): string;
  /** Throws where the text was sealed under another key or for another place, or was changed. */
  open(key: string, place: string, sealed: string): string;
};

/** What a request says, before it is known whether it says anything. */
type Said = { [Word in keyof Words]?: Words[Word] | undefined };

const placeOf = ({ dossierId, version, commandId }: Pick<DossierEvent, "dossierId" | "version" | "commandId">) =>
  `${dossierId}\n${version}\n${commandId}`;

/** The words of a move as its event carries them; nothing where nothing was written. */
export const sealed = (
  said: Said,
  { record: { dossier, person }, act, sealing }: { record: DossierRecord; act: Act; sealing: Sealing },
): { sealed?: string } => {
  const text = JSON.stringify(said);
  if (text === "{}") return {};
  const place = placeOf({ dossierId: dossier.id, version: dossier.version + 1, commandId: act.commandId });
  return { sealed: sealing.seal(person.wordsKey, place, text) };
};

/** What was written with an event; nothing once the person is erased. */
export const wordsOf = (event: DossierEvent, person: Person | undefined, { open }: Pick<Sealing, "open">): Words =>
  event.sealed === undefined || person === undefined
    ? {}
    : (JSON.parse(open(person.wordsKey, placeOf(event), event.sealed)) as Words);

/** An event with what was written with it. */
export type OpenEvent = DossierEvent & { words: Words };

export const opened = (events: DossierEvent[], person: Person, sealing: Pick<Sealing, "open">): OpenEvent[] =>
  events.map((event) => ({ ...event, words: wordsOf(event, person, sealing) }));
