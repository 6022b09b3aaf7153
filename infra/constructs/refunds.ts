import { Duration } from "aws-cdk-lib";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { PaymentsEnvironment } from "../../functions/payments/environment.ts";
import { raiseAlarm } from "./alarm.ts";
import { countLines, linesWithin } from "./counted-lines.ts";
import type { Deployment, EnvironmentOf } from "./operation.ts";
import { ScheduledFunction } from "./scheduled-function.ts";

export type RefundsProps = Deployment & {
  key: IKey;
  topic: ITopic;
  environment: EnvironmentOf<PaymentsEnvironment>;
  may: readonly PolicyStatement[];
};

/** Three runs of the job: it stays on while a refund waits, and one missed run does not end it. */
const WINDOW = Duration.minutes(15);

/** Money on its way back: a schedule asks the providers, and somebody is woken where it does not get there. */
export class Refunds extends Construct {
  constructor(scope: Construct, id: string, props: RefundsProps) {
    super(scope, id);
    const { stage, topic } = props;
    const job = new ScheduledFunction<PaymentsEnvironment>(this, "send", {
      ...props,
      operation: "payments/send-refunds",
      does: "Has approved refunds given back by their providers, each once",
      every: Duration.minutes(5),
      memoryMb: 512,
      timeout: Duration.minutes(4),
      failing: {
        vi: "Một số khoản hoàn phí đã duyệt không xử lý được: người dân chưa nhận lại tiền",
        en: "Some approved refunds could not be worked on: citizens do not have their money back",
      },
      silent: {
        vi: "Việc hoàn phí qua cổng thanh toán không chạy trong 15 phút qua: khoản đã duyệt chưa được gửi đi",
        en: "The job that has providers give money back has not run for 15 minutes: approved refunds stand still",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc hoàn phí qua cổng thanh toán",
        en: "The schedule could not start the job that has providers give money back",
      },
    });
    const lines = { stage, name: "refund-waiting" };
    const told = ["refund-waiting", "refund-failed"].map((code) => FilterPattern.stringValue("$.code", "=", code));
    countLines(job, "waiting-lines", FilterPattern.any(...told), lines);
    raiseAlarm(job, "refund-waiting", {
      topic,
      sentence: {
        vi: "Có khoản hoàn phí bị cổng thanh toán từ chối, chờ quá một ngày hoặc không có câu trả lời: người dân chưa nhận lại tiền",
        en: "A refund was refused by its provider, waits for more than a day or has no answer: a citizen does not have the money back",
      },
      metric: linesWithin(WINDOW, lines),
      above: 0,
    });
  }
}
