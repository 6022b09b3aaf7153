import { fold } from "../../domain/foundation/fold.ts";
import { addBit, type Bits, noBits } from "./bits.ts";

/** Which procedures each value of a filter has, the values in the order in which they are shown. */
export type Choices<Value> = ReadonlyMap<Value, Bits>;

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The values of one filter, noted by the numbers of procedures and found by the places given at the end. */
export const gatherChoices = <Value extends string | number>() => {
  const numbers = new Map<Value, number[]>();
  return {
    add: (number: number, values: readonly Value[]): void => {
      for (const value of values) {
        const own = numbers.get(value) ?? [];
        numbers.set(value, own);
        own.push(number);
      }
    },
    placed: (placeOf: Uint32Array, shownAs: (value: Value) => string = String): Choices<Value> =>
      new Map(
        Array.from(numbers, ([value, own]) => {
          const bits = noBits(placeOf.length);
          for (const number of own) addBit(bits, placeOf[number] as number);
          return { value, bits, key: fold(shownAs(value)) };
        })
          .sort((a, b) => byText(a.key, b.key))
          .map(({ value, bits }) => [value, bits]),
      ),
  };
};
