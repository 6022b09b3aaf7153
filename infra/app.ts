import { resolve } from "node:path";
import { App, Tags } from "aws-cdk-lib";
import settings from "../cdk.json" with { type: "json" };
import project from "../package.json" with { type: "json" };
import { BundleMissing, type Deployment } from "./constructs/operation.ts";
import { secretName } from "./secret-name.ts";
import { AdminStack } from "./stacks/admin-stack.ts";
import { CitizenStack } from "./stacks/citizen-stack.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { DeliveryStack } from "./stacks/delivery-stack.ts";
import { EdgeStack } from "./stacks/edge-stack.ts";
import { NoticesStack } from "./stacks/notices-stack.ts";
import { ObservationStack } from "./stacks/observation-stack.ts";
import { OfficeStack } from "./stacks/office-stack.ts";
import { PaymentsStack } from "./stacks/payments-stack.ts";
import { ReportingStack } from "./stacks/reporting-stack.ts";
import { EDGE_REGION } from "./stage/edge.ts";
import { loadStage, type Stage, StageFault } from "./stage.ts";

export type AppOptions = {
  stage: Stage;
  /** Folder of the bundles, `dist` by default. */
  bundles?: string;
  /** Folder of the assembly; what the CDK command asks for, or a temporary one, by default. */
  outdir?: string;
  context?: Record<string, unknown>;
  /** Whether the CDK checks the templates against CloudFormation's own schemas and rules; true by default. */
  checked?: boolean;
};

/** The whole service of one stage. The context of cdk.json holds also when the CDK command is not involved. */
export const createApp = ({ stage, bundles, outdir, context, checked = true }: AppOptions): App => {
  const app = new App({
    // The path of a function's bundle, also where the CDK command is not involved.
    context: { ...settings.context, "aws:cdk:enable-asset-metadata": true, ...context },
    analyticsReporting: false,
    builtinCloudFormationValidation: checked,
    ...(outdir ? { outdir } : {}),
  });
  const deployment: Deployment = {
    stage,
    release: project.version,
    bundles: bundles ?? resolve(import.meta.dirname, "..", "dist"),
  };
  const of = (stack: string, region = stage.region) => ({
    stackName: `mot-cua-${stage.name}-${stack}`,
    description: `Một Cửa ${stage.name}: ${stack}`,
    env: { region, ...(stage.account ? { account: stage.account } : {}) },
    terminationProtection: true,
  });
  const data = new DataStack(app, "data", { ...of("data"), stage });
  const { topic } = new ObservationStack(app, "observation", { ...of("observation"), stage, data });
  const citizen = new CitizenStack(app, "citizen", { ...of("citizen"), deployment, data, topic });
  new PaymentsStack(app, "payments", { ...of("payments"), deployment, data, door: citizen.door, topic });
  new OfficeStack(app, "office", { ...of("office"), deployment, data, door: citizen.door, topic });
  new AdminStack(app, "admin", { ...of("admin"), deployment, data, door: citizen.door, topic });
  const reporting = new ReportingStack(app, "reporting", {
    ...of("reporting"),
    deployment,
    data,
    door: citizen.door,
    topic,
  });
  new NoticesStack(app, "notices", {
    ...of("notices"),
    deployment,
    data,
    door: citizen.door,
    topic,
    counted: reporting.events,
  });
  new DeliveryStack(app, "delivery", { ...of("delivery"), deployment, data, topic });
  const { edge } = stage;
  if (edge) {
    const originSecret = secretName(stage, "origin");
    const front = new EdgeStack(app, "edge", { ...of("edge", EDGE_REGION), stage, edge, originSecret });
    // The functions must know the value that CloudFront sends before CloudFront sends it.
    front.addStackDependency(data);
    front.addStackDependency(citizen);
  }

  Tags.of(app).add("service", project.name);
  Tags.of(app).add("stage", stage.name);
  return app;
};

/**
 * The stage of a developer's machine is never deployed, so its template is not held to the rules of AWS: the same
 * stacks are, under every other stage. It saves the start three seconds.
 */
const NEVER_DEPLOYED = "local";

/** What `-c stage=<name>` says. Only an app can read the command's context; this one makes nothing. */
const stageAsked = (): string => {
  const asked: unknown = new App({ autoSynth: false }).node.tryGetContext("stage");
  return typeof asked === "string" ? asked : "sample";
};

const main = async (): Promise<void> => {
  try {
    const stage = loadStage(stageAsked());
    const checked = stage.name !== NEVER_DEPLOYED;
    const app = createApp({ stage, checked });
    if (checked) (await import("./acknowledgements.ts")).holdToAwsSolutions(app, stage);
    app.synth();
  } catch (error) {
    if (!(error instanceof StageFault || error instanceof BundleMissing)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
};

if (import.meta.main) await main();
