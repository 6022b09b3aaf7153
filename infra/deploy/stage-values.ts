import { loadStage, type Stage } from "../stage.ts";
import type { Finding, Findings } from "./ask-aws.ts";

/** Domains that nobody owns (RFC 2606 and the sample's), and what the sample has for ids. */
const PLACEHOLDER = /(^|[.@/])example\.(vn|com|net|org)\b|\.example\b|0{8}-0{4}-0{4}-0{4}-0{12}|\b0{12}\b/;

const textsOf = (value: unknown, at = ""): [string, string][] => {
  if (typeof value === "string") return [[at, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => textsOf(member, `${at}/${name}`));
};

const placeholders = (stage: Stage): Finding[] =>
  textsOf(stage)
    .filter(([at, text]) => (at === "/note" ? text === loadStage("sample").note : PLACEHOLDER.test(text)))
    .map(([about, text]) => ({
      about,
      vi: `Còn là giá trị mẫu${about === "/note" ? "" : ` (${text})`}: thay bằng giá trị của tỉnh.`,
      en: `Still the sample's value${about === "/note" ? "" : ` (${text})`}: write the province's own.`,
    }));

/** Hosts at which providers let a merchant try its calls. payOS has none: it is tried with a merchant of its own. */
const SANDBOX = /\bsandbox\.|\/\/test-payment\.momo\.vn\b/;

const sandboxes = ({ providers: { vnpay, momo } }: Stage): Finding[] => {
  const addresses = [
    { about: "/providers/vnpay/payUrl", name: "VNPAY", url: vnpay.payUrl },
    { about: "/providers/vnpay/apiUrl", name: "VNPAY", url: vnpay.apiUrl },
    { about: "/providers/momo/apiUrl", name: "MoMo", url: momo?.apiUrl ?? "" },
  ];
  return addresses
    .filter(({ url }) => SANDBOX.test(url))
    .map(({ about, name }) => ({
      about,
      vi: `Là môi trường thử của ${name}: không có tiền thật nào được thu, tra cứu hay hoàn qua địa chỉ này.`,
      en: `Is ${name}'s sandbox: no real money is taken, asked for or given back through this address.`,
    }));
};

/** What a stage file must say for a deployment, beyond being valid. Asks nobody. */
export const judgeStage = (stage: Stage): Findings => {
  const missing: Finding[] = placeholders(stage);
  const afterwards: Finding[] = [];
  if (stage.account === undefined) {
    missing.push({
      about: "/account",
      vi: "Chưa ghi tài khoản AWS: thêm 12 chữ số, để không triển khai nhầm tài khoản.",
      en: "No account: add its 12 digits, so that a deployment cannot land in another one.",
    });
  }
  if (stage.publicOrigin.startsWith("http:")) {
    missing.push({
      about: "/publicOrigin",
      vi: "Là địa chỉ của máy này: ghi tên miền https của tỉnh.",
      en: "Is an address of this machine: write the province's https domain.",
    });
  }
  if (stage.alarms.email === undefined) {
    afterwards.push({
      about: "/alarms/email",
      vi: "Không ai nhận báo động: ghi địa chỉ trực rồi triển khai lại.",
      en: "Nobody is sent the alarms: write an address and deploy again.",
    });
  }
  afterwards.push(...sandboxes(stage));
  return { missing, afterwards };
};
