import * as z from "zod";
import { secretName } from "../secret-name.ts";
import { FIRST_ORIGIN_KEY } from "../stage/edge.ts";
import type { Stage } from "../stage.ts";
import type { AskAws, Finding, Findings } from "./ask-aws.ts";

/** What a secret has where nobody has written into it yet, as the data stack makes it. */
const Written = z
  .string()
  .min(1)
  .refine((text) => text !== "UNSET");

/** Who takes payments, and the members of its secret that a person writes. */
const MERCHANTS = [
  { id: "vnpay", name: "VNPAY", members: ["tmnCode", "hashSecret"] },
  { id: "payos", name: "payOS", members: ["clientId", "apiKey", "checksumKey", "accountNumber"] },
  { id: "momo", name: "MoMo", members: ["partnerCode", "accessKey", "secretKey"] },
] as const;
type Merchant = (typeof MERCHANTS)[number];

const shape = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is as good as not filled: the schema says so, without the text.
    return undefined;
  }
};

const isWritten = ({ members }: Merchant, text: string): boolean =>
  z.object(Object.fromEntries(members.map((member) => [member, Written]))).safeParse(shape(text)).success;

const listed = (members: readonly string[], and: string): string =>
  `${members.slice(0, -1).join(", ")} ${and} ${members.at(-1)}`;

const checkMerchant = async (stage: Stage, ask: AskAws, merchant: Merchant): Promise<Findings> => {
  const secret = secretName(stage, merchant.id);
  const { name, members } = merchant;
  const finding: Finding = {
    about: `secret ${secret}`,
    vi: `Ghi ${listed(members, "và")} do ${name} cấp vào bí mật ${secret}: trước đó không thu được khoản nào qua ${name}.`,
    en: `Write the ${listed(members, "and")} that ${name} gave into the secret ${secret}: until then ${name} takes no payment.`,
  };
  const text = await ask.secret(secret);
  if (text === undefined) return { missing: [], afterwards: [finding] };
  return { missing: isWritten(merchant, text) ? [] : [finding], afterwards: [] };
};

/**
 * The merchants that a person writes, of the providers that the stage has. A secret is not there before the first
 * deployment, which makes it.
 */
export const checkMerchants = async (stage: Stage, ask: AskAws): Promise<Findings> => {
  const offered = MERCHANTS.filter(({ id }) => stage.providers[id] !== undefined);
  const found = await Promise.all(offered.map((merchant) => checkMerchant(stage, ask, merchant)));
  return {
    missing: found.flatMap(({ missing }) => missing),
    afterwards: found.flatMap(({ afterwards }) => afterwards),
  };
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
