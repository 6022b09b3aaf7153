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

/** Who is paid or spoken to in the province's name, the members of its secret that a person writes, and what stands still without. */
const PARTNERS = [
  { id: "vnpay", name: "VNPAY", members: ["tmnCode", "hashSecret"], has: () => true },
  {
    id: "payos",
    name: "payOS",
    members: ["clientId", "apiKey", "checksumKey", "accountNumber"],
    has: ({ providers }: Stage) => providers.payos !== undefined,
  },
  {
    id: "momo",
    name: "MoMo",
    members: ["partnerCode", "accessKey", "secretKey"],
    has: ({ providers }: Stage) => providers.momo !== undefined,
  },
  {
    id: "esms",
    name: "eSMS",
    members: ["apiKey", "secretKey"],
    has: ({ providers }: Stage) => providers.sms.esms !== undefined,
  },
] as const;
type Partner = (typeof PARTNERS)[number];

const without = ({ id, name }: Partner): { vi: string; en: string } =>
  id === "esms"
    ? { vi: `không gửi được tin nhắn nào qua ${name}`, en: `${name} sends no SMS` }
    : { vi: `không thu được khoản nào qua ${name}`, en: `${name} takes no payment` };

const shape = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is as good as not filled: the schema says so, without the text.
    return undefined;
  }
};

const isWritten = ({ members }: Partner, text: string): boolean =>
  z.object(Object.fromEntries(members.map((member) => [member, Written]))).safeParse(shape(text)).success;

const listed = (members: readonly string[], and: string): string =>
  `${members.slice(0, -1).join(", ")} ${and} ${members.at(-1)}`;

const checkPartner = async (stage: Stage, ask: AskAws, partner: Partner): Promise<Findings> => {
  const secret = secretName(stage, partner.id);
  const { name, members } = partner;
  const finding: Finding = {
    about: `secret ${secret}`,
    vi: `Ghi ${listed(members, "và")} do ${name} cấp vào bí mật ${secret}: trước đó ${without(partner).vi}.`,
    en: `Write the ${listed(members, "and")} that ${name} gave into the secret ${secret}: until then ${without(partner).en}.`,
  };
  const text = await ask.secret(secret);
  if (text === undefined) return { missing: [], afterwards: [finding] };
  return { missing: isWritten(partner, text) ? [] : [finding], afterwards: [] };
};

/**
 * The accounts that a person writes, of the partners that the stage has. A secret is not there before the first
 * deployment, which makes it.
 */
export const checkPartners = async (stage: Stage, ask: AskAws): Promise<Findings> => {
  const offered = PARTNERS.filter(({ has }) => has(stage));
  const found = await Promise.all(offered.map((partner) => checkPartner(stage, ask, partner)));
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
