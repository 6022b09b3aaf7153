import { Duration } from "aws-cdk-lib";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Stage } from "../../stage.ts";
import { raiseAlarm } from "../alarm.ts";
import { type Counted, countLines, linesWithin } from "../counted-lines.ts";
import type { Operation } from "../operation.ts";

/** More of them than a person who tries it by hand; an edge whose value is not live sends nothing else. */
const MORE_THAN = 5;

/** Counts requests that carried a wrong origin secret. Those that carried none are callers who never were at the edge. */
export class WrongOriginSecrets extends Construct {
  private readonly counted: Counted;

  constructor(scope: Construct, id: string, { stage, topic }: { stage: Stage; topic: ITopic }) {
    super(scope, id);
    this.counted = { stage, name: "OriginSecretWrong" };
    raiseAlarm(this, "wrong-secrets", {
      topic,
      metric: linesWithin(Duration.minutes(5), this.counted),
      above: MORE_THAN,
      sentence: {
        vi: "Hàm từ chối yêu cầu mang khóa lớp biên sai: nếu do CloudFront gửi thì mọi người dân đang bị báo lỗi 403",
        en: "Functions refuse requests with a wrong origin secret: if CloudFront sends it, everybody is answered 403",
      },
    });
  }

  countIn(operation: Operation<never>): void {
    const lines = FilterPattern.stringValue("$.code", "=", "origin-secret-wrong");
    countLines(operation, "wrong-origin-secrets", lines, this.counted);
  }
}
