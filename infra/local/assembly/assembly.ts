import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { StartRefused } from "../refusal.ts";

export type TemplateResource = {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
  Condition?: string;
};

export type Template = {
  Parameters?: Record<string, { Type: string; Default?: unknown }>;
  Conditions?: Record<string, unknown>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
};

export type StackTemplate = {
  name: string;
  region: string;
  account: string;
  template: Template;
};

export type Assembly = {
  /** In the order of their dependencies. */
  stacks: readonly StackTemplate[];
  /** Folder of an asset by the object key that the template gives for it. */
  assetFolder(objectKey: string): string | undefined;
};

type Artifact = {
  type: string;
  environment?: string;
  dependencies?: string[];
  displayName?: string;
  properties?: { templateFile?: string; stackName?: string; file?: string };
};
type AssetManifest = {
  files?: Record<string, { source: { path?: string }; destinations: Record<string, { objectKey: string }> }>;
};

/** What stands in where a stage names no account or region; never a real account. */
const LOCAL_ACCOUNT = "000000000000";
export const LOCAL_REGION = "ap-southeast-1";

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, "utf8")) as T;

const inOrder = (artifacts: Record<string, Artifact>): string[] => {
  const done = new Set<string>();
  const visit = (id: string): void => {
    if (done.has(id)) return;
    done.add(id);
    for (const dependency of artifacts[id]?.dependencies ?? []) visit(dependency);
    order.push(id);
  };
  const order: string[] = [];
  for (const id of Object.keys(artifacts)) visit(id);
  return order;
};

const environmentOf = (artifact: Artifact): { account: string; region: string } => {
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? "") ?? [];
  return {
    account: account === undefined || account.startsWith("unknown") ? LOCAL_ACCOUNT : account,
    region: region === undefined || region.startsWith("unknown") ? LOCAL_REGION : region,
  };
};

/** Reads what `cdk synth` wrote: manifest, templates, asset manifests. Refuses a folder that holds no assembly. */
export const readAssembly = (folder: string): Assembly => {
  const manifestFile = join(folder, "manifest.json");
  if (!existsSync(manifestFile))
    throw new StartRefused(`Không thấy bản tổng hợp CDK ở ${folder}`, `No synthesised CDK assembly in ${folder}`);
  const { artifacts = {} } = readJson<{ artifacts?: Record<string, Artifact> }>(manifestFile);
  const stacks: StackTemplate[] = [];
  const folders = new Map<string, string>();
  for (const id of inOrder(artifacts)) {
    const artifact = artifacts[id];
    if (artifact?.type === "aws:cloudformation:stack") {
      const template = readJson<Template>(join(folder, artifact.properties?.templateFile ?? `${id}.template.json`));
      stacks.push({ name: artifact.properties?.stackName ?? id, template, ...environmentOf(artifact) });
    }
    if (artifact?.type === "cdk:asset-manifest" && artifact.properties?.file !== undefined) {
      const { files = {} } = readJson<AssetManifest>(join(folder, artifact.properties.file));
      for (const { source, destinations } of Object.values(files))
        for (const { objectKey } of Object.values(destinations))
          if (source.path !== undefined) folders.set(objectKey, resolve(folder, source.path));
    }
  }
  return { stacks, assetFolder: (objectKey) => folders.get(objectKey) };
};
