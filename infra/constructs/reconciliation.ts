import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { FilterPattern } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { MoneyCheckEnvironment, PaymentsEnvironment } from "../../functions/payments/environment.ts";
import { raiseAlarm, type Sentence } from "./alarm.ts";
import { countLines, linesWithin } from "./counted-lines.ts";
import { planInquiries, queryIndex, readCalendar, readProcedures, useTable, writeMoneyChecks } from "./grants.ts";
import type { Deployment, EnvironmentOf, Operation } from "./operation.ts";
import { ScheduledFunction } from "./scheduled-function.ts";

export type ReconciliationProps = Deployment & {
  key: IKey;
  topic: ITopic;
  table: Table;
  environment: EnvironmentOf<PaymentsEnvironment>;
  /** Reads of the providers' secrets. */
  secrets: readonly PolicyStatement[];
};

type Watched = { code: string; above: number; within: Duration; sentence: Sentence };

/** What makes money and dossiers agree whatever the providers do: they are asked, and once a day all is compared. */
export class Reconciliation extends Construct {
  /** Hears providers too: what they say when they are asked. */
  readonly asking: Operation<never>;

  constructor(scope: Construct, id: string, { table, environment, secrets, ...deployment }: ReconciliationProps) {
    super(scope, id);
    const { stage } = deployment;
    const data = { resource: table, key: deployment.key };
    const asking = new ScheduledFunction<PaymentsEnvironment>(this, "ask", {
      ...deployment,
      operation: "payments/reconcile-payments",
      does: "Asks the providers what became of payments that are not settled, and stores what they say",
      every: Duration.minutes(5),
      environment,
      memoryMb: 1024,
      timeout: Duration.minutes(4),
      may: [
        ...useTable(data, "Query", "GetItem", "PutItem"),
        ...planInquiries(data),
        ...readProcedures(data),
        ...readCalendar(data),
        ...secrets,
      ],
      failing: {
        vi: "Có câu trả lời của cổng thanh toán không ghi được: tiền đã trả có thể chưa được ghi nhận",
        en: "Some answers of payment providers could not be stored: money that was paid may not be recorded yet",
      },
      silent: {
        vi: "Việc hỏi cổng thanh toán không chạy trong 15 phút qua: khoản trả mà cổng không báo sẽ không được ghi nhận",
        en: "Providers have not been asked for 15 minutes: what they do not tell by themselves is not recorded",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc hỏi cổng thanh toán",
        en: "The schedule could not start the job that asks payment providers",
      },
    });
    this.asking = asking;
    this.watch(asking, deployment, "provider-silent", {
      code: "payment-provider-silent",
      // Three of the four runs within.
      above: 2,
      within: Duration.minutes(20),
      sentence: {
        vi: "Một cổng thanh toán không trả lời suốt ba lượt hỏi: khoản đã trả qua cổng này đang chờ được ghi nhận",
        en: "A payment provider has not answered for three runs: what was paid through it waits to be recorded",
      },
    });
    const checking = new ScheduledFunction<MoneyCheckEnvironment>(this, "check", {
      ...deployment,
      operation: "payments/check-money",
      does: "Compares providers, ledger and dossiers once a day, from two in the morning on",
      // A run that was cut, or that failed to start, is gone on with within the hour; a day that is done is left alone.
      every: Duration.hours(1),
      environment: { STAGE: stage.name, TABLE_NAME: table.tableName },
      memoryMb: 1024,
      timeout: Duration.minutes(15),
      may: [
        ...useTable(data, "Query", "GetItem", "BatchGetItem"),
        ...queryIndex(data, "byUnit"),
        ...readProcedures(data),
        ...writeMoneyChecks(data),
      ],
      failing: {
        vi: "Đối soát tiền hằng ngày bị lỗi: có hồ sơ chưa được đối chiếu với cổng thanh toán và sổ thu",
        en: "The daily check of all money failed: some dossiers were not compared with providers and ledger",
      },
      silent: {
        vi: "Đối soát tiền không chạy trong 3 giờ qua: lệch giữa cổng thanh toán, sổ thu và hồ sơ không ai biết",
        en: "The check of all money has not run for 3 hours: nobody learns where providers, ledger and dossiers disagree",
      },
      undelivered: {
        vi: "Lịch không khởi động được việc đối soát tiền",
        en: "The schedule could not start the check of all money",
      },
    });
    this.watch(checking, deployment, "mismatch", {
      code: "money-mismatch",
      above: 0,
      within: Duration.hours(1),
      sentence: {
        vi: "Đối soát tiền phát hiện chỗ lệch giữa cổng thanh toán, sổ thu và hồ sơ: có người đã trả mà hồ sơ đứng, hoặc ngược lại",
        en: "The check of all money found providers, ledger and dossiers in disagreement: somebody paid and waits, or the reverse",
      },
    });
  }

  /** Raises an alarm when lines of a code come more often than they may. */
  private watch(
    operation: Operation<never>,
    { stage, topic }: Deployment & { topic: ITopic },
    id: string,
    { code, above, within, sentence }: Watched,
  ): void {
    const lines = { stage, name: code };
    countLines(operation, `${id}-lines`, FilterPattern.stringValue("$.code", "=", code), lines);
    raiseAlarm(operation, id, { topic, sentence, metric: linesWithin(within, lines), above });
  }
}
