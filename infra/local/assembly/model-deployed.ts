import { functionNameOf } from "./model-functions.ts";
import type { TemplateReader } from "./template.ts";

/** A custom resource: a function that CloudFormation calls while it deploys. */
export type DeployedModel = {
  stack: string;
  logicalId: string;
  type: string;
  functionName: string;
  /** All of its properties; a change of them is an update. */
  properties: Readonly<Record<string, unknown>>;
};

export const readDeployed = (reader: TemplateReader): DeployedModel[] =>
  reader.resources
    .filter(({ type }) => type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource")
    .map((resource) => ({
      stack: resource.stack.name,
      logicalId: resource.logicalId,
      type: resource.type,
      functionName: functionNameOf(String(resource.property("ServiceToken"))),
      properties: Object.fromEntries(
        Object.keys(resource.stack.template.Resources[resource.logicalId]?.Properties ?? {}).map((name) => [
          name,
          resource.property(name),
        ]),
      ),
    }));
