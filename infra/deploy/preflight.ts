import type { Stage } from "../stage.ts";
import { checkAccount, checkBootstrap, checkConcurrency, checkRegion } from "./account.ts";
import type { AskAws, Finding, Findings } from "./ask-aws.ts";
import { checkCertificates } from "./certificates.ts";
import { checkEmail, checkSms } from "./messages.ts";
import { checkOrigin, checkPartners } from "./secrets.ts";
import { judgeStage } from "./stage-values.ts";

type Check = (stage: Stage, ask: AskAws) => Promise<Finding[] | Findings>;

/** Each with the right that it needs, for the line that says that it could not ask. */
const CHECKS: readonly [check: Check, right: string][] = [
  [checkRegion, "sts:GetCallerIdentity"],
  [checkBootstrap, "ssm:GetParameter"],
  [checkConcurrency, "lambda:GetAccountSettings"],
  [checkCertificates, "acm:DescribeCertificate"],
  [checkEmail, "ses:GetEmailIdentity, ses:GetAccount"],
  [checkSms, "sms-voice:DescribeSenderIds"],
  [checkPartners, "secretsmanager:GetSecretValue"],
  [checkOrigin, "secretsmanager:GetSecretValue"],
];

const unasked = (right: string, error: unknown): Finding => {
  const name = error instanceof Error ? error.name : "unknown";
  return {
    about: right,
    vi: `Không hỏi được AWS (${name}): cấp quyền ${right} cho người triển khai và kiểm tra đường mạng, rồi chạy lại.`,
    en: `AWS could not be asked (${name}): give the deployer the right ${right}, check the network, and run again.`,
  };
};

const NOT_ASKED: Finding = {
  about: "AWS",
  vi: "Các kiểm tra còn lại (vùng, bootstrap, hạn mức, chứng chỉ, SES, SMS, bí mật) chưa chạy: sửa mục trên rồi chạy lại.",
  en: "The other checks (region, bootstrap, quota, certificates, SES, SMS, secrets) have not run: settle the above first.",
};

/** Everything that a deployment lacks, at once. Changes nothing. */
export const preflight = async (stage: Stage, ask: AskAws): Promise<Findings> => {
  const { missing, afterwards } = judgeStage(stage);
  const account = await checkAccount(stage, ask);
  if (account.length > 0) return { missing: [...missing, ...account, NOT_ASKED], afterwards };
  const answers = await Promise.all(
    CHECKS.map(async ([check, right]): Promise<Findings> => {
      try {
        const found = await check(stage, ask);
        return Array.isArray(found) ? { missing: found, afterwards: [] } : found;
      } catch (error) {
        return { missing: [unasked(right, error)], afterwards: [] };
      }
    }),
  );
  return {
    missing: [...missing, ...answers.flatMap((found) => found.missing)],
    afterwards: [...afterwards, ...answers.flatMap((found) => found.afterwards)],
  };
};
