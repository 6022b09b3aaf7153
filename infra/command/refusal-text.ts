import type { Refusal } from "../../shared/domain/foundation/refusal.ts";

/** A refusal as people read it, in both languages. */
export const refusalText = ({ refused, faults = [], facts }: Refusal): string => {
  if (refused === "calendar-year-missing") {
    const { year } = facts ?? {};
    return [
      `Chưa có lịch làm việc năm ${year}. Thêm shared/data/calendars/${year}.json.`,
      `No working calendar is published for ${year}. Add shared/data/calendars/${year}.json.`,
    ].join("\n");
  }
  return faults.flatMap(({ pointer, detail }) => [`${pointer}: ${detail.vi}`, `${pointer}: ${detail.en}`]).join("\n");
};
