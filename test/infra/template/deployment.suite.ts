import { describe, expect, it } from "vitest";
import { BOOTSTRAP_VERSION, concurrencyOf, WORKERS } from "../../../infra/deploy/account.ts";
import { secretName } from "../../../infra/secret-name.ts";
import { loadStage } from "../../../infra/stage.ts";
import { appOf, ofType } from "./synthesised.ts";

describe("what a deployment is held to beforehand", () => {
  it("is the newest bootstrap that any part of the assembly asks for", () => {
    const { manifest } = appOf(loadStage("sample"), false).synth();
    const asked = [...JSON.stringify(manifest).matchAll(/"requiresBootstrapStackVersion":(\d+)/g)].map(([, version]) =>
      Number(version),
    );
    expect(asked.length).toBeGreaterThan(6);
    expect(Math.max(...asked)).toBe(BOOTSTRAP_VERSION);
  });

  it("is room for all consumers of queues at once, a relay, the schedules, and the requests that the gateway lets in", () => {
    const consumers = ofType("AWS::Lambda::EventSourceMapping")
      .map(({ properties }): number => properties.ScalingConfig?.MaximumConcurrency ?? 0)
      .reduce((sum, one) => sum + one, 0);
    expect(consumers).toBe(32);
    const schedules = ofType("AWS::Events::Rule").filter(({ properties }) => properties.ScheduleExpression);
    expect(WORKERS).toBeGreaterThanOrEqual(consumers + 1 + schedules.length);
    const stage = loadStage("sample");
    expect(concurrencyOf(stage)).toBe(144);
    expect(concurrencyOf({ limits: { ...stage.limits, requestsPerSecond: 1000 } })).toBe(500 + WORKERS);
  });

  it("are the secrets by the names that they have", () => {
    const names = ofType("AWS::SecretsManager::Secret").map(({ properties }) => properties.Name);
    expect(names.sort()).toEqual(
      (["dossier-keys", "esms", "momo", "origin", "payos", "vnpay"] as const).map((id) =>
        secretName({ name: "sample" }, id),
      ),
    );
  });
});
