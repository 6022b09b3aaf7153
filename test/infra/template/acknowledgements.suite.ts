import { Stack } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { describe, expect, it } from "vitest";
import { ACKNOWLEDGEMENTS, holdToAwsSolutions } from "../../../infra/acknowledgements.ts";
import { loadStage } from "../../../infra/stage.ts";
import { OPERATIONS } from "./operations.ts";
import { appOf } from "./synthesised.ts";

/** How many findings of a rule are acknowledged. Raise a number only with a reason in infra/acknowledgements.ts. */
const ALLOWED = {
  "AwsSolutions-CFR1": 1,
  "AwsSolutions-CFR3": 1,
  "AwsSolutions-APIG4":
    OPERATIONS.filter(({ identity }) => identity === "none").length + OPERATIONS.filter(({ linked }) => linked).length,
  "AwsSolutions-IAM5": 15 + 8 + 3 + 2 + 5 + OPERATIONS.length,
  "AwsSolutions-S1": 1,
  "AwsSolutions-SMG4": 6,
  "AwsSolutions-SQS3": 11,
};

describe("the rules of AwsSolutions", () => {
  // The templates are held to CloudFormation's own schemas too: 10 s where nothing else runs.
  it("hold for the whole app, apart from what the list acknowledges", { timeout: 120_000 }, () => {
    const stage = loadStage("sample");
    const app = appOf(stage, true);
    holdToAwsSolutions(app, stage);
    expect(() => app.synth()).not.toThrow();
  });

  it("hold for an app in a named account", () => {
    const stage = { ...loadStage("sample"), account: "444455556666" };
    const app = appOf(stage, false);
    holdToAwsSolutions(app, stage);
    expect(() => app.synth()).not.toThrow();
  });

  it("hold for an app without an edge", () => {
    const { edge: _, ...stage } = loadStage("sample");
    const app = appOf(stage, false);
    holdToAwsSolutions(app, stage);
    expect(() => app.synth()).not.toThrow();
  });

  it("fail the synthesis on a finding that nobody acknowledged", () => {
    const stage = loadStage("sample");
    const app = appOf(stage, false);
    holdToAwsSolutions(app, stage);
    new Bucket(new Stack(app, "careless"), "bucket");
    expect(() => app.synth()).toThrow("AwsSolutions-S10");
  });

  it("are acknowledged as often as written here, each with a reason", () => {
    const stage = loadStage("sample");
    const app = appOf(stage, false);
    holdToAwsSolutions(app, stage);
    const counted: Record<string, number> = {};
    for (const construct of app.node.findAll()) {
      for (const { type, data } of construct.node.metadata) {
        if (type !== "aws:cdk:acknowledged-rules") continue;
        for (const id of Object.keys(data)) {
          const rule = /AwsSolutions-[A-Z0-9]+/.exec(id)?.[0] ?? id;
          counted[rule] = (counted[rule] ?? 0) + 1;
        }
      }
    }
    expect(counted).toEqual(ALLOWED);
    for (const { reason } of ACKNOWLEDGEMENTS) expect(reason.length).toBeGreaterThan(40);
  });
});
