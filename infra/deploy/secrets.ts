import * as z from "zod";
import { secretName } from "../secret-name.ts";
import { FIRST_ORIGIN_KEY } from "../stage/edge.ts";
import type { Stage } from "../stage.ts";
import type { AskAws, Finding, Findings } from "./ask-aws.ts";

const Merchant = z.object({
  tmnCode: z
    .string()
    .min(1)
    .refine((code) => code !== "UNSET"),
});

const shape = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is as good as not filled: the schema says so, without the text.
    return undefined;
  }
};

/** The merchant that a person writes. It is not there before the first deployment, which makes the secret. */
export const checkVnpay = async (stage: Stage, ask: AskAws): Promise<Findings> => {
  const name = secretName(stage, "vnpay");
  const finding: Finding = {
    about: `secret ${name}`,
    vi: `Ghi tmnCode và hashSecret do VNPAY cấp vào bí mật ${name}: trước đó không thu được khoản nào qua VNPAY.`,
    en: `Write the tmnCode and hashSecret that VNPAY gave into the secret ${name}: until then VNPAY takes no payment.`,
  };
  const text = await ask.secret(name);
  if (text === undefined) return { missing: [], afterwards: [finding] };
  return { missing: Merchant.safeParse(shape(text)).success ? [] : [finding], afterwards: [] };
};

/** Whether CloudFront would send a value that the secret has. */
export const checkOrigin = async (stage: Stage, ask: AskAws): Promise<Finding[]> => {
  const { edge } = stage;
  if (!edge) return [];
  const name = secretName(stage, "origin");
  const text = await ask.secret(name);
  const keys =
    text === undefined
      ? [FIRST_ORIGIN_KEY]
      : Object.keys(z.record(z.string(), z.string()).safeParse(shape(text)).data ?? {});
  if (keys.includes(edge.originKey)) return [];
  return [
    {
      about: "/edge/originKey",
      vi: `Bí mật ${name} không có giá trị "${edge.originKey}" (có: ${keys.join(", ")}): thêm giá trị đó trước, xem sổ tay, đoạn đổi khóa lớp biên.`,
      en: `The secret ${name} has no value "${edge.originKey}" (it has: ${keys.join(", ")}): add it first, see the runbook on rotating the origin secret.`,
    },
  ];
};
