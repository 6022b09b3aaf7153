import { describe, expect, it } from "vitest";
import { overlayEnvironment, overlayIssuer, REPLACED, refuseUnserved, SERVED } from "../../../infra/local/overlay.ts";

const origin = "http://localhost:3100";
const endpoints = {
  dynamodb: "http://127.0.0.1:1",
  sqs: "http://127.0.0.1:2",
  s3: "http://127.0.0.1:3",
  secretsmanager: "http://127.0.0.1:4/secretsmanager",
  kms: "http://127.0.0.1:4/kms",
  email: "http://127.0.0.1:4/sesv2",
  sms: "http://127.0.0.1:4/sms",
  none: "http://127.0.0.1:4/none",
};
const template = {
  STAGE: "local",
  TABLE_NAME: "table",
  OFFICE_HOURS: "[]",
  PUBLIC_ORIGIN: "http://localhost:3000",
  VNPAY_PAY_URL: "http://localhost:3000/pay",
  VNPAY_API_URL: "https://vnpay.example.vn/api",
  PAYOS_API_URL: "https://payos.example.vn",
  MOMO_API_URL: "https://momo.example.vn",
  ESMS_API_URL: "https://esms.example.vn",
  SMS_SENDER: "MotCua",
};
const overlaid = (environment: Record<string, string> = template) =>
  overlayEnvironment(
    { name: "local-deliver-sms", handler: "index.handler", memoryMb: 512, environment },
    { origin, region: "ap-southeast-1", endpoints },
  );

describe("the overlay", () => {
  it("changes no variable of the template but the addresses it lists: our own, and each provider's to its stand-in", () => {
    const environment = overlaid();
    const changed = Object.entries(environment).filter(
      ([name, value]) => name in template && (template as Record<string, string>)[name] !== value,
    );
    const replaced = {
      PUBLIC_ORIGIN: origin,
      VNPAY_PAY_URL: `${origin}/local/vnpay/pay`,
      VNPAY_API_URL: `${origin}/local/vnpay/api/transaction`,
      PAYOS_API_URL: `${origin}/local/payos`,
      MOMO_API_URL: `${origin}/local/momo`,
      ESMS_API_URL: `${origin}/local/esms`,
    };
    expect(Object.fromEntries(changed)).toEqual(replaced);
    expect(Object.keys(REPLACED)).toEqual(Object.keys(replaced));
  });

  it("adds endpoints and what Lambda itself sets, nothing else", () => {
    const added = Object.keys(overlaid()).filter((name) => !(name in template));
    const reserved =
      /^(AWS_(ENDPOINT_URL|REGION|DEFAULT_REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY|EXECUTION_ENV|LAMBDA_)|_HANDLER$|TZ$)/;
    expect(added.filter((name) => !reserved.test(name))).toEqual([]);
  });

  it("gives every served service an address on this machine, and every other one that answers errors", () => {
    const environment = overlaid();
    for (const { variable } of Object.values(SERVED)) expect(environment[variable]).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(environment.AWS_ENDPOINT_URL).toBe(endpoints.none);
  });

  it("gives a function no address it did not ask for", () => {
    expect(overlaid({ STAGE: "local" })).not.toHaveProperty("PUBLIC_ORIGIN");
    expect(overlaid({ STAGE: "local" })).not.toHaveProperty("VNPAY_PAY_URL");
  });

  it("puts the local issuer of its name in place of an authorizer's", () => {
    expect(overlayIssuer("officer", origin)).toBe(`${origin}/local/issuers/officer`);
  });

  it("refuses to start where a function may call a service that has no address here", () => {
    const using =
      (...actions: string[]) =>
      () =>
        refuseUnserved({ operation: "seal", actions });
    expect(using("dynamodb:GetItem", "sms-voice:SendTextMessage", "logs:PutLogEvents", "kms:Decrypt")).not.toThrow();
    expect(using("kms:Sign", "kms:GetPublicKey")).not.toThrow();
    for (const action of ["kms:GenerateMac", "kms:Verify", "kms:*", "kms:SignAll"])
      expect(using(action)).toThrow(new RegExp(`seal.*${action.replace("*", "\\*")}`));
    expect(using("bedrock:InvokeModel")).toThrow(/no local endpoint/);
    expect(using("*")).toThrow(/seal/);
  });
});
