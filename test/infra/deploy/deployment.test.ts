import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AskAws } from "../../../infra/deploy/ask-aws.ts";
import { deploy } from "../../../infra/deploy/deployment.ts";
import type { Stage } from "../../../infra/stage.ts";
import { readyAccount, readyStage, withoutEdge } from "./ready.ts";

const run = async (
  args: string[],
  { stage = readyStage(), account = {}, exit = 0 }: { stage?: Stage; account?: Partial<AskAws>; exit?: number } = {},
) => {
  const stages = mkdtempSync(join(tmpdir(), "stages-"));
  writeFileSync(join(stages, "ninhbinh.json"), JSON.stringify(stage));
  writeFileSync(join(stages, "broken.json"), "{}");
  const commands: (readonly string[])[] = [];
  const lines: string[] = [];
  const code = await deploy({
    args,
    stages,
    ask: (region) => {
      expect(region).toBe("ap-southeast-1");
      return readyAccount(account);
    },
    cdk: async (command) => {
      commands.push(command);
      return exit;
    },
    print: (line) => lines.push(line),
  });
  return { code, commands, text: lines.join("\n") };
};
const DEPLOY = ["deploy", "--all", "-c", "stage=ninhbinh", "--require-approval", "broadening"];

describe("npm run deploy", () => {
  it("deploys everything of a stage where nothing is missing, and says what is left to do", async () => {
    const { code, commands, text } = await run(["--stage", "ninhbinh"]);
    expect([code, commands]).toEqual([0, [DEPLOY]]);
    expect(text).toContain("Stage ninhbinh is ready to be deployed");
    expect(text).toContain(
      "Lead api-origin.motcua.ninhbinh.gov.vn to OriginTarget (stack citizen) and motcua.ninhbinh.gov.vn to PublicTarget",
    );
    expect(text).toContain("two letters to truc@motcua.ninhbinh.gov.vn");
    expect(text).not.toContain("NO EDGE");
  });

  it("changes nothing where something is missing", async () => {
    const account = { concurrentExecutions: async () => 10, smsSender: async () => undefined };
    const { code, commands, text } = await run(["--stage", "ninhbinh"], { account });
    expect([code, commands]).toEqual([1, []]);
    expect(text).toContain("Còn thiếu 2 mục, chưa thay đổi gì / 2 missing, nothing was changed:\n1. Lambda");
    expect(text).toContain("\n2. /providers/sms/sender");
  });

  it("only looks when asked to", async () => {
    const { code, commands, text } = await run(["--stage", "ninhbinh", "--preflight"]);
    expect([code, commands]).toEqual([0, []]);
    expect(text).toContain("is ready to be deployed");
  });

  it("says before and after that there is no edge", async () => {
    const { code, commands, text } = await run(["--stage", "ninhbinh"], { stage: withoutEdge(readyStage()) });
    expect([code, commands]).toEqual([0, [DEPLOY]]);
    expect(text.match(/NO EDGE/g)).toHaveLength(2);
    expect(text.match(/KHÔNG CÓ LỚP BIÊN/g)).toHaveLength(2);
    expect(text).not.toContain("OriginTarget");
  });

  it("hands on the code of a deployment that failed, without a word on what comes after one", async () => {
    const { code, text } = await run(["--stage", "ninhbinh"], { exit: 3 });
    expect(code).toBe(3);
    expect(text).not.toContain("To do after");
  });

  it.each([
    [["--stage", "local"], 1, "is never deployed"],
    [["--stage", "nowhere"], 1, "there is no such stage: choose one of"],
    [["--stage", "broken"], 1, "infra/stages/broken.json: /publicOrigin: is missing: add it"],
    [[], 2, "npm run deploy -- --stage <name> [--preflight]"],
    [["--stage", "ninhbinh", "--force"], 2, "Unknown option '--force'"],
  ])("refuses %j and says why", async (args, expected, says) => {
    const { code, commands, text } = await run(args);
    expect([code, commands]).toEqual([expected, []]);
    expect(text).toContain(says);
  });
});
