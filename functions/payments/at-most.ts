/** Does something for each, at most so many at a time; the answers in the order of what was given. */
export const atMost = async <Given, Answer>(
  many: number,
  all: readonly Given[],
  act: (given: Given) => Promise<Answer>,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  const waiting = [...all.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [place, given] = next;
      answers[place] = await act(given);
    }
  };
  await Promise.all(Array.from({ length: Math.min(many, all.length) }, worker));
  return answers;
};
