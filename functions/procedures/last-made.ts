export type LastMade = <Made extends object>(madeOf: object, day: string, make: () => Made) => Made;

/** Keeps the last that was made of something that never changes: who asks again on that day gets the same object. */
export const lastMade = (): LastMade => {
  let last: { madeOf: object; day: string; made: object } | undefined;
  return <Made extends object>(madeOf: object, day: string, make: () => Made): Made => {
    if (last?.madeOf !== madeOf || last.day !== day) last = { madeOf, day, made: make() };
    return last.made as Made;
  };
};
