import type { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { type JsonPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Stage } from "../stage.ts";
import type { Operation } from "./operation.ts";

/** A figure of our own, made of the lines of logs. */
export type Counted = { stage: Stage; name: string };

/** Counts the lines of an operation's log that match; the logs of several operations may feed one figure. */
export const countLines = (operation: Operation<never>, id: string, lines: JsonPattern, { stage, name }: Counted) =>
  new MetricFilter(operation, id, {
    logGroup: operation.logs,
    filterPattern: lines,
    metricNamespace: `MotCua/${stage.name}`,
    metricName: name,
    metricValue: "1",
  });

/** The lines counted within a period. */
export const linesWithin = (period: Duration, { stage, name }: Counted): Metric =>
  new Metric({ namespace: `MotCua/${stage.name}`, metricName: name, statistic: "Sum", period });
