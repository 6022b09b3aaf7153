import { fault, isRefusal, refuse } from "../../foundation/refusal.ts";
import { changeOf } from "../change-set.ts";
import { clocksOf, withClocks } from "../clocks.ts";
import { sealed } from "../words.ts";
import type { Maker } from "./move-context.ts";

/** A leader sets a later date, once (Decree 61/2018/NĐ-CP, art. 19: one new appointment, with an apology). */
export const extend: Maker<"extend"> = (dossier, { newDueAt, reason }, context) => {
  const { act, digest, calendar, version } = context;
  if (newDueAt <= act.at || (dossier.dueAt !== null && newDueAt <= dossier.dueAt)) {
    const vi = "Hạn mới phải sau hạn cũ và sau thời điểm hiện tại.";
    const words = fault("/newDueAt", "not-later", vi, "The new date must be after the old one and after now.");
    return refuse("body-invalid", { faults: [words] });
  }
  const extended = { ...dossier, extension: { at: act.at, dueAt: newDueAt } };
  const clocks = clocksOf(extended, version, calendar);
  if (isRefusal(clocks)) {
    const vi = "Chưa công bố lịch làm việc của năm đó. Kiểm tra lại năm, hoặc chờ lịch được công bố.";
    const en = "No working calendar is published for that year. Check the year, or wait for the calendar.";
    return refuse("body-invalid", { faults: [fault("/newDueAt", "calendar-year-missing", vi, en)] });
  }
  const after = withClocks(extended, clocks);
  const facts = { previousDueAt: dossier.dueAt, dueAt: newDueAt };
  const happened = { what: "dossier-extended", move: "extend", facts, ...sealed({ reason }, context) } as const;
  return changeOf(dossier, after, happened, act, digest);
};
