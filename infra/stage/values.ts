import * as z from "zod";

export const text = (what: string) =>
  z.string({ error: `must be text: ${what}` }).min(1, { error: `is empty: write ${what}` });

export const count = (from: number, to: number, what: string) => {
  const error = `must be a whole number from ${from} to ${to}: ${what}`;
  return z.int({ error }).min(from, { error }).max(to, { error });
};
