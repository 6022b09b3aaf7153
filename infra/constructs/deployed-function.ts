import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CustomResource } from "aws-cdk-lib";
import { Construct } from "constructs";
import { BundleMissing, Operation, type OperationProps } from "./operation.ts";

export type DeployedFunctionProps<Schema> = OperationProps<Schema> & {
  /** File beside the bundle that it works on: the deployment runs it again where that or its code has changed. */
  input: string;
};

const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** Work that a deployment does once it has laid everything out: a failure of it fails the deployment. */
export class DeployedFunction<Schema> extends Construct {
  constructor(scope: Construct, id: string, { input, ...props }: DeployedFunctionProps<Schema>) {
    super(scope, id);
    const file = join(props.bundles, props.operation, input);
    if (!existsSync(file)) throw new BundleMissing(`dist/${props.operation}/${input}`);
    const operation = new Operation(this, "operation", props);
    const resource = new CustomResource(this, "resource", {
      resourceType: "Custom::Deployed",
      serviceToken: operation.lambda.functionArn,
      serviceTimeout: props.timeout,
      properties: { Input: hashOf(file), Code: hashOf(join(props.bundles, props.operation, "index.mjs")) },
    });
    // Not before the role may do what the work needs.
    resource.node.addDependency(operation);
  }
}
