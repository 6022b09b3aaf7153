import { checkPattern, type Pattern } from "../deliveries/event-pattern.ts";
import { parseSchedule, type ScheduleExpression } from "../deliveries/schedule-expression.ts";
import { StartRefused } from "../refusal.ts";
import { functionNameOf } from "./model-functions.ts";
import type { Resource, TemplateReader } from "./template.ts";

export type TargetModel = {
  arn: string;
  /** What the target gets instead of the event, as JSON. */
  input: string | undefined;
  /** What the target gets of the event: `<name>` of the template stands for what lies at the path of that name. */
  transformer?: { paths: Readonly<Record<string, string>>; template: string };
  deadLetterArn: string | undefined;
};
export type RuleModel = { name: string; pattern: Pattern; targets: readonly TargetModel[] };
export type ScheduleModel = {
  /** The operation it runs, or its own name where it feeds no function or the function has a schedule already. */
  name: string;
  arn: string;
  /** Who fires it: a rule, or EventBridge Scheduler. */
  source: "aws.events" | "aws.scheduler";
  expression: ScheduleExpression;
  text: string;
  target: TargetModel;
};

type RawTarget = {
  Arn: string;
  Input?: string;
  InputPath?: string;
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string };
  DeadLetterConfig?: { Arn?: string };
};

const targetOf = (rule: Resource, raw: RawTarget): TargetModel => {
  if (raw.InputPath !== undefined)
    throw new StartRefused(
      `Luật ${rule.logicalId}: chưa chạy được InputPath`,
      `Rule ${rule.logicalId}: InputPath is not run locally`,
    );
  const { InputTransformer: given } = raw;
  return {
    arn: raw.Arn,
    input: raw.Input,
    ...(given ? { transformer: { paths: given.InputPathsMap ?? {}, template: given.InputTemplate } } : {}),
    deadLetterArn: raw.DeadLetterConfig?.Arn,
  };
};

const enabledRules = (reader: TemplateReader): Resource[] =>
  reader.ofType("AWS::Events::Rule").filter((rule) => rule.property("State") !== "DISABLED");

/** Rules of the default bus. */
export const readRules = (reader: TemplateReader): RuleModel[] =>
  enabledRules(reader)
    .filter((rule) => rule.property("EventPattern") !== undefined)
    .map((rule) => {
      const pattern = rule.property("EventPattern") as Pattern;
      checkPattern(pattern, rule.logicalId);
      const targets = (rule.property("Targets") ?? []) as RawTarget[];
      return { name: rule.physical.name, pattern, targets: targets.map((target) => targetOf(rule, target)) };
    });

/** Schedules of both kinds: rules with an expression, and those of EventBridge Scheduler. */
export const readSchedules = (reader: TemplateReader): ScheduleModel[] => {
  const operations = new Map(
    reader.ofType("AWS::Lambda::Function").map((lambda) => {
      const { operation } = lambda.metadata;
      const { name } = lambda.physical;
      return [name, typeof operation === "string" ? operation.slice(operation.lastIndexOf("/") + 1) : name];
    }),
  );
  const taken = new Set<string>();
  const nameOf = (resource: Resource, raw: RawTarget): string => {
    const operation = operations.get(functionNameOf(raw.Arn));
    const name = operation === undefined || taken.has(operation) ? resource.physical.name : operation;
    taken.add(name);
    return name;
  };
  const schedule = (resource: Resource, raw: RawTarget, source: ScheduleModel["source"]): ScheduleModel => {
    for (const property of ["StartDate", "EndDate"])
      if (resource.property(property) !== undefined)
        throw new StartRefused(
          `Lịch ${resource.logicalId}: chưa chạy được ${property}`,
          `Schedule ${resource.logicalId}: ${property} is not run locally`,
        );
    const text = String(resource.property("ScheduleExpression"));
    const zone = String(resource.property("ScheduleExpressionTimezone") ?? "UTC");
    return {
      name: nameOf(resource, raw),
      arn: resource.physical.attributes.Arn ?? "",
      source,
      text,
      expression: parseSchedule(text, zone),
      target: targetOf(resource, raw),
    };
  };
  return [
    ...enabledRules(reader)
      .filter((rule) => rule.property("ScheduleExpression") !== undefined)
      .flatMap((rule) =>
        ((rule.property("Targets") ?? []) as RawTarget[]).map((target) => schedule(rule, target, "aws.events")),
      ),
    ...reader
      .ofType("AWS::Scheduler::Schedule")
      .filter((one) => one.property("State") !== "DISABLED")
      .map((one) => schedule(one, one.property("Target") as RawTarget, "aws.scheduler")),
  ];
};
