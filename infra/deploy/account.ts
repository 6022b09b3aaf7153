import { EDGE_REGION } from "../stage/edge.ts";
import type { Stage } from "../stage.ts";
import type { AskAws, Finding } from "./ask-aws.ts";

/** The version of the bootstrap that the synthesised assets ask for. */
export const BOOTSTRAP_VERSION = 8;

/** Functions beside those of requests: what the queues' consumers may run at once, the relay and the schedules. */
export const WORKERS = 44;
/** Seconds that a request keeps a function at most, on the average of a busy hour with its cold starts. */
const SECONDS_A_REQUEST = 0.5;

/** How many functions a stage must be allowed to run at once, to serve the requests that its gateway lets in. */
export const concurrencyOf = ({ limits }: Pick<Stage, "limits">): number =>
  Math.ceil(limits.requestsPerSecond * SECONDS_A_REQUEST) + WORKERS;

const regionsOf = ({ region, edge }: Stage): string[] => [...new Set([region, ...(edge ? [EDGE_REGION] : [])])];

/** Whose credentials these are. What is found here makes every other answer of AWS worthless. */
export const checkAccount = async ({ account }: Stage, ask: AskAws): Promise<Finding[]> => {
  let found: string;
  try {
    found = await ask.account(EDGE_REGION);
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    return [
      {
        about: "credentials",
        vi: `Không có phiên đăng nhập AWS dùng được (${name}): đăng nhập (ví dụ "aws sso login") và đặt AWS_PROFILE.`,
        en: `There are no AWS credentials that work (${name}): sign in (such as "aws sso login") and set AWS_PROFILE.`,
      },
    ];
  }
  if (account === undefined || found === account) return [];
  return [
    {
      about: "/account",
      vi: `Phiên đăng nhập thuộc tài khoản ${found}, tệp giai đoạn ghi ${account}: đổi AWS_PROFILE hoặc sửa tệp.`,
      en: `The credentials are of account ${found}, the stage's is ${account}: change AWS_PROFILE, or the file.`,
    },
  ];
};

export const checkRegion = async ({ region }: Stage, ask: AskAws): Promise<Finding[]> => {
  try {
    await ask.account(region);
    return [];
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    return [
      {
        about: "/region",
        vi: `Tài khoản không dùng được vùng ${region} (${name}): bật vùng này trong tài khoản, hoặc chọn vùng khác.`,
        en: `The account cannot use the region ${region} (${name}): enable it for the account, or choose another.`,
      },
    ];
  }
};

export const checkBootstrap = async (stage: Stage, ask: AskAws): Promise<Finding[]> => {
  const asked = regionsOf(stage).map(async (region) => ({ region, version: await ask.bootstrapVersion(region) }));
  return (await Promise.all(asked)).flatMap(({ region, version }) => {
    if (version !== undefined && version >= BOOTSTRAP_VERSION) return [];
    const command = `npx cdk bootstrap aws://${stage.account ?? "<account>"}/${region}`;
    const has = version === undefined ? ["chưa có", "none"] : [`phiên bản ${version}`, `version ${version}`];
    return [
      {
        about: `cdk bootstrap ${region}`,
        vi: `Vùng ${region} cần CDK bootstrap từ phiên bản ${BOOTSTRAP_VERSION} (hiện ${has[0]}): chạy "${command}".`,
        en: `${region} needs the CDK's bootstrap, version ${BOOTSTRAP_VERSION} (now ${has[1]}): run "${command}".`,
      },
    ];
  });
};

export const checkConcurrency = async (stage: Stage, ask: AskAws): Promise<Finding[]> => {
  const needed = concurrencyOf(stage);
  const allowed = await ask.concurrentExecutions();
  if (allowed >= needed) return [];
  return [
    {
      about: "Lambda concurrent executions",
      vi: `Tài khoản chỉ được chạy ${allowed} hàm cùng lúc, giai đoạn này cần ${needed}: xin nâng hạn mức "Concurrent executions" của Lambda, hoặc giảm /limits/requestsPerSecond.`,
      en: `The account may run ${allowed} functions at once, this stage needs ${needed}: ask for a higher quota "Concurrent executions" of Lambda, or lower /limits/requestsPerSecond.`,
    },
  ];
};
