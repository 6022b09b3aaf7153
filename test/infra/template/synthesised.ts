import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "aws-cdk-lib";
import { createApp } from "../../../infra/app.ts";
import { loadStage, type Stage } from "../../../infra/stage.ts";
import { OPERATIONS } from "./operations.ts";

export type Resource = {
  id: string;
  type: string;
  /** Properties with every reference resolved to text, see `resolve`. */
  // biome-ignore lint/suspicious/noExplicitAny: a template is a tree of anything, each test says what it expects
  properties: any;
  dependsOn: string[];
  deletion: string | undefined;
  replacement: string | undefined;
  metadata: Record<string, unknown>;
  /** The region that its template is for. */
  region: string;
};

const ACCOUNT = "111122223333";

/** An app whose bundles are one-line placeholders: no build is needed to look at a template. */
export const appOf = (stage: Stage, checked: boolean): App => {
  const folder = mkdtempSync(join(tmpdir(), "template-"));
  for (const { operation } of OPERATIONS) {
    mkdirSync(join(folder, "bundles", operation), { recursive: true });
    writeFileSync(join(folder, "bundles", operation, "index.mjs"), `export const handler = () => "${operation}";\n`);
  }
  writeFileSync(join(folder, "bundles/procedures/load-catalogue/catalogue.json"), "[]");
  return createApp({
    stage,
    checked,
    bundles: join(folder, "bundles"),
    outdir: join(folder, "cdk.out"),
    context: { "aws:cdk:bundling-stacks": [] },
  });
};

type Raw = {
  Type: string;
  Properties?: Record<string, unknown>;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Metadata?: Record<string, unknown>;
};
type Template = {
  Resources: Record<string, Raw>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: string } }>;
};

/** `tablee8235A42E` → `table`: what the construct is called, without the CDK's hash. */
const named = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, "");

/**
 * The resources of a stage's templates, references resolved to what a person reads: `table`, `quarantine`, `sample-sms` for names
 * and ARNs alike, `<name>/stream` for the stream; queue URLs and secrets' ARNs in the form a function gets them.
 */
export const synthesise = (stage: Stage): Resource[] => {
  const assembly = appOf(stage, false).synth();
  const templates = readdirSync(assembly.directory)
    .filter((file) => file.endsWith(".template.json"))
    .map((file): Template => JSON.parse(readFileSync(join(assembly.directory, file), "utf8")));
  const regions = new Map(
    assembly.stacks.flatMap(({ template, environment }) =>
      Object.keys(template.Resources).map((id) => [id, environment.region] as const),
    ),
  );
  const all = templates.flatMap(({ Resources }) => Object.entries(Resources));
  const raw = new Map(all);
  if (raw.size !== all.length)
    throw new Error("two stacks call a resource the same: the tests could not tell them apart");
  const exported = new Map(
    templates
      .flatMap(({ Outputs }) => Object.values(Outputs ?? {}))
      .flatMap(({ Value, Export }) => (Export ? [[Export.Name, Value] as const] : [])),
  );

  const called = (id: string): string => {
    const { Type, Properties } = raw.get(id) ?? { Type: "" };
    if (Type === "AWS::SQS::Queue") return String(Properties?.QueueName);
    return named(id).replace(/bucket$/, "");
  };
  const reference = (id: string): string => {
    if (id === "AWS::AccountId") return ACCOUNT;
    if (id === "AWS::Partition") return "aws";
    if (id === "AWS::Region") throw new Error("a template asks for its own region, which its stage knows");
    return raw.get(id)?.Type === "AWS::SQS::Queue"
      ? `https://sqs.ap-southeast-1.amazonaws.com/${ACCOUNT}/${called(id)}`
      : called(id);
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [key, inner] = entries[0] ?? [];
    if (entries.length === 1 && key === "Ref") return reference(String(inner));
    if (entries.length === 1 && key === "Fn::ImportValue") return resolve(exported.get(String(inner)));
    if (entries.length === 1 && key === "Fn::GetAtt") {
      const [id, attribute] = inner as [string, string];
      return attribute === "StreamArn" ? `${called(id)}/stream` : called(id);
    }
    if (entries.length === 1 && key === "Fn::Join") {
      const [between, parts] = inner as [string, unknown[]];
      return parts.map(resolve).join(between);
    }
    return Object.fromEntries(entries.map(([name, member]) => [name, resolve(member)]));
  };

  return [...raw].map(([id, { Type, Properties, DependsOn, DeletionPolicy, UpdateReplacePolicy, Metadata }]) => ({
    id: named(id),
    type: Type,
    properties: resolve(Properties ?? {}),
    dependsOn: [DependsOn ?? []].flat().map(named),
    deletion: DeletionPolicy,
    replacement: UpdateReplacePolicy,
    metadata: Metadata ?? {},
    region: regions.get(id) ?? "",
  }));
};

/** All resources of the sample stage. */
export const resources = synthesise(loadStage("sample"));

export const ofType = (type: string): Resource[] => resources.filter((resource) => resource.type === type);

/** The Lambda of an operation. */
export const functionOf = (operation: string): Resource => {
  const found = ofType("AWS::Lambda::Function").find(({ metadata }) => metadata.operation === operation);
  if (!found) throw new Error(`no function of ${operation}`);
  return found;
};

export type Statement = {
  Effect: "Allow" | "Deny";
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
  Principal?: unknown;
};

/** Every statement of the role of an operation's function, actions and resources as lists. */
export const statementsOf = (operation: string) => {
  const role: unknown = functionOf(operation).properties.Role;
  return ofType("AWS::IAM::Policy")
    .filter(({ properties }) => properties.Roles.includes(role))
    .flatMap(({ properties }): Statement[] => properties.PolicyDocument.Statement)
    .map((statement) => ({
      ...statement,
      actions: [statement.Action].flat(),
      resources: [statement.Resource].flat(),
    }));
};
