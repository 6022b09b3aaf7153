import { writtenNumber } from "../../slips/words.ts";
import { line, type Shape, text } from "./drawing.ts";

const STEPS = [1, 2, 5, 10];
const MOST_TICKS = 4;

/** Whole numbers from 0 on that a scale names, the last of them no less than `most`. */
export const ticksTo = (most: number): number[] => {
  if (most <= 0) return [0];
  const power = 10 ** Math.floor(Math.log10(most / MOST_TICKS));
  const step = Math.max(
    1,
    ...STEPS.map((of) => of * power)
      .filter((of) => of * MOST_TICKS >= most)
      .slice(0, 1),
  );
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, at) => at * step);
};

type Scale = { x: number; width: number; top: number; bottom: number };

/** The scale under bars that begin at 0. */
export const axis = (ticks: readonly number[], { x, width, top, bottom }: Scale): Shape[] => {
  const most = ticks.at(-1) ?? 0;
  const base = line([x, bottom - 1, x + width, bottom - 1]);
  const numbers = ticks.flatMap((tick) => {
    const at = most === 0 ? x : x + (tick / most) * width;
    return [
      line([at, tick === 0 ? top : bottom - 1, at, bottom + 3], "grey"),
      text(writtenNumber(tick), at, bottom + 15, { anchor: "middle", ink: "grey", small: true }),
    ];
  });
  return [base, ...numbers];
};
