import type { Duration } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { type JsonPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Stage } from "../stage.ts";
import type { Operation } from "./operation.ts";

/** A figure of our own, made of the lines of logs. */
export type Counted = { stage: Stage; name: string };

/** Takes a member of the lines of an operation's log that match, a number, as the figure; several logs may feed one. */
export const measureLines = (
  operation: Operation<never>,
  id: string,
  lines: JsonPattern,
  counted: Counted,
  value: `$.${string}`,
) => figureOf(operation, id, lines, counted, value);

/** Counts the lines of an operation's log that match; the logs of several operations may feed one figure. */
export const countLines = (operation: Operation<never>, id: string, lines: JsonPattern, counted: Counted) =>
  figureOf(operation, id, lines, counted, "1");

const figureOf = (
  operation: Operation<never>,
  id: string,
  lines: JsonPattern,
  { stage, name }: Counted,
  metricValue: string,
) =>
  new MetricFilter(operation, id, {
    logGroup: operation.logs,
    filterPattern: lines,
    metricNamespace: `MotCua/${stage.name}`,
    metricName: name,
    metricValue,
  });

/** The lines counted within a period, or the sum of what was measured; the most of it where `statistic` says so. */
export const linesWithin = (period: Duration, { stage, name }: Counted, statistic: "Sum" | "Maximum" = "Sum"): Metric =>
  new Metric({ namespace: `MotCua/${stage.name}`, metricName: name, statistic, period });
