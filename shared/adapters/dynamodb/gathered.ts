/**
 * Makes one call of many: what is asked side by side within `waitMs` goes to `together`, at once where `most` have asked, and
 * what has the same key as another goes with the next. Where a call for many fails, for whatever reason, each is done `alone`:
 * so none of them suffers from another, and each fails for its own reason. What is asked by itself is done alone at once.
 *
 * `together` must not have done any of it where it throws, or must do no harm where it is done again.
 */
export const gathered = <Asked, Answered>({
  most,
  waitMs,
  keyOf,
  together,
  alone,
}: {
  most: number;
  waitMs: number;
  keyOf: (asked: Asked) => string;
  together: (all: readonly Asked[]) => Promise<readonly Answered[]>;
  alone: (asked: Asked) => Promise<Answered>;
}): ((asked: Asked) => Promise<Answered>) => {
  type Waiting = { asked: Asked; answer: (answer: Answered | Promise<Answered>) => void };
  let waiting = new Map<string, Waiting>();

  const doAlone = (all: readonly Waiting[]): void => {
    for (const { asked, answer } of all) answer(alone(asked));
  };
  const go = async (all: readonly Waiting[]): Promise<void> => {
    if (all.length === 1) return doAlone(all);
    try {
      const answers = await together(all.map(({ asked }) => asked));
      for (const [place, { answer }] of all.entries()) answer(answers[place] as Answered);
    } catch {
      doAlone(all);
    }
  };
  const flush = (): void => {
    const all = [...waiting.values()];
    waiting = new Map();
    void go(all);
  };

  return (asked) =>
    new Promise((answer) => {
      const key = keyOf(asked);
      if (waiting.has(key)) flush();
      if (waiting.size === 0) {
        const mine = waiting;
        const due = (): void => {
          if (waiting === mine) flush();
        };
        if (waitMs === 0) setImmediate(due);
        else setTimeout(due, waitMs);
      }
      waiting.set(key, { asked, answer });
      if (waiting.size >= most) flush();
    });
};
