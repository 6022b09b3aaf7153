import { Duration } from "aws-cdk-lib";
import { ComparisonOperator, MathExpression } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Stage } from "../stage.ts";
import { raiseAlarm, type Sentence } from "./alarm.ts";
import { countLines, linesWithin, measureLines } from "./counted-lines.ts";
import type { Operation } from "./operation.ts";

export type NoticeAlarmsProps = {
  stage: Stage;
  topic: ITopic;
  /** The functions that send, by channel. */
  mails: Readonly<Record<"sms" | "email" | "officer-email", Operation<never>>>;
  /** Those that learn afterwards what became of a message. */
  reports: readonly Operation<never>[];
};

const WINDOW = Duration.minutes(15);
/** Fewer attempts than this say nothing about a provider. */
const FEWEST = 20;
/** A provider that fails is tried again after a rest: so many rests within the window are an outage. */
const RESTS_TOLERATED = 2;
/** Percent of the attempts that may fail. */
const TOLERATED = 20;

const codeIs = (code: string) => FilterPattern.stringValue("$.code", "=", code);

/** Percent of what SMS may cost a day, and what it means that so much is spent. */
const SPENT: readonly [percent: number, sentence: Sentence][] = [
  [
    50,
    {
      vi: "Tiền tin SMS hôm nay đã tới một nửa mức cho phép: có thể có vòng lặp hoặc đợt tin lớn",
      en: "Half of what SMS may cost a day is spent: there may be a loop, or a large wave of notices",
    },
  ],
  [
    80,
    {
      vi: "Tiền tin SMS hôm nay đã tới 80 phần trăm mức cho phép: cần biết vì sao trước khi hết",
      en: "Four fifths of what SMS may cost a day is spent: find out why before all of it is",
    },
  ],
  [
    100,
    {
      vi: "Tiền tin SMS hôm nay đã vượt mức cho phép: tin về hồ sơ vẫn gửi vì luật bắt buộc, tỉnh đang trả thêm",
      en: "More than SMS may cost a day is spent: notices still go out, as the law orders, and the province pays for it",
    },
  ],
];

/** Wakes somebody when notices fail too often, whatever the channel, and when SMS costs too much. */
export class NoticeAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage, topic, mails, reports }: NoticeAlarmsProps) {
    super(scope, id);
    const failed = { stage, name: "notices-failed" };
    // One figure has both, so that it is there also when nothing at all was sent.
    const attempted = { stage, name: "notices-attempted" };
    for (const mail of Object.values(mails)) {
      const lost = FilterPattern.any(codeIs("notice-failed"), codeIs("notice-undelivered"));
      const tried = FilterPattern.any(codeIs("notice-failed"), codeIs("notice-undelivered"), codeIs("notice-sent"));
      countLines(mail, "failed-lines", lost, failed);
      countLines(mail, "attempted-lines", tried, attempted);
    }
    for (const report of reports) {
      const lost = FilterPattern.any(codeIs("notice-bounced"), codeIs("notice-unreceipted"));
      countLines(report, "failed-lines", lost, failed);
      countLines(report, "attempted-lines", lost, attempted);
    }
    const resting = { stage, name: "providers-resting" };
    for (const mail of Object.values(mails)) countLines(mail, "rest-lines", codeIs("provider-rested"), resting);
    raiseAlarm(this, "resting", {
      topic,
      sentence: {
        vi: "Một nhà cung cấp tin nhắn hoặc thư hỏng liên tục: tin đang dồn sang nhà cung cấp khác, hoặc đang chờ",
        en: "A provider of SMS or mail keeps failing: notices go by the other, or wait where there is none",
      },
      metric: linesWithin(WINDOW, resting),
      above: RESTS_TOLERATED,
    });
    raiseAlarm(this, "failing", {
      topic,
      sentence: {
        vi: "Hơn 20 phần trăm lượt gửi SMS và thư điện tử bị lỗi trong 15 phút: người dân và cán bộ được báo tin muộn",
        en: "More than 20 percent of attempts to send SMS and emails failed within 15 minutes: people are told late",
      },
      metric: new MathExpression({
        label: "percent of attempts that failed",
        expression: `IF(attempted >= ${FEWEST}, 100 * failed / attempted, 0)`,
        usingMetrics: { attempted: linesWithin(WINDOW, attempted), failed: linesWithin(WINDOW, failed) },
        period: WINDOW,
      }),
      above: TOLERATED,
    });

    const spend = { stage, name: "sms-spend" };
    measureLines(mails.sms, "spend-lines", codeIs("notice-sent"), spend, "$.cost");
    for (const [percent, sentence] of SPENT)
      raiseAlarm(this, `spend-${percent}`, {
        topic,
        sentence,
        metric: linesWithin(Duration.days(1), spend),
        above: (stage.limits.smsDailyVnd * percent) / 100,
        comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      });
  }
}
