import * as z from "zod";

/** The most one intent may ask for: VNPAY's `vnp_Amount` holds 12 digits of a hundredth of a đồng. */
export const MOST_VND = 9_999_999_999;

/** An amount in whole đồng, above zero. */
export const Vnd = z.int().positive().max(MOST_VND);

/** Sum of amounts in whole đồng. Throws RangeError where it is no longer an amount that can be asked for. */
export const sumVnd = (amounts: readonly number[]): number => {
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  if (!Vnd.safeParse(sum).success) throw new RangeError(`not an amount in VND: ${sum}`);
  return sum;
};

/** As people read it, `650.000`; by hand, since a Lambda's locale data may differ. */
export const readableVnd = (amount: number): string => String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ".");

/** The amount that digits name, null where they name none: a sign, a leading zero, a fraction or an exponent are none. */
export const vndOf = (digits: string): number | null => {
  const amount = /^[1-9]\d{0,9}$/.test(digits) ? Number(digits) : 0;
  return Vnd.safeParse(amount).success ? amount : null;
};
