import { type Instant, inProvince, instantOf } from "../../domain/foundation/instant.ts";

/** VNPAY's `yyyyMMddHHmmss` in GMT+7, which is the province's own clock. */
export const toVnpayTime = (instant: Instant): string => inProvince(instant).slice(0, 19).replaceAll(/\D/g, "");

/** The instant of a VNPAY time, undefined where it names no moment of the calendar. */
export const fromVnpayTime = (text: string): Instant | undefined => {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const millis = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`);
  if (Number.isNaN(millis)) return undefined;
  const instant = instantOf(millis);
  return toVnpayTime(instant) === text ? instant : undefined;
};
