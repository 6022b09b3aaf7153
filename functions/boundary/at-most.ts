/**
 * Does something for each in their order, at most so many at a time; nothing new is begun once `hasTime` says no.
 * Answers how many were not begun.
 */
export const workThrough = async <Given>(
  many: number,
  all: readonly Given[],
  act: (given: Given, place: number) => Promise<void>,
  hasTime: () => boolean = () => true,
): Promise<number> => {
  const waiting = [...all.entries()];
  const worker = async (): Promise<void> => {
    while (hasTime()) {
      const next = waiting.shift();
      if (next === undefined) return;
      await act(next[1], next[0]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(many, all.length) }, worker));
  return waiting.length;
};

/** Asks something of each, at most so many at a time; the answers in the order of what was given. */
export const atMost = async <Given, Answer>(
  many: number,
  all: readonly Given[],
  ask: (given: Given) => Promise<Answer>,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  await workThrough(many, all, async (given, place) => {
    answers[place] = await ask(given);
  });
  return answers;
};
