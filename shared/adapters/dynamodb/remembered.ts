/**
 * What was read, for `ms` milliseconds: then it is read anew, once however many wait for it. A failure is told to those
 * who wait for it, and to nobody after them.
 */
export const remembered = <T>(ms: number, read: () => Promise<T>): (() => Promise<T>) => {
  let asked: { at: number; answer: Promise<T> } | undefined;
  return () => {
    const age = asked ? Date.now() - asked.at : Number.POSITIVE_INFINITY;
    if (asked && age >= 0 && age < ms) return asked.answer;
    const asking = { at: Date.now(), answer: read() };
    asked = asking;
    asking.answer.catch(() => {
      if (asked === asking) asked = undefined;
    });
    return asking.answer;
  };
};
