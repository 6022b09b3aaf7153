import { parseArgs } from "node:util";
import { loadStage, type Stage, StageFault } from "../stage.ts";
import type { AskAws, Finding } from "./ask-aws.ts";
import { preflight } from "./preflight.ts";

export type DeploymentProps = {
  args: readonly string[];
  ask: (region: string) => AskAws;
  /** Runs the CDK's command with these arguments; its exit code. */
  cdk: (args: readonly string[]) => Promise<number>;
  print: (line: string) => void;
  /** Folder of the stage files; the project's by default. */
  stages?: string;
};

const USAGE = [
  "Dùng: npm run deploy -- --stage <tên> [--preflight]",
  "Use:  npm run deploy -- --stage <name> [--preflight]",
];

const optionsOf = (args: readonly string[]): { stage?: string; preflight?: boolean } | string => {
  const options = { stage: { type: "string" }, preflight: { type: "boolean" } } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const RULE = "!".repeat(78);
/** Said before and after, so that nobody takes a trial for the service. */
const NO_EDGE = [
  RULE,
  "!! KHÔNG CÓ LỚP BIÊN: không CloudFront, không tường lửa ứng dụng, không giới hạn",
  "!! theo địa chỉ. Chỉ dùng để thử, không dùng cho người dân. Thêm /edge vào tệp.",
  "!! NO EDGE: no CloudFront, no web ACL, no limit per address. For a trial only,",
  "!! not for citizens. Add /edge to the stage file.",
  RULE,
];

const listed = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ about, vi, en }, index) => [`${index + 1}. ${about}`, `   ${vi}`, `   ${en}`]);

const dns = ({ edge, publicOrigin }: Stage): Finding[] =>
  edge
    ? [
        {
          about: "DNS",
          vi: `Trỏ ${edge.originDomain} đến giá trị OriginTarget (ngăn xếp citizen), ${new URL(publicOrigin).hostname} đến PublicTarget (ngăn xếp edge).`,
          en: `Lead ${edge.originDomain} to OriginTarget (stack citizen) and ${new URL(publicOrigin).hostname} to PublicTarget (stack edge).`,
        },
      ]
    : [];

const subscription = ({ alarms, edge }: Stage): Finding[] =>
  alarms.email === undefined
    ? []
    : [
        {
          about: "/alarms/email",
          vi: `Xác nhận ${edge ? "hai thư" : "thư"} đăng ký báo động gửi đến ${alarms.email} ở lần triển khai đầu.`,
          en: `Confirm the subscription of alarms, ${edge ? "two letters" : "one letter"} to ${alarms.email}, after the first deployment.`,
        },
      ];

const stageOf = (name: string, folder: string | undefined, print: (line: string) => void): Stage | undefined => {
  if (name === "local") {
    print("Giai đoạn local là máy của người phát triển, không bao giờ triển khai: chọn giai đoạn khác.");
    print("The stage local is a developer's machine and is never deployed: choose another.");
    return undefined;
  }
  try {
    return loadStage(name, folder);
  } catch (error) {
    if (!(error instanceof StageFault)) throw error;
    print("Tệp giai đoạn chưa dùng được / The stage file cannot be used:");
    for (const line of error.lines) print(line);
    return undefined;
  }
};

/** Looks at everything that a deployment needs, and deploys only where nothing is missing. The command's exit code. */
export const deploy = async ({ args, ask, cdk, print, stages }: DeploymentProps): Promise<number> => {
  const say = (lines: readonly string[]) => lines.forEach((line) => void print(line));
  const options = optionsOf(args);
  if (typeof options === "string" || options.stage === undefined) {
    say(typeof options === "string" ? [options, ...USAGE] : USAGE);
    return 2;
  }
  const stage = stageOf(options.stage, stages, print);
  if (!stage) return 1;
  if (!stage.edge) say(NO_EDGE);
  const { missing, afterwards } = await preflight(stage, ask(stage.region));
  if (missing.length > 0) {
    say([`Còn thiếu ${missing.length} mục, chưa thay đổi gì / ${missing.length} missing, nothing was changed:`]);
    say(listed(missing));
    return 1;
  }
  print(`Đủ điều kiện triển khai giai đoạn ${stage.name} / Stage ${stage.name} is ready to be deployed.`);
  if (!options.preflight) {
    // The command builds the bundles, synthesises under the rules of AwsSolutions, and asks before it widens a right.
    const code = await cdk(["deploy", "--all", "-c", `stage=${stage.name}`, "--require-approval", "broadening"]);
    if (code !== 0) return code;
  }
  const todo = [...afterwards, ...dns(stage), ...subscription(stage)];
  if (todo.length > 0) say(["Việc cần làm sau khi triển khai / To do after the deployment:", ...listed(todo)]);
  if (!stage.edge) say(NO_EDGE);
  return 0;
};
