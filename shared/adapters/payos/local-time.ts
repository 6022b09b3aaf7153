import { type Instant, inProvince, instantOf } from "../../domain/foundation/instant.ts";

const LOCAL = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * The instant of a payOS `transactionDateTime`, undefined where it names no moment of the calendar. Webhooks have it
 * as `yyyy-MM-dd HH:mm:ss` in GMT+7, payment links with an offset as well.
 */
export const fromPayosTime = (text: string): Instant | undefined => {
  if (WITH_OFFSET.test(text)) {
    const millis = Date.parse(text);
    return Number.isNaN(millis) ? undefined : instantOf(millis);
  }
  if (!LOCAL.test(text)) return undefined;
  const stated = `${text.replace(" ", "T")}+07:00`;
  const millis = Date.parse(stated);
  if (Number.isNaN(millis)) return undefined;
  const instant = instantOf(millis);
  return inProvince(instant) === stated ? instant : undefined;
};
