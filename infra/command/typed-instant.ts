import * as z from "zod";
import { type Instant, instantOf } from "../../shared/domain/foundation/instant.ts";
import { CommandFault } from "./outcome.ts";

const Moment = z.iso.datetime({ offset: true, local: true });

/** An instant as typed, seconds or not: the province's clock unless it names another. */
export const typedInstant = (option: string, text: string | undefined): Instant => {
  const typed = Moment.safeParse(text?.replace(/(T\d\d:\d\d)(?!:)/, "$1:00"));
  if (!typed.success) {
    throw new CommandFault(
      `${option}: ghi ngày và giờ, ví dụ 2026-02-13T09:00.\n${option}: write date and time, for example 2026-02-13T09:00.`,
    );
  }
  const zoned = /(Z|[+-]\d\d:\d\d)$/.test(typed.data);
  return instantOf(Date.parse(zoned ? typed.data : `${typed.data}+07:00`));
};
