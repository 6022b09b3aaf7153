/** One thing asked of the applicant, and why. */
export type AskedItem = { requirement?: string; formField?: string; reason: string };

/**
 * What somebody wrote at one version of a dossier. Free text may name a person or hold pages, so it lies beside the
 * person, where it can be erased, and never in an event, an index or the header; the event keeps the hash of the body.
 */
export type Words = {
  version: number;
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

/** What a request says, before it is known whether it says anything. */
export type Said = { [Word in keyof Omit<Words, "version">]?: Words[Word] | undefined };

/** The words of a move, undefined where nothing was written. */
export const wordsOf = (version: number, said: Said): Words | undefined => {
  const written = Object.entries(said).filter(([, text]) => text !== undefined);
  return written.length === 0 ? undefined : { version, ...Object.fromEntries(written) };
};
