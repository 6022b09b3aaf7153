import { describe, expect, it } from "vitest";
import { checkPattern, matchesPattern } from "../../../infra/local/deliveries/event-pattern.ts";

const verdict = {
  source: "aws.guardduty",
  "detail-type": "Scan Result",
  detail: { s3ObjectDetails: { bucketName: "quarantine", size: 12 }, tags: ["a", "b"], note: null },
};

describe("event patterns", () => {
  it("match exact values, any one of a list, nested members", () => {
    expect(matchesPattern({ source: ["x", "aws.guardduty"] }, verdict)).toBe(true);
    expect(matchesPattern({ source: ["x"] }, verdict)).toBe(false);
    expect(matchesPattern({ detail: { s3ObjectDetails: { bucketName: ["quarantine"] } } }, verdict)).toBe(true);
    expect(matchesPattern({ detail: { s3ObjectDetails: { bucketName: ["documents"] } } }, verdict)).toBe(false);
    expect(matchesPattern({ detail: { absent: { name: ["a"] } } }, verdict)).toBe(false);
    expect(matchesPattern({ detail: { note: [null] } }, verdict)).toBe(true);
  });

  it("want every member named", () => {
    expect(matchesPattern({ source: ["aws.guardduty"], "detail-type": ["other"] }, verdict)).toBe(false);
  });

  it("take an array when one of its members is taken", () => {
    expect(matchesPattern({ detail: { tags: ["b"] } }, verdict)).toBe(true);
    expect(matchesPattern({ detail: { tags: ["c"] } }, verdict)).toBe(false);
  });

  it("know prefix, suffix, anything-but, numeric, wildcard and exists", () => {
    const bucket = (matcher: unknown) =>
      matchesPattern({ detail: { s3ObjectDetails: { bucketName: [matcher] } } }, verdict);
    expect(bucket({ prefix: "quar" })).toBe(true);
    expect(bucket({ prefix: "arantine" })).toBe(false);
    expect(bucket({ suffix: "tine" })).toBe(true);
    expect(bucket({ "anything-but": ["documents"] })).toBe(true);
    expect(bucket({ "anything-but": { prefix: "quar" } })).toBe(false);
    expect(bucket({ "equals-ignore-case": "QUARANTINE" })).toBe(true);
    expect(bucket({ wildcard: "q*t*e" })).toBe(true);
    expect(matchesPattern({ detail: { s3ObjectDetails: { size: [{ numeric: [">", 10, "<=", 12] }] } } }, verdict)).toBe(
      true,
    );
    expect(matchesPattern({ detail: { s3ObjectDetails: { size: [{ numeric: [">", 12] }] } } }, verdict)).toBe(false);
    expect(bucket({ exists: true })).toBe(true);
    expect(matchesPattern({ detail: { absent: [{ exists: false }] } }, verdict)).toBe(true);
    expect(matchesPattern({ detail: { absent: [{ exists: true }] } }, verdict)).toBe(false);
  });

  it("filter the inserts that wait in the outbox", () => {
    const filter = {
      eventName: ["INSERT"],
      dynamodb: { NewImage: { pk: { S: [{ prefix: "EVENTS#" }] }, outbox: { S: [{ exists: true }] } } },
    };
    const change = (eventName: string, NewImage: object) => ({ eventName, dynamodb: { NewImage } });
    const event = { pk: { S: "EVENTS#1" }, outbox: { S: "3" } };
    expect(matchesPattern(filter, change("INSERT", event))).toBe(true);
    expect(matchesPattern(filter, change("MODIFY", event))).toBe(false);
    expect(matchesPattern(filter, change("INSERT", { pk: { S: "EVENTS#1" } }))).toBe(false);
    expect(matchesPattern(filter, change("INSERT", { ...event, pk: { S: "DOSSIER#1" } }))).toBe(false);
    expect(matchesPattern(filter, { eventName: "INSERT", dynamodb: {} })).toBe(false);
  });

  it("take either side of $or", () => {
    expect(matchesPattern({ $or: [{ source: ["x"] }, { source: ["aws.guardduty"] }] }, verdict)).toBe(true);
    expect(matchesPattern({ $or: [{ source: ["x"] }] }, verdict)).toBe(false);
  });

  it("are refused with a matcher that is not run here", () => {
    expect(() => checkPattern({ detail: { ip: [{ cidr: "10.0.0.0/8" }] } }, "rule")).toThrow(/rule.*cidr/);
    expect(() => checkPattern({ detail: { a: [{ prefix: "x" }, "y", { exists: false }] } }, "rule")).not.toThrow();
  });
});
