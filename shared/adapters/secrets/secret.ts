import { secretsManager } from "./secrets-manager.ts";

/** A secret's text, and the text that a rotation under way will make current. */
export type Secret = { current: string; pending?: string };

export type SecretReader = {
  /** The current text. `maxAgeMs` asks for a fresher copy. Throws what Secrets Manager throws. */
  read: (id: string, maxAgeMs?: number) => Promise<Secret>;
  /** With the pending text where there is one, for verification only. */
  readWithPending: (id: string, maxAgeMs?: number) => Promise<Secret>;
};

type Stage = "AWSCURRENT" | "AWSPENDING";
export type FetchSecret = (id: string, stage: Stage) => Promise<string>;

const FIVE_MINUTES = 300_000;

/** A secret that is not being rotated has no pending version; that is the usual case. */
const isAbsent = (error: unknown): boolean => error instanceof Error && error.name === "ResourceNotFoundException";

/**
 * Reads secrets, each kept for `ttlMs` of the process's clock. Reads at the same time share one call. A failed read is
 * not kept: the copy that it should have replaced stays, for as long as it may.
 */
export const secretReader = (
  options: { ttlMs?: number; fetch?: FetchSecret; now?: () => number } = {},
): SecretReader => {
  const { ttlMs = FIVE_MINUTES, fetch = secretsManager, now = () => Date.now() } = options;
  const kept = new Map<string, { at: number; text: Promise<string | undefined> }>();

  const textOf = (id: string, stage: Stage, maxAgeMs: number): Promise<string | undefined> => {
    const key = `${stage} ${id}`;
    const earlier = kept.get(key);
    const age = earlier ? now() - earlier.at : Number.POSITIVE_INFINITY;
    // A clock that was set back makes an age negative: such a copy may be of any age.
    if (earlier && age >= 0 && age < maxAgeMs) return earlier.text;

    const text = fetch(id, stage).catch((error: unknown) => {
      if (stage === "AWSPENDING" && isAbsent(error)) return undefined;
      if (kept.get(key)?.text === text) {
        if (earlier) kept.set(key, earlier);
        else kept.delete(key);
      }
      throw error;
    });
    kept.set(key, { at: now(), text });
    return text;
  };

  const currentOf = async (id: string, maxAgeMs: number): Promise<string> => {
    const text = await textOf(id, "AWSCURRENT", maxAgeMs);
    if (text === undefined) throw new Error("the secret has no current version");
    return text;
  };

  return {
    read: async (id, maxAgeMs = ttlMs) => ({ current: await currentOf(id, maxAgeMs) }),
    readWithPending: async (id, maxAgeMs = ttlMs) => {
      const [current, pending] = await Promise.all([currentOf(id, maxAgeMs), textOf(id, "AWSPENDING", maxAgeMs)]);
      return pending === undefined ? { current } : { current, pending };
    },
  };
};
