import { describe, expect, it } from "vitest";
import type { Assembly, Template } from "../../../infra/local/assembly/assembly.ts";
import { readTemplates } from "../../../infra/local/assembly/template.ts";

const stack = (name: string, template: Partial<Template>) => ({
  name,
  region: "ap-southeast-1",
  account: "000000000000",
  template: { Resources: {}, ...template },
});

const assembly = (...stacks: ReturnType<typeof stack>[]): Assembly => ({ stacks, assetFolder: () => undefined });
const queueUrl = (name: string): string => `http://queues/${name}`;

const resolved = (value: unknown, template: Partial<Template> = {}): unknown => {
  const probe = { Type: "Test::Probe", Properties: { value } };
  const queue = { Type: "AWS::SQS::Queue", Properties: { QueueName: "sms" } };
  const Bucket_One = { Type: "AWS::S3::Bucket" };
  const Resources = { probe, queue, Bucket_One, ...template.Resources };
  const reader = readTemplates(assembly(stack("front", { ...template, Resources })), queueUrl);
  return reader.ofType("Test::Probe")[0]?.property("value");
};

describe("the template reader", () => {
  it("resolves references to resources, parameters and what AWS names", () => {
    expect(resolved({ Ref: "queue" })).toBe("http://queues/sms");
    expect(resolved({ Ref: "AWS::Region" })).toBe("ap-southeast-1");
    expect(resolved({ Ref: "version" }, { Parameters: { version: { Type: "String", Default: "7" } } })).toBe("7");
    expect(resolved({ "Fn::GetAtt": ["queue", "Arn"] })).toBe("arn:aws:sqs:ap-southeast-1:000000000000:sms");
    expect(resolved({ "Fn::GetAtt": "queue.QueueName" })).toBe("sms");
  });

  it("makes up a name that S3 allows where the template gives none", () => {
    expect(resolved({ Ref: "Bucket_One" })).toBe("front-bucket-one");
  });

  it("joins, splits, selects and substitutes", () => {
    expect(resolved({ "Fn::Join": ["-", ["a", { Ref: "AWS::Partition" }, "b"]] })).toBe("a-aws-b");
    expect(resolved({ "Fn::Select": [1, { "Fn::Split": ["/", "x/y/z"] }] })).toBe("y");
    expect(resolved({ "Fn::Sub": "$" + "{queue.QueueName}@$" + "{AWS::Region} $" + "{!kept}" })).toBe(
      "sms@ap-southeast-1 $" + "{kept}",
    );
    expect(resolved({ "Fn::Sub": ["$" + "{one}", { one: { Ref: "AWS::Partition" } }] })).toBe("aws");
  });

  it("takes the branch of a condition and leaves out what has no value", () => {
    const Conditions = { yes: { "Fn::Equals": ["a", "a"] }, no: { "Fn::Not": [{ Condition: "yes" }] } };
    expect(resolved({ "Fn::If": ["no", 1, 2] }, { Conditions })).toBe(2);
    expect(resolved({ a: { "Fn::If": ["yes", { Ref: "AWS::NoValue" }, 2] }, b: 1 }, { Conditions })).toEqual({ b: 1 });
  });

  it("leaves out a resource whose condition does not hold", () => {
    const Resources = { gone: { Type: "Test::Gone", Condition: "no" } };
    const Conditions = { no: { "Fn::Equals": ["a", "b"] } };
    const reader = readTemplates(assembly(stack("front", { Resources, Conditions })), queueUrl);
    expect(reader.ofType("Test::Gone")).toEqual([]);
  });

  it("follows values across stacks", () => {
    const data = stack("data", {
      Resources: { queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "email" } } },
      Outputs: { q: { Value: { "Fn::GetAtt": ["queue", "Arn"] }, Export: { Name: "data:queue" } } },
    });
    const Properties = {
      value: { "Fn::ImportValue": "data:queue" },
      weak: { "Fn::GetStackOutput": { StackName: "data", OutputName: "q" } },
    };
    const front = stack("front", { Resources: { probe: { Type: "Test::Probe", Properties } } });
    const [probe] = readTemplates(assembly(data, front), queueUrl).ofType("Test::Probe");
    expect(probe?.property("value")).toBe("arn:aws:sqs:ap-southeast-1:000000000000:email");
    expect(probe?.property("weak")).toBe("arn:aws:sqs:ap-southeast-1:000000000000:email");
  });

  it("names the resource whose value it cannot resolve", () => {
    expect(() => resolved({ Ref: "nobody" })).toThrow(/"nobody" of front\/probe \(Test::Probe\)/);
    expect(() => resolved({ "Fn::GetAtt": ["queue", "Colour"] })).toThrow(/queue\.Colour.*front\/probe/);
    expect(() => resolved({ "Fn::Cidr": [] })).toThrow(/Fn::Cidr.*front\/probe/);
    expect(() => resolved({ "Fn::ImportValue": "elsewhere" })).toThrow(/elsewhere/);
  });
});
