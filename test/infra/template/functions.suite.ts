import { describe, expect, it } from "vitest";
import * as z from "zod";
import { OPERATIONS } from "./operations.ts";
import { functionOf, ofType } from "./synthesised.ts";

const lambdas = ofType("AWS::Lambda::Function");

describe("the functions of the template", () => {
  it("are the operations of the table, one Lambda each, and no other", () => {
    expect(lambdas.map(({ metadata }) => metadata.operation).sort()).toEqual(
      OPERATIONS.map(({ operation }) => operation).sort(),
    );
  });

  it("are named after stage and operation and say what they do", () => {
    for (const { metadata, properties } of lambdas) {
      expect(properties.FunctionName).toBe(`sample-${String(metadata.operation).split("/")[1]}`);
      expect(properties.Description).toMatch(/^[A-Z].{10,}/);
      expect(properties.Handler).toBe("index.handler");
    }
  });

  it("run on Node 24 and arm64, traced, with memory and timeout of their own", () => {
    for (const { properties } of lambdas) {
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        TracingConfig: { Mode: "Active" },
        MemorySize: expect.any(Number),
        Timeout: expect.any(Number),
      });
    }
  });

  it("each have a role that no other function has and that only Lambda assumes", () => {
    const roles = lambdas.map(({ properties }) => properties.Role);
    expect(new Set(roles).size).toBe(OPERATIONS.length);
    for (const name of roles) {
      const role = ofType("AWS::IAM::Role").find(({ id }) => id === name);
      expect(role?.properties.AssumeRolePolicyDocument.Statement).toEqual([
        { Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } },
      ]);
      expect(role?.properties).not.toHaveProperty("ManagedPolicyArns");
    }
  });

  it("wait for their policies before they are created", () => {
    for (const { properties, dependsOn } of lambdas) {
      expect(dependsOn).toEqual(expect.arrayContaining([`${properties.Role}access`, `${properties.Role}tracing`]));
    }
  });

  it("log into a group of their own, encrypted, kept as the stage says and retained", () => {
    const groups = lambdas.map(({ properties }) => properties.LoggingConfig.LogGroup);
    expect(new Set(groups).size).toBe(OPERATIONS.length);
    for (const name of groups) {
      const group = ofType("AWS::Logs::LogGroup").find(({ id }) => id === name);
      expect(group?.properties).toMatchObject({ RetentionInDays: 90, KmsKeyId: "key" });
      expect(group).toMatchObject({ deletion: "Retain", replacement: "Retain" });
    }
  });

  it.each(OPERATIONS)("$operation gets the environment its schema asks for and nothing else", (expected) => {
    const { Variables } = functionOf(expected.operation).properties.Environment;
    const parsed = z.strictObject(expected.environment.shape).safeParse(Variables);
    expect(parsed.error?.issues ?? []).toEqual([]);
  });

  it("carry no secret in their environment, only the secrets' names", () => {
    for (const { properties } of lambdas) {
      for (const [name, value] of Object.entries(properties.Environment.Variables)) {
        if (/SECRET|KEY|PASSWORD|TOKEN/.test(name))
          expect(["dossierkeys", "vnpay", "payos", "momo", "esms", "origin"]).toContain(value);
      }
    }
  });
});
