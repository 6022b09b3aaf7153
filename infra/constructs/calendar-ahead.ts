import { Duration } from "aws-cdk-lib";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Stage } from "../stage.ts";
import { raiseAlarm } from "./alarm.ts";
import { countLines, linesWithin } from "./counted-lines.ts";
import type { Operation } from "./operation.ts";

/** Three runs of the job: it stays on until the calendar is published, and one missed run does not end it. */
const WINDOW = Duration.minutes(15);

/** Goes off while the calendar of a day soon to come is missing or incomplete, as the job says with each run. */
export const alarmOnUnreadyCalendar = (
  applying: Operation<never>,
  { stage, topic }: { stage: Stage; topic: ITopic },
): void => {
  const unready = { stage, name: "calendar-unready" };
  countLines(applying, "unready", FilterPattern.stringValue("$.code", "=", "calendar-unready"), unready);
  const days = stage.limits.calendarAheadDays;
  raiseAlarm(applying, "calendar-unready", {
    topic,
    sentence: {
      vi: `Lịch làm việc của một ngày trong ${days} ngày tới còn thiếu hoặc chưa đầy đủ: ngày hẹn trả cho người dân chỉ là tạm tính`,
      en: `The working calendar of a day within ${days} days is missing or incomplete: the dates that citizens are given may still move`,
    },
    metric: linesWithin(WINDOW, unready),
    above: 0,
  });
};
