import { StartRefused } from "../refusal.ts";
import type { Assembly, StackTemplate } from "./assembly.ts";
import { madeUpName, NAME_PROPERTY, type Physical, physicalOf } from "./physical.ts";

export type Resource = {
  stack: StackTemplate;
  logicalId: string;
  type: string;
  metadata: Readonly<Record<string, unknown>>;
  physical: Physical;
  /** A property with its intrinsic functions resolved; undefined where absent or `AWS::NoValue`. */
  property(name: string): unknown;
};

export type TemplateReader = {
  /** All resources of all stacks whose condition holds, stacks in the order of their dependencies. */
  resources: readonly Resource[];
  ofType(...types: string[]): Resource[];
};

type Context = { stack: StackTemplate; where: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads the templates as CloudFormation would on this machine: every name is known beforehand, so `Ref` and
 * `Fn::GetAtt` need no order. What cannot be resolved refuses the start and names the resource that asked.
 */
export const readTemplates = (assembly: Assembly, queueUrl: (name: string) => string): TemplateReader => {
  const physicals = new Map<string, Physical>();
  const outputs = new Map<string, { stack: StackTemplate; value: unknown }>();
  const exported = new Map<string, { stack: StackTemplate; value: unknown }>();

  const unresolved = (context: Context, what: string): never => {
    throw new StartRefused(
      `Mẫu CDK: không giải được ${what} của ${context.where}`,
      `CDK template: cannot resolve ${what} of ${context.where}`,
    );
  };

  const physical = (stack: StackTemplate, logicalId: string, context: Context): Physical => {
    const id = `${stack.name}/${logicalId}`;
    const known = physicals.get(id);
    if (known !== undefined) return known;
    const resource = stack.template.Resources[logicalId];
    if (resource === undefined) return unresolved(context, `"${logicalId}"`);
    const property = NAME_PROPERTY[resource.Type];
    const within = { stack, where: id };
    const chosen = property === undefined ? undefined : resolve(resource.Properties?.[property], within);
    let name = typeof chosen === "string" ? chosen : madeUpName(resource.Type, stack.name, logicalId);
    // An alias or version is called as the function it belongs to: the local stack runs one version.
    if (resource.Type === "AWS::Lambda::Alias" || resource.Type === "AWS::Lambda::Version")
      name = String(resolve(resource.Properties?.FunctionName, within));
    const made = physicalOf(resource.Type, name, { region: stack.region, account: stack.account, queueUrl });
    physicals.set(id, made);
    return made;
  };

  const pseudo = (name: string, { stack }: Context): unknown => {
    switch (name) {
      case "AWS::Region":
        return stack.region;
      case "AWS::AccountId":
        return stack.account;
      case "AWS::Partition":
        return "aws";
      case "AWS::URLSuffix":
        return "amazonaws.com";
      case "AWS::StackName":
        return stack.name;
      case "AWS::StackId":
        return `arn:aws:cloudformation:${stack.region}:${stack.account}:stack/${stack.name}/local`;
      case "AWS::NotificationARNs":
        return [];
      default:
        return undefined;
    }
  };

  const reference = (name: string, context: Context): unknown => {
    if (name === "AWS::NoValue") return undefined;
    const known = pseudo(name, context);
    if (known !== undefined) return known;
    const parameter = context.stack.template.Parameters?.[name];
    if (parameter !== undefined) return parameter.Default ?? unresolved(context, `parameter "${name}"`);
    return physical(context.stack, name, context).ref;
  };

  const attribute = (logicalId: string, name: string, context: Context): string =>
    physical(context.stack, logicalId, context).attributes[name] ?? unresolved(context, `"${logicalId}.${name}"`);

  const condition = (value: unknown, context: Context): boolean => {
    if (typeof value === "string") {
      const named = context.stack.template.Conditions?.[value];
      return named === undefined ? unresolved(context, `condition "${value}"`) : condition(named, context);
    }
    const [name, operand] = isObject(value) ? (Object.entries(value)[0] ?? []) : [];
    const operands = Array.isArray(operand) ? operand : [];
    if (name === "Condition") return condition(operand, context);
    if (name === "Fn::And") return operands.every((one) => condition(one, context));
    if (name === "Fn::Or") return operands.some((one) => condition(one, context));
    if (name === "Fn::Not") return !condition(operands[0], context);
    if (name === "Fn::Equals")
      return JSON.stringify(resolve(operands[0], context)) === JSON.stringify(resolve(operands[1], context));
    return unresolved(context, `condition ${JSON.stringify(value)}`);
  };

  const list = (value: unknown, context: Context): unknown[] => {
    const resolved = resolve(value, context);
    return Array.isArray(resolved) ? resolved : unresolved(context, `a list in ${JSON.stringify(value)}`);
  };

  const substitute = (operand: unknown, context: Context): string => {
    const [text, variables] = Array.isArray(operand) ? operand : [operand, {}];
    return String(text).replaceAll(/\$\{([^}]+)\}/g, (whole, inner: string) => {
      if (inner.startsWith("!")) return `\${${inner.slice(1)}}`;
      const name = inner.trim();
      if (isObject(variables) && name in variables) return String(resolve(variables[name], context));
      const dot = name.indexOf(".");
      const value = dot < 0 ? reference(name, context) : attribute(name.slice(0, dot), name.slice(dot + 1), context);
      return value === undefined ? unresolved(context, whole) : String(value);
    });
  };

  const elsewhere = (
    from: Map<string, { stack: StackTemplate; value: unknown }>,
    name: string,
    context: Context,
  ): unknown => {
    const found = from.get(name);
    if (found === undefined) return unresolved(context, `"${name}" of another stack`);
    return resolve(found.value, { stack: found.stack, where: context.where });
  };

  const intrinsics: Readonly<Record<string, (operand: unknown, context: Context) => unknown>> = {
    Ref: (operand, context) => reference(String(operand), context),
    "Fn::GetAtt": (operand, context) => {
      const [id, ...rest] = Array.isArray(operand) ? operand.map(String) : String(operand).split(".");
      return attribute(id ?? "", rest.join("."), context);
    },
    "Fn::Join": (operand, context) => {
      const [separator, parts] = operand as [string, unknown];
      return list(parts, context).map(String).join(separator);
    },
    "Fn::Sub": substitute,
    "Fn::Select": (operand, context) => {
      const [index, values] = operand as [unknown, unknown];
      return list(values, context)[Number(resolve(index, context))] ?? unresolved(context, "Fn::Select");
    },
    "Fn::Split": (operand, context) => {
      const [separator, text] = operand as [string, unknown];
      return String(resolve(text, context)).split(separator);
    },
    "Fn::ImportValue": (operand, context) => elsewhere(exported, String(resolve(operand, context)), context),
    "Fn::GetStackOutput": (operand, context) => {
      const { StackName, OutputName } = operand as Record<string, unknown>;
      return elsewhere(outputs, `${resolve(StackName, context)}/${resolve(OutputName, context)}`, context);
    },
    "Fn::If": (operand, context) => {
      const [name, yes, no] = operand as [string, unknown, unknown];
      return resolve(condition(name, context) ? yes : no, context);
    },
    "Fn::FindInMap": (operand, context) => {
      const [map, first, second] = (operand as unknown[]).map((key) => String(resolve(key, context)));
      const found = context.stack.template.Mappings?.[map ?? ""]?.[first ?? ""]?.[second ?? ""];
      return found ?? unresolved(context, "Fn::FindInMap");
    },
    "Fn::Base64": (operand, context) => Buffer.from(String(resolve(operand, context))).toString("base64"),
  };

  const resolve = (value: unknown, context: Context): unknown => {
    if (Array.isArray(value)) return value.map((one) => resolve(one, context)).filter((one) => one !== undefined);
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    const [name, operand] = entries[0] ?? [];
    if (entries.length === 1 && name !== undefined && (name === "Ref" || name.startsWith("Fn::"))) {
      const intrinsic = intrinsics[name];
      return intrinsic === undefined ? unresolved(context, name) : intrinsic(operand, context);
    }
    return Object.fromEntries(
      entries.map(([key, one]) => [key, resolve(one, context)]).filter(([, one]) => one !== undefined),
    );
  };

  for (const stack of assembly.stacks)
    for (const [name, { Value, Export }] of Object.entries(stack.template.Outputs ?? {})) {
      const context = { stack, where: `${stack.name} output ${name}` };
      outputs.set(`${stack.name}/${name}`, { stack, value: Value });
      if (Export !== undefined) exported.set(String(resolve(Export.Name, context)), { stack, value: Value });
    }

  const resources = assembly.stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources).flatMap(([logicalId, resource]): Resource[] => {
      const context = { stack, where: `${stack.name}/${logicalId} (${resource.Type})` };
      if (resource.Condition !== undefined && !condition(resource.Condition, context)) return [];
      return [
        {
          stack,
          logicalId,
          type: resource.Type,
          metadata: resource.Metadata ?? {},
          get physical() {
            return physical(stack, logicalId, context);
          },
          property: (name) => resolve(resource.Properties?.[name], context),
        },
      ];
    }),
  );
  return { resources, ofType: (...types) => resources.filter(({ type }) => types.includes(type)) };
};
