/** Answers kept of one thing that they are made of, those used last. */
const MOST_ANSWERS = 300;

export type KeptAnswers = <Answer extends object>(madeOf: object, question: string, make: () => Answer) => Answer;

/**
 * Keeps what was made of something that never changes: who asks the same again gets the same object. It goes with what
 * it was made of.
 */
export const keptAnswers = (): KeptAnswers => {
  const kept = new WeakMap<object, Map<string, object>>();
  return <Answer extends object>(madeOf: object, question: string, make: () => Answer): Answer => {
    const answers = kept.get(madeOf) ?? new Map<string, object>();
    kept.set(madeOf, answers);
    const answer = (answers.get(question) as Answer | undefined) ?? make();
    answers.delete(question);
    answers.set(question, answer);
    const [oldest] = answers.keys();
    if (answers.size > MOST_ANSWERS && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
};
