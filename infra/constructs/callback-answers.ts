import { Duration } from "aws-cdk-lib";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { Stage } from "../stage.ts";
import { raiseAlarm, type Sentence } from "./alarm.ts";
import { countLines, linesWithin } from "./counted-lines.ts";
import type { Operation } from "./operation.ts";

type Watched = { above: number; within: Duration; sentence: Sentence };

/** Our answers to providers that mean something is wrong, by the word that the log has for them. */
const WATCHED: Readonly<Record<string, Watched>> = {
  // VNPAY (97) repeats a refused notice every five minutes: two payments under a wrong key are six within the window.
  "checksum-failed": {
    above: 5,
    within: Duration.minutes(15),
    sentence: {
      vi: "Nhiều thông báo thanh toán sai chữ ký: khóa của cổng thanh toán có thể đã đổi nên tiền của người dân không được ghi nhận, hoặc có kẻ giả mạo",
      en: "Many payment notices fail their checksum: a provider's key may have changed and citizens' money is not recorded, or somebody forges them",
    },
  },
  // VNPAY's 04. Signed by the provider and yet not what we asked for: never by chance.
  "amount-mismatch": {
    above: 0,
    within: Duration.minutes(5),
    sentence: {
      vi: "Cổng thanh toán báo thu một số tiền khác số phải nộp: tiền chưa được ghi nhận và hồ sơ của người trả không đi tiếp",
      en: "A provider tells of an amount other than what is due: the money is not recorded and the payer's dossier stands still",
    },
  },
};

/** What a provider said that cannot be right by itself, or that holds a payment up: a person must look. */
const SUSPICIOUS: Sentence = {
  vi: "Cổng thanh toán báo điều đáng ngờ: một khoản bị giữ vì nghi gian lận, thất bại sau khi đã thành công, trả hai lần, hoặc sai số tiền",
  en: "A provider tells something suspicious: a payment held under suspicion, failed after it succeeded, paid twice, or of another amount",
};

/** Raises an alarm on the lines that call a notice suspicious, however it came: by a call, replayed, or when asked. */
export const alarmOnSuspicion = (
  scope: Construct,
  operations: readonly Operation<never>[],
  { stage, topic }: { stage: Stage; topic: ITopic },
): void => {
  const suspicious = { stage, name: "payment-notice-suspicious" };
  const lines = FilterPattern.stringValue("$.code", "=", suspicious.name);
  for (const operation of operations) countLines(operation, "suspicious", lines, suspicious);
  const metric = linesWithin(Duration.minutes(5), suspicious);
  raiseAlarm(scope, "notice-suspicious", { topic, sentence: SUSPICIOUS, metric, above: 0 });
};

/** Raises an alarm for each answer to providers' calls that somebody must look into, whichever provider it was. */
export const alarmOnAnswers = (
  scope: Construct,
  operations: readonly Operation<never>[],
  { stage, topic }: { stage: Stage; topic: ITopic },
): void => {
  for (const [answer, { above, within, sentence }] of Object.entries(WATCHED)) {
    const answers = { stage, name: `payment-notice-${answer}` };
    const lines = FilterPattern.all(
      FilterPattern.stringValue("$.code", "=", "payment-notice-answered"),
      FilterPattern.stringValue("$.answer", "=", answer),
    );
    for (const operation of operations) countLines(operation, `answers-${answer}`, lines, answers);
    raiseAlarm(scope, answer, { topic, sentence, metric: linesWithin(within, answers), above });
  }
};
