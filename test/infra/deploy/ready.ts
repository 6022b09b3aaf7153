import type { AskAws } from "../../../infra/deploy/ask-aws.ts";
import { loadStage, Stage } from "../../../infra/stage.ts";

export const ACCOUNT = "444455556666";
const certificateIn = (region: string) =>
  `arn:aws:acm:${region}:${ACCOUNT}:certificate/12345678-1234-1234-1234-123456789012`;

/** A stage as a province would write it. */
export const readyStage = (more: Record<string, unknown> = {}): Stage => {
  const { note: _, ...sample } = loadStage("sample");
  return Stage.parse({
    ...sample,
    name: "ninhbinh",
    account: ACCOUNT,
    publicOrigin: "https://motcua.ninhbinh.gov.vn",
    edge: {
      ...sample.edge,
      originDomain: "api-origin.motcua.ninhbinh.gov.vn",
      certificates: { public: certificateIn("us-east-1"), origin: certificateIn("ap-southeast-1") },
    },
    issuers: {
      citizen: { issuer: "https://dinhdanh.ninhbinh.gov.vn/congdan", audience: ["mot-cua-citizen"] },
      officer: { issuer: "https://dinhdanh.ninhbinh.gov.vn/canbo", audience: ["mot-cua-officer"] },
    },
    providers: {
      vnpay: {
        payUrl: "https://pay.vnpay.vn/vpcpay.html",
        apiUrl: "https://merchant.vnpay.vn/merchant_webapi/api/transaction",
      },
      sms: { sender: "NinhBinh", aws: { share: 20, costVnd: 1600 } },
      email: { sender: "khong-tra-loi@motcua.ninhbinh.gov.vn" },
    },
    alarms: { email: "truc@motcua.ninhbinh.gov.vn" },
    ...more,
  });
};

export const withoutEdge = (stage: Stage): Stage => {
  const { edge: _, ...rest } = stage;
  return rest;
};

/** The secrets of merchants as a person has written them. */
export const WRITTEN: Record<string, Record<string, string>> = {
  vnpay: { tmnCode: "MOTCUA01", hashSecret: "x".repeat(32) },
  payos: { clientId: "c1", apiKey: "k1", checksumKey: "x".repeat(32), accountNumber: "1234567890" },
  momo: { partnerCode: "MOMO1", accessKey: "k1", secretKey: "x".repeat(32) },
  esms: { apiKey: "k1", secretKey: "x".repeat(32) },
};

/** The ready stage, in which MoMo and payOS take payments and eSMS sends SMS too. */
export const withEveryProvider = (stage: Stage = readyStage()): Stage => ({
  ...stage,
  providers: {
    ...stage.providers,
    payos: { apiUrl: "https://api-merchant.payos.vn" },
    momo: { apiUrl: "https://payment.momo.vn" },
    sms: { ...stage.providers.sms, esms: { apiUrl: "https://rest.esms.vn", share: 80, costVnd: 800 } },
  },
});

/** An account in which nothing is missing and that was deployed before. */
export const readyAccount = (more: Partial<AskAws> = {}): AskAws => ({
  account: async () => ACCOUNT,
  bootstrapVersion: async () => 21,
  concurrentExecutions: async () => 1000,
  certificate: async () => ({ status: "ISSUED", domains: ["motcua.ninhbinh.gov.vn", "*.motcua.ninhbinh.gov.vn"] }),
  emailIdentity: async (name) => (name === "motcua.ninhbinh.gov.vn" ? { verified: true } : undefined),
  emailAccount: async () => ({ outOfSandbox: true, maySend: true }),
  smsSender: async () => ({ registered: true }),
  secret: async (name) => JSON.stringify(WRITTEN[name.slice(name.indexOf("/") + 1)] ?? { v1: "y".repeat(64) }),
  ...more,
});
